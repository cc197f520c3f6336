using SupplyChain.Images.Engines;
using SupplyChain.Images.Registries.Http;
using SupplyChain.Images.Registries.Login;

namespace SupplyChain.Images;

/// <summary>How the places of images may be reached.</summary>
public sealed record ImageStoreOptions
{
    /// <summary>Any attempt to reach a registry or a Docker Engine is an error; false by default.</summary>
    public bool Offline { get; init; }

    /// <summary>Registries on other hosts may be asked without TLS; false by default. Loopback registries always are.</summary>
    public bool AllowHttp { get; init; }

    /// <summary>Folders in OCI layout that are searched for a reference before its registry is asked; none by default.</summary>
    public IReadOnlyList<string> Layouts { get; init; } = [];

    /// <summary>Who one is to registries; by default what <c>docker login</c> wrote.</summary>
    public RegistryCredentials Credentials { get; init; } = RegistryCredentials.FromEnvironment();

    /// <summary>Certificates for TLS beyond the system's; none by default.</summary>
    public RegistryTls Tls { get; init; } = new();

    /// <summary>
    /// Most bytes that a registry's manifest, index or list may have, from 1 to 64 MiB; by default the 4 MiB that the distribution
    /// specification asks registries to take.
    /// </summary>
    public int LargestManifest
    {
        get;
        init =>
            field = value is > 0 and <= OciDocument.LargestEver
                ? value
                : throw new ConfigurationException(
                    "image.largest-manifest",
                    $"The largest manifest to read cannot be {value} bytes; give a number from 1 to {OciDocument.LargestEver}."
                );
    } = OciDocument.LargestSize;

    /// <summary>Where the Docker Engine listens; by default where Docker's own client finds it.</summary>
    public DockerEndpoint? Docker { get; init; }

    /// <summary>Clock for waits between attempts; the system's by default.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}

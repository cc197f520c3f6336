using SupplyChain.Images.Registries;

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

    /// <summary>Clock for waits between attempts; the system's by default.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}

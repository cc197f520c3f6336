namespace SupplyChain.Images.Registries.Http;

/// <summary>What TLS connections to registries need beyond what the system trusts. Files are in PEM.</summary>
public sealed record RegistryTls
{
    /// <summary>File of certificates that are trusted besides the system's authorities; none by default.</summary>
    public string? AuthorityFile { get; init; }

    /// <summary>File of the certificate shown to registries that ask for one, never to others they redirect to; none by default.</summary>
    public string? ClientCertificateFile { get; init; }

    /// <summary>File of the key of <see cref="ClientCertificateFile"/>; by default it is looked for in the same file.</summary>
    public string? ClientKeyFile { get; init; }
}

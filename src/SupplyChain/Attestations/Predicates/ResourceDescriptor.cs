namespace SupplyChain.Attestations.Predicates;

/// <summary>Points at an artifact that a predicate mentions (in-toto attestation framework, spec/v1/resource_descriptor.md).</summary>
public sealed record ResourceDescriptor
{
    /// <summary>Where the artifact is, such as <c>git+https://example.com/repository@refs/heads/main</c>.</summary>
    public string? Uri { get; init; }

    /// <summary>Digests in hexadecimal by algorithm.</summary>
    public IReadOnlyDictionary<string, string>? Digest { get; init; }

    /// <summary>Name within the predicate.</summary>
    public string? Name { get; init; }

    /// <summary>Where to get the artifact, if that is not <see cref="Uri"/>.</summary>
    public string? DownloadLocation { get; init; }

    /// <summary>Media type of the artifact.</summary>
    public string? MediaType { get; init; }
}

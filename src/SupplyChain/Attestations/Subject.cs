using SupplyChain.Images;

namespace SupplyChain.Attestations;

/// <summary>What a statement is about: an artifact known by its digests (in-toto Statement v1, "subject").</summary>
public sealed record Subject
{
    /// <summary>Makes a subject.</summary>
    /// <param name="digests">Digests by algorithm, at least one.</param>
    /// <param name="name">What people call it, for messages only.</param>
    /// <param name="annotations">Annotations to sign along.</param>
    /// <exception cref="ConfigurationException">There is no digest, or one is not a digest of its algorithm.</exception>
    public Subject(
        IReadOnlyDictionary<string, string> digests,
        string? name = null,
        IReadOnlyDictionary<string, string>? annotations = null
    )
    {
        if (FaultIn(digests) is { } fault)
        {
            throw new ConfigurationException(
                "attestation.subject",
                $"A subject of a statement cannot be used: {fault}; give its sha256."
            );
        }

        Name = string.IsNullOrEmpty(name) ? null : name;
        Digests = new SortedDictionary<string, string>(digests.ToDictionary(), StringComparer.Ordinal).AsReadOnly();
        Annotations = new SortedDictionary<string, string>(
            annotations?.ToDictionary() ?? [],
            StringComparer.Ordinal
        ).AsReadOnly();
    }

    /// <summary>What people call it; a verifier goes by the digests alone.</summary>
    public string? Name { get; }

    /// <summary>Digests in hexadecimal by algorithm, such as <c>sha256</c> or <c>gitCommit</c>; never empty.</summary>
    public IReadOnlyDictionary<string, string> Digests { get; }

    /// <summary>Annotations whose value is a string; empty where there are none.</summary>
    public IReadOnlyDictionary<string, string> Annotations { get; }

    /// <summary>The subject with this one digest.</summary>
    public static Subject Of(Digest digest, string? name = null, IReadOnlyDictionary<string, string>? annotations = null) =>
        new(new Dictionary<string, string> { [digest.Algorithm] = digest.Hex }, name, annotations);

    /// <summary>Whether this is the artifact with the digest.</summary>
    public bool Is(Digest digest) =>
        Digests.TryGetValue(digest.Algorithm, out var hex) && string.Equals(hex, digest.Hex, StringComparison.Ordinal);

    internal static string? FaultIn(IReadOnlyDictionary<string, string> digests)
    {
        if (digests.Count == 0)
        {
            return "it has no digest";
        }

        foreach (var (algorithm, value) in digests)
        {
            var known = algorithm is "sha256" or "sha512";
            if (value.Length == 0 || (known && !Digest.TryParse($"{algorithm}:{value}", out _)))
            {
                return $"{Printable.Quote(value)} is not a digest of {Printable.Quote(algorithm)}";
            }
        }

        return null;
    }
}

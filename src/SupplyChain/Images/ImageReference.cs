using System.Diagnostics.CodeAnalysis;

namespace SupplyChain.Images;

/// <summary>
/// Name of an image in a registry, <c>[registry[:port]/]repository[:tag][@digest]</c>, in the grammar of the distribution
/// project with Docker Hub's short names. Two references are equal when they mean the same, however they were written.
/// </summary>
public sealed class ImageReference : IEquatable<ImageReference>
{
    internal const string DockerHub = "docker.io";

    private readonly string nameAsWritten;

    internal ImageReference(string nameAsWritten, string registry, string path, string? tag, Digest? digest)
    {
        this.nameAsWritten = nameAsWritten;
        Registry = registry;
        Path = path;
        Tag = tag;
        Digest = digest;
    }

    /// <summary>Host of the registry with its port, if one is written: <c>docker.io</c>, <c>registry.example:5000</c>, <c>[::1]:5000</c>.</summary>
    public string Registry { get; }

    /// <summary>Name of the repository inside its registry: <c>library/alpine</c>, <c>shop/api</c>.</summary>
    public string Path { get; }

    /// <summary>Registry and path: <c>docker.io/library/alpine</c>.</summary>
    public string Repository => $"{Registry}/{Path}";

    /// <summary>The tag, where one is written.</summary>
    public string? Tag { get; }

    /// <summary>The digest, where one is written; it wins over the tag.</summary>
    public Digest? Digest { get; }

    /// <summary>What identifies the manifest within the repository: the digest, else the tag, else <c>latest</c>.</summary>
    public string TagOrDigest => Digest?.ToString() ?? Tag ?? "latest";

    /// <summary>The reference in full, such as <c>docker.io/library/alpine:latest</c> for <c>alpine</c>.</summary>
    public string Canonical => Join(Repository, Tag is null && Digest is null ? "latest" : Tag, Digest);

    /// <summary>Reads a reference.</summary>
    /// <exception cref="ConfigurationException">The text is not an image reference; the message names the place.</exception>
    public static ImageReference Parse(string text) =>
        ImageReferenceGrammar.Read(text, out var problem)
        ?? throw new ConfigurationException(
            "image.reference",
            $"{Printable.Quote(text)} is not an image reference: {problem}; expected [registry[:port]/]repository[:tag][@sha256:digest]."
        );

    /// <summary>Reads a reference; false when the text is not one.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out ImageReference? reference)
    {
        reference = text is null ? null : ImageReferenceGrammar.Read(text, out _);
        return reference is not null;
    }

    /// <summary>The same name, and tag if there is one, with this digest.</summary>
    public ImageReference WithDigest(Digest digest) => new(nameAsWritten, Registry, Path, Tag, digest);

    /// <summary>The reference as it was written.</summary>
    public override string ToString() => Join(nameAsWritten, Tag, Digest);

    /// <inheritdoc />
    public bool Equals(ImageReference? other) =>
        other is not null && string.Equals(Canonical, other.Canonical, StringComparison.Ordinal);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as ImageReference);

    /// <inheritdoc />
    public override int GetHashCode() => string.GetHashCode(Canonical, StringComparison.Ordinal);

    private static string Join(string name, string? tag, Digest? digest) =>
        name + (tag is null ? "" : $":{tag}") + (digest is null ? "" : $"@{digest}");
}

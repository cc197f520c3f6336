using Cake.Core.IO;

namespace Cake.SupplyChain;

/// <summary>
/// A key by a reference that cosign's users know: a file, <c>env://VARIABLE</c>, <c>pkcs11:…</c> (RFC 7512), <c>hashivault://NAME</c>,
/// or through the installed cosign <c>awskms://…</c>, <c>azurekms://…</c> and <c>gcpkms://…</c>.
/// </summary>
/// <param name="Text">The reference. The path of a file is relative to the working directory.</param>
/// <example>
/// <code>
/// var settings = new ReleaseSettings
/// {
///     Policy = "policy.yaml",
///     Environment = "prod",
///     SigningKey = "hashivault://release",
///     VerdictKey = "keys/gatekeeper.key",
/// };
/// </code>
/// </example>
public sealed record KeyReference(string Text)
{
    /// <summary>Whether it names a file.</summary>
    public bool IsFile =>
        !Text.Contains("://", StringComparison.Ordinal) && !Text.StartsWith("pkcs11:", StringComparison.Ordinal);

    /// <summary>Takes text for a reference.</summary>
    public static implicit operator KeyReference(string text) => new(text);

    /// <summary>Takes a file for a reference.</summary>
    public static implicit operator KeyReference(FilePath file) => FromFilePath(file);

    /// <summary>Takes text for a reference.</summary>
    public static KeyReference FromString(string text) => new(text);

    /// <summary>Takes a file for a reference.</summary>
    public static KeyReference FromFilePath(FilePath file) => new(file.FullPath);
}

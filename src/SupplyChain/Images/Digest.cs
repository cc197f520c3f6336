using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace SupplyChain.Images;

/// <summary>
/// Content digest, <c>sha256:</c> or <c>sha512:</c> and lower-case hexadecimal (OCI image specification, descriptor.md, "Digests").
/// </summary>
public readonly record struct Digest
{
    private static readonly SearchValues<char> LowerHex = SearchValues.Create("0123456789abcdef");

    private readonly string? value;

    private Digest(string value) => this.value = value;

    /// <summary><c>sha256</c> or <c>sha512</c>.</summary>
    public string Algorithm => ToString()[..6];

    /// <summary>The hexadecimal part: 64 characters for sha256, 128 for sha512.</summary>
    public string Hex => ToString()[7..];

    /// <summary>Reads a digest.</summary>
    /// <exception cref="ConfigurationException">The text is not a sha256 or sha512 digest.</exception>
    public static Digest Parse(string text) =>
        TryParse(text, out var digest)
            ? digest
            : throw new ConfigurationException(
                "image.digest",
                $"{Printable.Quote(text)} is not a digest; expected 'sha256:' and 64, or 'sha512:' and 128, lower-case hexadecimal digits."
            );

    /// <summary>Reads a digest; false when the text is not one.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Digest digest)
    {
        var length = text switch
        {
            { Length: > 7 } when text.StartsWith("sha256:", StringComparison.Ordinal) => 64,
            { Length: > 7 } when text.StartsWith("sha512:", StringComparison.Ordinal) => 128,
            _ => -1,
        };
        var valid = length > 0 && text!.Length == 7 + length && !text.AsSpan(7).ContainsAnyExcept(LowerHex);
        digest = valid ? new Digest(text!) : default;
        return valid;
    }

    /// <summary>The sha256 digest of these bytes.</summary>
    public static Digest Sha256(ReadOnlySpan<byte> content)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(content, hash);
        return FromSha256(hash);
    }

    /// <summary>The digest whose sha256 hash has been computed already.</summary>
    /// <param name="hash">32 bytes.</param>
    public static Digest FromSha256(ReadOnlySpan<byte> hash)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(hash.Length, SHA256.HashSizeInBytes, nameof(hash));
        return new Digest("sha256:" + Convert.ToHexStringLower(hash));
    }

    /// <summary>The digest that has been computed already by this hash.</summary>
    internal static Digest FromHash(IncrementalHash hash) =>
        new(
            (hash.AlgorithmName == HashAlgorithmName.SHA512 ? "sha512:" : "sha256:")
                + Convert.ToHexStringLower(hash.GetCurrentHash())
        );

    /// <summary>A new hash of this digest's algorithm.</summary>
    internal IncrementalHash NewHash() =>
        IncrementalHash.CreateHash(Algorithm == "sha512" ? HashAlgorithmName.SHA512 : HashAlgorithmName.SHA256);

    /// <summary>Whether these bytes have this digest, by the digest's own algorithm.</summary>
    public bool Matches(ReadOnlySpan<byte> content) =>
        Algorithm == "sha256"
            ? Sha256(content) == this
            : string.Equals(Hex, Convert.ToHexStringLower(SHA512.HashData(content)), StringComparison.Ordinal);

    /// <inheritdoc />
    public override string ToString() => value ?? "(no digest)";
}

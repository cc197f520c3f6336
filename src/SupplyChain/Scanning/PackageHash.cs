using System.Text.Json.Serialization;

namespace SupplyChain.Scanning;

/// <summary>A hash of the file a package was published as.</summary>
/// <param name="Algorithm"><c>sha1</c>, <c>sha256</c>, <c>sha384</c> or <c>sha512</c>.</param>
/// <param name="Value">Lower-case hexadecimal.</param>
public sealed record PackageHash(
    [property: JsonPropertyName("algorithm")] string Algorithm,
    [property: JsonPropertyName("value")] string Value
)
{
    /// <summary>The hashes of a text like <c>sha512-</c> and base64, of which there may be several (W3C, Subresource Integrity); others are left out.</summary>
    internal static IReadOnlyList<PackageHash> OfIntegrity(string? text) =>
        text is null
            ? []
            :
            [
                .. text.Split(' ', StringSplitOptions.RemoveEmptyEntries)
                    .Select(part => part.Split('-', 2))
                    .Select(parts => parts.Length == 2 ? OfBase64(parts[0], parts[1]) : null)
                    .OfType<PackageHash>(),
            ];

    /// <summary>The hash that is this base64 text; null where it is none of that algorithm.</summary>
    internal static PackageHash? OfBase64(string algorithm, string? text)
    {
        Span<byte> bytes = stackalloc byte[64];
        return text is not null && Convert.TryFromBase64String(text, bytes, out var length) && length == SizeOf(algorithm)
            ? new PackageHash(algorithm, Convert.ToHexStringLower(bytes[..length]))
            : null;
    }

    /// <summary>The hash that is this hexadecimal text; null where it is none of that algorithm.</summary>
    internal static PackageHash? OfHexadecimal(string algorithm, string? text) =>
        text is not null && text.Length == 2 * SizeOf(algorithm) && text.All(char.IsAsciiHexDigit)
            ? new PackageHash(algorithm, text.ToLowerInvariant())
            : null;

    private static int SizeOf(string algorithm) =>
        algorithm switch
        {
            "sha1" => 20,
            "sha256" => 32,
            "sha384" => 48,
            "sha512" => 64,
            _ => -1,
        };
}

namespace SupplyChain.Scanning.Sbom;

/// <summary>Names of hash algorithms: <c>SHA-512</c> in CycloneDX, <c>SHA512</c> in SPDX, <c>sha512</c> in a catalogue.</summary>
internal static class SbomHash
{
    /// <summary>The name in CycloneDX.</summary>
    public static string CycloneDx(PackageHash hash) => $"SHA-{hash.Algorithm[3..]}";

    /// <summary>The name in SPDX.</summary>
    public static string Spdx(PackageHash hash) => hash.Algorithm.ToUpperInvariant();

    /// <summary>The hash of a document of either format; null where it is of another algorithm or malformed.</summary>
    public static PackageHash? Read(string? algorithm, string? value) =>
        PackageHash.OfHexadecimal((algorithm ?? "").Replace("-", "", StringComparison.Ordinal).ToLowerInvariant(), value);
}

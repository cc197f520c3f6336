namespace SupplyChain.Scanning.Sbom;

/// <summary>The licence identifiers that packages use most (spdx.org/licenses); any other text is kept as a name.</summary>
internal static class SpdxLicense
{
    private static readonly HashSet<string> Ids = new(StringComparer.Ordinal)
    {
        "0BSD",
        "AGPL-3.0-only",
        "AGPL-3.0-or-later",
        "Apache-2.0",
        "Artistic-2.0",
        "BSD-2-Clause",
        "BSD-3-Clause",
        "BSL-1.0",
        "CC0-1.0",
        "CC-BY-4.0",
        "EPL-2.0",
        "GPL-2.0-only",
        "GPL-2.0-or-later",
        "GPL-3.0-only",
        "GPL-3.0-or-later",
        "ISC",
        "LGPL-2.1-only",
        "LGPL-2.1-or-later",
        "LGPL-3.0-only",
        "LGPL-3.0-or-later",
        "MIT",
        "MPL-2.0",
        "MS-PL",
        "OpenSSL",
        "PostgreSQL",
        "Python-2.0",
        "Unlicense",
        "Zlib",
    };

    /// <summary>Whether the text is one of these identifiers.</summary>
    public static bool IsId(string text) => Ids.Contains(text);
}

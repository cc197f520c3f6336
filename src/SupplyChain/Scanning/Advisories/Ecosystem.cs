using SupplyChain.Scanning.Versions;

namespace SupplyChain.Scanning.Advisories;

/// <summary>An ecosystem of advisories in the release that a target has (ossf.github.io/osv-schema, "Defined Ecosystems").</summary>
/// <param name="Name">Its name without release.</param>
/// <param name="Release">The release as advisories write it, such as <c>12</c> or <c>v3.20</c>; null where there are none.</param>
/// <param name="Order">Its order of versions.</param>
internal sealed record Ecosystem(string Name, string? Release, IVersionOrder Order)
{
    private static readonly Dictionary<string, Ecosystem> Languages = new(StringComparer.Ordinal)
    {
        ["nuget"] = new("NuGet", null, DottedVersionOrder.NuGet),
        ["npm"] = new("npm", null, DottedVersionOrder.SemanticVersion),
        ["golang"] = new("Go", null, DottedVersionOrder.SemanticVersion),
        ["cargo"] = new("crates.io", null, DottedVersionOrder.SemanticVersion),
        ["hex"] = new("Hex", null, DottedVersionOrder.SemanticVersion),
        ["swift"] = new("SwiftURL", null, DottedVersionOrder.SemanticVersion),
        ["pypi"] = new("PyPI", null, new PythonVersionOrder()),
        ["maven"] = new("Maven", null, new MavenVersionOrder()),
        ["gem"] = new("RubyGems", null, new RubyVersionOrder()),
        ["composer"] = new("Packagist", null, new PhpVersionOrder()),
        ["pub"] = new("Pub", null, new PubVersionOrder()),
        ["cran"] = new("CRAN", null, NumberListVersionOrder.Cran),
        ["hackage"] = new("Hackage", null, NumberListVersionOrder.Hackage),
    };

    /// <summary>The ecosystem of a package; null where it is none that can be matched.</summary>
    public static Ecosystem? Of(Package package, Distribution? distribution) =>
        Languages.GetValueOrDefault(package.Type)
        ?? (Vendor(package, distribution) is { } vendor ? DistributionEcosystems.Of(package.Type, vendor) : null);

    /// <summary>Whether advisories of this ecosystem, written with its release, are about the target.</summary>
    public EcosystemFit Fits(string written)
    {
        var colon = written.IndexOf(':', StringComparison.Ordinal);
        if (!written.AsSpan(0, colon < 0 ? written.Length : colon).SequenceEqual(Name))
        {
            return EcosystemFit.None;
        }

        // Without release, these mean every one; for the others such ranges have proved wrong, their lists of versions not.
        return colon < 0
                ? (
                    Release is null || Name is "Debian" or "AlmaLinux" or "Rocky Linux"
                        ? EcosystemFit.Full
                        : EcosystemFit.VersionsOnly
                )
            : Release is null ? EcosystemFit.None
            : IsRelease(written.AsSpan(colon + 1)) ? EcosystemFit.Full
            : EcosystemFit.None;
    }

    /// <summary>The name that advisories of this ecosystem have for a package: distributions of source packages use theirs.</summary>
    public string NameOf(Package package) =>
        package.Type is "deb" or "apk" || Name is "Photon OS" or "Azure Linux"
            ? package.Source?.Name ?? package.Name
            : Normalise(Name, package.Name);

    /// <summary>The version that advisories speak of.</summary>
    public string VersionOf(Package package) =>
        package.Type == "deb" ? package.Source?.Version ?? package.Version
        : Name == "Go" ? GoVersion(package.Version)
        : package.Version;

    /// <summary>A name as the index of advisories has it.</summary>
    public static string Normalise(string ecosystem, string name) =>
        ecosystem switch
        {
            _ when ecosystem.StartsWith("NuGet", StringComparison.Ordinal) => name.ToLowerInvariant(),
            "Packagist" => name.ToLowerInvariant(),
            "PyPI" => PythonName(name),
            _ => name,
        };

    /// <inheritdoc />
    public override string ToString() => Release is null ? Name : $"{Name}:{Release}";

    private bool IsRelease(ReadOnlySpan<char> written) =>
        Name switch
        {
            // "22.04:LTS" is Ubuntu 22.04; "Pro:22.04:LTS" is what subscribers get, with versions of its own.
            "Ubuntu" => written.SequenceEqual(Release) || (written.EndsWith(":LTS") && written[..^4].SequenceEqual(Release)),
            // The rest of the platform's name is the repository that the package is of.
            "Red Hat" => written.StartsWith(Release) && written[Release!.Length..] is [] or [':', ..],
            // Products and modules, all of one service pack: "Linux Enterprise Server 15 SP5".
            "SUSE" => written.EndsWith($" {Release}"),
            _ => written.SequenceEqual(Release),
        };

    // PEP 503, "Normalized Names".
    private static string PythonName(string name)
    {
        var parts = name.Split(['-', '_', '.'], StringSplitOptions.RemoveEmptyEntries);
        return string.Join('-', parts).ToLowerInvariant();
    }

    // The toolchain names its own releases go1.21rc2 where advisories write 1.21.0-rc2.
    private static string GoVersion(string version)
    {
        var bare = version.StartsWith("go", StringComparison.Ordinal) ? version[2..].Split(' ')[0] : version;
        var mark = bare.IndexOfAny(['r', 'b']);
        return ReferenceEquals(bare, version) || mark <= 0
            ? bare
            : $"{bare[..mark]}{(bare[..mark].Count(character => character == '.') == 1 ? ".0" : "")}-{bare[mark..]}";
    }

    // A package read from an SBOM says itself which distribution it is of.
    private static Distribution? Vendor(Package package, Distribution? distribution)
    {
        if (distribution is not null || package.Purl is null || PackageUrl.Parse(package.Purl) is not { } url)
        {
            return distribution;
        }

        var distro = url.Qualifiers.GetValueOrDefault("distro") ?? "";
        var hyphen = distro.LastIndexOf('-');
        return url.Namespace is null ? null : new Distribution(url.Namespace, distro[(hyphen + 1)..]);
    }
}

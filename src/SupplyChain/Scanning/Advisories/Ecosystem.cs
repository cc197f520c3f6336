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
        var (name, suffix) = Split(written);
        return !name.Equals(Name, StringComparison.OrdinalIgnoreCase) ? EcosystemFit.None
            // What stands after the name of one without releases is a registry, whose packages do not say where they are from.
            : Release is null ? EcosystemFit.Full
            : suffix is not null ? (IsRelease(suffix) ? EcosystemFit.Full : EcosystemFit.None)
            // Without release, these mean every one; for the others such ranges have proved wrong, their lists of versions not.
            : Name is "Debian" or "AlmaLinux" or "Rocky Linux" ? EcosystemFit.Full
            : EcosystemFit.VersionsOnly;
    }

    /// <summary>Whether advisories of an ecosystem, written with its release, are about all of this one and not about a single registry.</summary>
    public bool IsCoveredBy(string written) =>
        Fits(written) == EcosystemFit.Full && (Release is not null || Split(written).Suffix is null);

    /// <summary>The name that advisories of this ecosystem have for a package: distributions of source packages use theirs.</summary>
    public string NameOf(Package package) =>
        package.Type is "deb" or "apk" || Name is "Photon OS" or "Azure Linux"
            ? package.Source?.Name ?? package.Name
            : KeyOf(Name, package.Name).Name;

    /// <summary>The version that advisories speak of.</summary>
    public string VersionOf(Package package) =>
        package.Type == "deb" ? package.Source?.Version ?? package.Version
        : Name == "Go" ? GoVersion(package.Version)
        : package.Version;

    /// <summary>What advisories about a package are found by: the ecosystem without release and the name, of all that mean the same one form.</summary>
    /// <param name="written">The ecosystem as advisories write it.</param>
    /// <param name="name">The name as advisories or packages write it.</param>
    public static (string Ecosystem, string Name) KeyOf(string written, string name)
    {
        var ecosystem = Split(written).Name.ToLowerInvariant();
        return (
            ecosystem,
            ecosystem switch
            {
                // The modules of Go differ by case, but their package URLs do not.
                "nuget" or "packagist" or "go" => name.ToLowerInvariant(),
                "pypi" => PythonName(name),
                _ => name,
            }
        );
    }

    /// <inheritdoc />
    public override string ToString() => Release is null ? Name : $"{Name}:{Release}";

    // People write ecosystems in other cases than their definition, and with blanks.
    private static (string Name, string? Suffix) Split(string written) =>
        written.IndexOf(':', StringComparison.Ordinal) is >= 0 and var colon
            ? (written[..colon].Trim(), written[(colon + 1)..].Trim())
            : (written.Trim(), null);

    private bool IsRelease(string written) =>
        Name switch
        {
            // "22.04:LTS" is Ubuntu 22.04; "Pro:22.04:LTS" is what subscribers get, with versions of its own.
            "Ubuntu" => Same(written, Release!) || Same(written, $"{Release}:LTS"),
            // The rest of the platform's name is the repository that the package is of.
            "Red Hat" => Same(written, Release!) || written.StartsWith($"{Release}:", StringComparison.OrdinalIgnoreCase),
            // Products and modules, all of one service pack: "Linux Enterprise Server 15 SP5".
            "SUSE" => written.EndsWith($" {Release}", StringComparison.OrdinalIgnoreCase),
            _ => Same(written, Release!),
        };

    private static bool Same(string left, string right) => left.Equals(right, StringComparison.OrdinalIgnoreCase);

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

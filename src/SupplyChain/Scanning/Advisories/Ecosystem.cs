using SupplyChain.Scanning.Versions;

namespace SupplyChain.Scanning.Advisories;

/// <summary>An ecosystem of advisories in the release that a target has (ossf.github.io/osv-schema, "Defined Ecosystems").</summary>
/// <param name="Name">Its name without release.</param>
/// <param name="Release">The release as advisories write it, such as <c>12</c> or <c>v3.20</c>; null where there are none.</param>
/// <param name="Order">Its order of versions.</param>
internal sealed record Ecosystem(string Name, string? Release, IVersionOrder Order)
{
    private static readonly DpkgVersionOrder Dpkg = new();
    private static readonly ApkVersionOrder Apk = new();

    /// <summary>The ecosystem of a package; null where it is none that can be matched.</summary>
    public static Ecosystem? Of(Package package, Distribution? distribution) =>
        (package.Type, Vendor(package, distribution)) switch
        {
            ("nuget", _) => new Ecosystem("NuGet", null, DottedVersionOrder.NuGet),
            ("npm", _) => new Ecosystem("npm", null, DottedVersionOrder.SemanticVersion),
            ("deb", { Id: "debian", Version.Length: > 0 } debian) => new Ecosystem("Debian", debian.Version.Split('.')[0], Dpkg),
            ("deb", { Id: "ubuntu", Version.Length: > 0 } ubuntu) => new Ecosystem("Ubuntu", ubuntu.Version, Dpkg),
            ("apk", { Id: "alpine" } alpine) when AlpineRelease(alpine.Version) is { } release => new Ecosystem(
                "Alpine",
                release,
                Apk
            ),
            ("apk", { Id: "wolfi" }) => new Ecosystem("Wolfi", null, Apk),
            ("apk", { Id: "chainguard" }) => new Ecosystem("Chainguard", null, Apk),
            _ => null,
        };

    /// <summary>Whether advisories of this ecosystem, written with its release, are about the target.</summary>
    public EcosystemFit Fits(string written)
    {
        var colon = written.IndexOf(':', StringComparison.Ordinal);
        if (!written.AsSpan(0, colon < 0 ? written.Length : colon).SequenceEqual(Name))
        {
            return EcosystemFit.None;
        }

        // Without release, Debian means every one; for the others such ranges have proved wrong, their lists of versions not.
        return colon < 0 ? (Release is null || Name == "Debian" ? EcosystemFit.Full : EcosystemFit.VersionsOnly)
            : Release is null ? EcosystemFit.None
            : IsRelease(written.AsSpan(colon + 1)) ? EcosystemFit.Full
            : EcosystemFit.None;
    }

    /// <summary>The name that advisories of this ecosystem have for a package.</summary>
    public string NameOf(Package package) =>
        Name == "NuGet" ? package.Name.ToLowerInvariant()
        : package.Type is "deb" or "apk" ? package.Source?.Name ?? package.Name
        : package.Name;

    /// <summary>The version that advisories speak of: distributions speak of source packages.</summary>
    public static string VersionOf(Package package) =>
        package.Type == "deb" ? package.Source?.Version ?? package.Version : package.Version;

    /// <summary>A name as the index of advisories has it.</summary>
    public static string Normalise(string ecosystem, string name) =>
        ecosystem.StartsWith("NuGet", StringComparison.Ordinal) ? name.ToLowerInvariant() : name;

    /// <inheritdoc />
    public override string ToString() => Release is null ? Name : $"{Name}:{Release}";

    // "22.04:LTS" is Ubuntu 22.04; "Pro:22.04:LTS" is what subscribers get, with versions of its own.
    private bool IsRelease(ReadOnlySpan<char> written) =>
        written.SequenceEqual(Release) || (Name == "Ubuntu" && written.EndsWith(":LTS") && written[..^4].SequenceEqual(Release));

    // A package read from an SBOM says itself which distribution it is of.
    private static Distribution? Vendor(Package package, Distribution? distribution)
    {
        if (distribution is not null || package.Purl is null || PackageUrl.Parse(package.Purl) is not { } url)
        {
            return distribution;
        }

        var distro = url.Qualifiers.GetValueOrDefault("distro") ?? "";
        var hyphen = distro.IndexOf('-', StringComparison.Ordinal);
        return url.Namespace is null ? null : new Distribution(url.Namespace, distro[(hyphen + 1)..]);
    }

    private static string? AlpineRelease(string version) =>
        version.Split('.') is [var major, var minor, ..] && DigitRun.Is(major) && DigitRun.Is(minor) ? $"v{major}.{minor}" : null;
}

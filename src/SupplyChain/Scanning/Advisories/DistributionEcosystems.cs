using SupplyChain.Scanning.Versions;

namespace SupplyChain.Scanning.Advisories;

/// <summary>Which ecosystem the packages of a distribution belong to, by the identifier and version of its os-release(5).</summary>
internal static class DistributionEcosystems
{
    private static readonly DpkgVersionOrder Dpkg = new();
    private static readonly ApkVersionOrder Apk = new();
    private static readonly RpmVersionOrder Rpm = new();

    /// <summary>The ecosystem; null where no advisories are known for the distribution.</summary>
    /// <param name="type">Type of the package, in the words of package URLs.</param>
    /// <param name="distribution">The distribution.</param>
    public static Ecosystem? Of(string type, Distribution distribution)
    {
        var version = distribution.Version;
        var major = version.Split('.')[0];
        return (type, distribution.Id) switch
        {
            ("deb", "debian") when version.Length > 0 => new Ecosystem("Debian", major, Dpkg),
            ("deb", "ubuntu") when version.Length > 0 => new Ecosystem("Ubuntu", version, Dpkg),
            ("apk", "alpine") when AlpineRelease(version) is { } release => new Ecosystem("Alpine", release, Apk),
            ("apk", "wolfi") => new Ecosystem("Wolfi", null, Apk),
            ("apk", "chainguard") => new Ecosystem("Chainguard", null, Apk),
            ("apk", "minimos") => new Ecosystem("MinimOS", null, Apk),
            ("rpm", "almalinux") when major.Length > 0 => new Ecosystem("AlmaLinux", major, Rpm),
            ("rpm", "rocky") when major.Length > 0 => new Ecosystem("Rocky Linux", major, Rpm),
            ("rpm", "rhel" or "redhat") when major.Length > 0 => new Ecosystem("Red Hat", $"enterprise_linux:{major}", Rpm),
            ("rpm", "sles" or "sled" or "suse") when version.Length > 0 => new Ecosystem("SUSE", ServicePack(version), Rpm),
            ("rpm", "opensuse-tumbleweed") => new Ecosystem("openSUSE", "Tumbleweed", Rpm),
            ("rpm", "opensuse-leap" or "opensuse") when version.Length > 0 => new Ecosystem("openSUSE", $"Leap {version}", Rpm),
            ("rpm", "openEuler" or "openeuler") when EulerRelease(distribution) is { } release => new Ecosystem(
                "openEuler",
                release,
                Rpm
            ),
            ("rpm", "mageia") when version.Length > 0 => new Ecosystem("Mageia", version, Rpm),
            ("rpm", "photon") when version.Length > 0 => new Ecosystem("Photon OS", version, Rpm),
            ("rpm", "azurelinux" or "mariner") when major.Length > 0 => new Ecosystem("Azure Linux", major, Rpm),
            _ => null,
        };
    }

    private static string? AlpineRelease(string version) =>
        version.Split('.') is [var major, var minor, ..] && DigitRun.Is(major) && DigitRun.Is(minor) ? $"v{major}.{minor}" : null;

    // "15.5" is what advisories call "15 SP5".
    private static string ServicePack(string version) =>
        version.Split('.') is [var major, var minor] && minor != "0" ? $"{major} SP{minor}" : version.Split('.')[0];

    // The service pack stands in the name only: "openEuler 22.03 (LTS-SP1)" is release "22.03-LTS-SP1".
    private static string? EulerRelease(Distribution distribution) =>
        distribution.Name?.Split(' ', 2) is [_, var release]
            ? release.Replace(" (", "-", StringComparison.Ordinal).TrimEnd(')')
            : null;
}

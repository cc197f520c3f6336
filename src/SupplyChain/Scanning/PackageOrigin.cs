namespace SupplyChain.Scanning;

/// <summary>
/// Whether a package in the form of a distribution's comes from the distribution, told by who is named as its maintainer or vendor: what
/// others offer in the same form is not in the distribution's advisories.
/// </summary>
internal static class PackageOrigin
{
    private static readonly string[] DebianDomains = ["debian.org", "alioth-lists.debian.net", "ubuntu.com", "canonical.com"];

    // How the vendors of distributions of rpm packages write themselves, as far as all their ways have in common.
    private static readonly Dictionary<string, string[]> Vendors = new(StringComparer.Ordinal)
    {
        ["almalinux"] = ["AlmaLinux"],
        ["amzn"] = ["Amazon"],
        ["azurelinux"] = ["Microsoft Corporation"],
        ["centos"] = ["CentOS"],
        ["fedora"] = ["Fedora Project"],
        ["mageia"] = ["Mageia.Org"],
        ["mariner"] = ["Microsoft Corporation"],
        ["ol"] = ["Oracle America"],
        ["openeuler"] = ["openEuler", "http://openeuler.org", "https://openeuler.org"],
        ["opensuse-leap"] = ["openSUSE", "SUSE LL"],
        ["opensuse-tumbleweed"] = ["openSUSE", "SUSE LL"],
        ["photon"] = ["VMware", "Broadcom"],
        ["rhel"] = ["Red Hat"],
        ["rocky"] = ["Rocky"],
        ["sled"] = ["SUSE LL", "openSUSE"],
        ["sles"] = ["SUSE LL", "openSUSE"],
    };

    private static readonly HashSet<string> WordsOfCompanies = new(
        [
            "authors",
            "support",
            "packaging",
            "packages",
            "release",
            "engineering",
            "inc",
            "ltd",
            "llc",
            "gmbh",
            "corporation",
            "labs",
        ],
        StringComparer.OrdinalIgnoreCase
    );

    private static readonly HashSet<string> WordsOfGroups = new(
        ["team", "developers", "maintainers", "packagers", "contributors", "project", "builds"],
        StringComparer.OrdinalIgnoreCase
    );

    /// <summary>True for a package of the distribution, false for one that is plainly from elsewhere, null where neither can be told.</summary>
    /// <param name="package">A package of type deb, apk or rpm; of others nothing is known.</param>
    /// <param name="distribution">The distribution that it is installed on.</param>
    public static bool? IsDistributions(Package package, Distribution? distribution) =>
        package.Supplier is not { } supplier || distribution is null
            ? null
            : (package.Type, distribution.Id) switch
            {
                ("deb", "debian") => IsOfDebian(supplier) ? true
                : IsOfOrganisation(supplier) ? false
                // Many of Debian's maintainers write from addresses of their own.
                : null,
                // Ubuntu puts itself in the place of the maintainer when it builds a package.
                ("deb", "ubuntu") => IsOfDebian(supplier),
                ("apk", "alpine") => IsOf(supplier, "alpinelinux.org") ? true : null,
                ("rpm", var id) when Vendors.TryGetValue(id, out var vendors) => Array.Exists(
                    vendors,
                    vendor => supplier.StartsWith(vendor, StringComparison.OrdinalIgnoreCase)
                ),
                _ => null,
            };

    private static bool IsOfDebian(string maintainer) => Array.Exists(DebianDomains, domain => IsOf(maintainer, domain));

    // "Name <address>", with blanks or a comma behind it here and there.
    private static bool IsOf(string maintainer, string domain)
    {
        var address = maintainer.AsSpan().TrimEnd(" ,>");
        return address.EndsWith(domain, StringComparison.OrdinalIgnoreCase) && address[..^domain.Length] is [.., '@' or '.'];
    }

    private static bool IsOfOrganisation(string maintainer)
    {
        var open = maintainer.IndexOf('<', StringComparison.Ordinal);
        var at = maintainer.LastIndexOf('@');
        if (open < 0 || at < open)
        {
            // The distribution asks for a name and an address.
            return true;
        }

        var words = maintainer[..open].Split([' ', '.', ','], StringSplitOptions.RemoveEmptyEntries);
        return words.Length == 0
            || Array.Exists(words, WordsOfCompanies.Contains)
            || (
                (words.Length == 1 || Array.Exists(words, WordsOfGroups.Contains))
                && Array.Exists(
                    maintainer[(at + 1)..].Split('.'),
                    label => label.StartsWith(words[0], StringComparison.OrdinalIgnoreCase)
                )
            );
    }
}

using SupplyChain.Scanning.Catalogue;

namespace SupplyChain.Scanning.Sbom;

/// <summary>A package as an SBOM identifies it.</summary>
internal static class SbomPackage
{
    /// <summary>The package: by its URL where it has one, since names are written in many ways.</summary>
    public static Package Of(string? purl, string name, string version)
    {
        if (purl is null || PackageUrl.Parse(purl) is not { } url)
        {
            return new Package
            {
                Name = Plain.Text(name),
                Version = Plain.Text(version),
                Type = "unknown",
            };
        }

        var epoch = url.Qualifiers.GetValueOrDefault("epoch");
        var upstream = url.Qualifiers.GetValueOrDefault("upstream");
        var its = url.Version ?? version;
        its = epoch is null or "0" || its.StartsWith($"{epoch}:", StringComparison.Ordinal) ? its : $"{epoch}:{its}";
        return new Package
        {
            Name = Plain.Text(NameOf(url, name)),
            Version = Plain.Text(its),
            Type = Plain.Text(url.Type),
            Purl = Plain.Text(purl),
            Architecture = Plain.OrNull(url.Qualifiers.GetValueOrDefault("arch")),
            Module = Plain.OrNull(url.Qualifiers.GetValueOrDefault("rpmmod")),
            Source = upstream is null ? null : RpmReader.SourceOf(upstream) ?? SourceOf(upstream, its),
        };
    }

    // The URL has names in lower case in some ecosystems; where the document means the same, its form is kept.
    private static string NameOf(PackageUrl url, string written)
    {
        var name =
            url.Type is "deb" or "apk" or "rpm" || url.Namespace is null
                ? url.Name
                : $"{url.Namespace}{(url.Type == "maven" ? ':' : '/')}{url.Name}";
        return name.Equals(written.Replace('_', '-'), StringComparison.OrdinalIgnoreCase) ? written : name;
    }

    // "name" or "name@version".
    private static SourcePackage SourceOf(string upstream, string version)
    {
        var at = upstream.LastIndexOf('@');
        return at < 1
            ? new SourcePackage(Plain.Text(upstream), Plain.Text(version))
            : new SourcePackage(Plain.Text(upstream[..at]), Plain.Text(upstream[(at + 1)..]));
    }
}

using SupplyChain.Scanning.Catalogue;

namespace SupplyChain.Scanning.Advisories;

/// <summary>
/// Packages of other ecosystems that the distribution's own packages installed. The distribution repairs them without changing their
/// versions, and says so in its advisories: those of their ecosystem would find what it has repaired.
/// </summary>
internal sealed class OwnedPackages
{
    private readonly PackageCatalogue catalogue;
    private readonly AdvisoryIndex index;
    private readonly ILookup<string, Package> owners;

    /// <summary>Those of a catalogue.</summary>
    public OwnedPackages(PackageCatalogue catalogue, AdvisoryIndex index)
    {
        this.catalogue = catalogue;
        this.index = index;
        owners = catalogue.Packages.Where(package => package.Type is "deb" or "apk" or "rpm").ToLookup(package => package.Name);
    }

    /// <summary>Why advisories of its ecosystem do not count for a package; null where they do.</summary>
    public string? ReasonToExclude(Package package) =>
        package is { Owner: { } owner, Location: { } location }
        && SystemFolders.AreAbove(location)
        && owners[owner].Any(its => AnswersFor(package, its))
            ? $"The distribution's package {owner} installed it, so that the distribution's advisories count and not those of its ecosystem."
            : null;

    // Whoever offers packages of the distribution's form elsewhere, as the publisher of .NET does, repairs nothing by its advisories.
    private bool AnswersFor(Package package, Package owner) =>
        PackageOrigin.IsDistributions(owner, catalogue.OperatingSystem) switch
        {
            true => package.Type != "nuget" || IsKnown(owner),
            false => false,
            null => IsKnown(owner),
        };

    private bool IsKnown(Package owner) =>
        Ecosystem.Of(owner, catalogue.OperatingSystem) is { } ecosystem
        && index.About(ecosystem.Name, ecosystem.NameOf(owner)).Count > 0;
}

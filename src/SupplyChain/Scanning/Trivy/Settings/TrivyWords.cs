namespace SupplyChain.Scanning.Trivy.Settings;

/// <summary>Trivy's words for what settings say.</summary>
internal static class TrivyWords
{
    /// <summary>Kinds of finding.</summary>
    public static IEnumerable<string> Of(TrivyFindingKinds kinds) =>
        Chosen(
            kinds,
            (TrivyFindingKinds.Vulnerabilities, "vuln"),
            (TrivyFindingKinds.Misconfigurations, "misconfig"),
            (TrivyFindingKinds.Secrets, "secret"),
            (TrivyFindingKinds.Licenses, "license")
        );

    /// <summary>Kinds of package.</summary>
    public static IEnumerable<string> Of(TrivyPackageTypes types) =>
        Chosen(types, (TrivyPackageTypes.OperatingSystem, "os"), (TrivyPackageTypes.Library, "library"));

    /// <summary>Relationships of packages.</summary>
    public static IEnumerable<string> Of(TrivyPackageRelationships relationships) =>
        Chosen(
            relationships,
            (TrivyPackageRelationships.Unknown, "unknown"),
            (TrivyPackageRelationships.Root, "root"),
            (TrivyPackageRelationships.Workspace, "workspace"),
            (TrivyPackageRelationships.Direct, "direct"),
            (TrivyPackageRelationships.Indirect, "indirect")
        );

    /// <summary>Sources of SBOMs.</summary>
    public static IEnumerable<string> Of(TrivySbomSources sources) =>
        Chosen(sources, (TrivySbomSources.Registry, "oci"), (TrivySbomSources.Rekor, "rekor"));

    /// <summary>A command.</summary>
    public static string Of(TrivyCommand command) =>
        command switch
        {
            TrivyCommand.Image => "image",
            TrivyCommand.FileSystem => "filesystem",
            TrivyCommand.RootFileSystem => "rootfs",
            TrivyCommand.Repository => "repository",
            TrivyCommand.Configuration => "config",
            TrivyCommand.Sbom => "sbom",
            _ => throw new ArgumentOutOfRangeException(nameof(command)),
        };

    private static IEnumerable<string> Chosen<TEnum>(TEnum chosen, params (TEnum Value, string Word)[] words)
        where TEnum : struct, Enum => words.Where(pair => chosen.HasFlag(pair.Value)).Select(pair => pair.Word);
}

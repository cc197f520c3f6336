using SupplyChain.Images;

namespace SupplyChain.Scanning.Sbom;

/// <summary>
/// What neither format has a member for, under names of our own: properties in CycloneDX, annotations in SPDX.
/// </summary>
internal static class SbomProperties
{
    /// <summary>Something that was not read.</summary>
    public const string Limitation = "supplychain:limitation";

    /// <summary>Platform of an image.</summary>
    public const string Platform = "supplychain:platform";

    /// <summary>The file that names a package; CycloneDX has evidence for it.</summary>
    public const string Location = "supplychain:location";

    /// <summary>A licence as the package states it; CycloneDX has a member for it.</summary>
    public const string License = "supplychain:license";

    private const string Architecture = "supplychain:architecture";
    private const string Layer = "supplychain:layer";
    private const string Module = "supplychain:module";
    private const string Owner = "supplychain:owner";
    private const string SourceName = "supplychain:source:name";
    private const string SourceVersion = "supplychain:source:version";
    private const string Runtime = "supplychain:runtime:";
    private const string RunsOn = ":runs-on";

    /// <summary>What there is to say about a package.</summary>
    public static IEnumerable<(string Name, string? Value)> Of(Package package) =>
        [
            (Architecture, package.Architecture),
            (Layer, package.LayerDigest?.ToString()),
            (Module, package.Module),
            (Owner, package.Owner),
            (SourceName, package.Source?.Name),
            (SourceVersion, package.Source?.Version),
        ];

    /// <summary>What there is to say about a program of .NET.</summary>
    public static IEnumerable<(string Name, string? Value)> Of(DotnetApplication application) =>
        application.Runtimes.SelectMany(use =>
            use.RunsOn.Select(runtime => (Runtime + use.Name + RunsOn, (string?)$"{runtime.Version} {runtime.Location}"))
                .Prepend((Runtime + use.Name, $"{use.RollForward} {use.Requested}"))
        );

    /// <summary>The package with what is said about it.</summary>
    public static Package Apply(Package package, IReadOnlyList<(string Name, string Value)> properties) =>
        package with
        {
            Architecture = Value(properties, Architecture) ?? package.Architecture,
            LayerDigest = Digest.TryParse(Value(properties, Layer), out var layer) ? layer : package.LayerDigest,
            Module = Value(properties, Module) ?? package.Module,
            Owner = Value(properties, Owner) ?? package.Owner,
            Source = Value(properties, SourceName) is { } source
                ? new SourcePackage(source, Value(properties, SourceVersion) ?? "")
                : package.Source,
        };

    /// <summary>The program of .NET that is described so; null where it is none.</summary>
    public static DotnetApplication? Application(string location, IReadOnlyList<(string Name, string Value)> properties)
    {
        var places = properties.ToLookup(property => property.Name, property => property.Value.Split(' ', 2));
        var runtimes = properties
            .Where(property => property.Name.StartsWith(Runtime, StringComparison.Ordinal))
            .DistinctBy(property => property.Name)
            .Where(property => !property.Name.EndsWith(RunsOn, StringComparison.Ordinal))
            .Select(property => (Name: property.Name[Runtime.Length..], Words: property.Value.Split(' ', 2)))
            .Select(use => new RuntimeUse(use.Name, use.Words[^1], use.Words[0])
            {
                RunsOn = [.. places[Runtime + use.Name + RunsOn].Select(words => new InstalledRuntime(words[0], words[^1]))],
            })
            .ToList();
        return runtimes.Count == 0 ? null : new DotnetApplication(location, runtimes);
    }

    /// <summary>The value of the first property of this name; null where there is none.</summary>
    public static string? Value(IReadOnlyList<(string Name, string Value)> properties, string name) =>
        properties.FirstOrDefault(property => property.Name == name).Value;
}

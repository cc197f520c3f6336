using System.Text.Json;
using SupplyChain.Images;

namespace SupplyChain.Scanning.Trivy;

/// <summary>Reads the packages of a result.</summary>
internal static class TrivyPackage
{
    private static readonly Remainder Others = new(
        "Name",
        "Version",
        "Release",
        "Epoch",
        "Arch",
        "SrcName",
        "SrcVersion",
        "SrcRelease",
        "SrcEpoch",
        "Licenses",
        "Maintainer",
        "Modularitylabel",
        "Identifier.PURL",
        "FilePath",
        "Layer.Digest"
    );

    /// <summary>The packages that the result lists.</summary>
    public static IEnumerable<Package> PackagesOf(JsonElement result)
    {
        var packages = ReportJson.Objects(result, "Packages").ToList();
        var urls = packages
            .Select(package => (Id: JsonText.Member(package, "ID"), Url: PurlOf(package, "Identifier")))
            .Where(package => package is { Id: not null, Url: not null })
            .ToLookup(package => package.Id!, package => package.Url!, StringComparer.Ordinal);
        return packages.Select(package => PackageOf(result, package, urls));
    }

    /// <summary>The package that a finding names, for reports that list packages only where they were asked to.</summary>
    public static Package NamedBy(Finding finding) =>
        new()
        {
            Name = finding.Package.Name,
            Version = finding.Package.Version,
            Type = finding.Package.Type!,
            Purl = finding.Package.Purl,
            Location = finding.Package.Location,
            LayerDigest = finding.Package.LayerDigest,
        };

    /// <summary>The type of a package: that of its URL, or else what Trivy calls its kind of file or distribution.</summary>
    public static string TypeOf(JsonElement result, string? purl) =>
        (purl is null ? null : PackageUrl.Parse(purl)?.Type) ?? ReportJson.Optional(result, "Type") ?? "unknown";

    /// <summary>The URL of a package.</summary>
    public static string? PurlOf(JsonElement package, string identifier) =>
        JsonText.Child(package, identifier) is { } value ? ReportJson.Optional(value, "PURL") : null;

    /// <summary>The file that names a package: its own path, or the result's where that is a file.</summary>
    public static string? LocationOf(JsonElement result, string? path) =>
        path ?? (JsonText.Member(result, "Class") == "os-pkgs" ? null : ReportJson.Optional(result, "Target"));

    /// <summary>The layer of a package; of the blob where that is known.</summary>
    public static Digest? LayerOf(JsonElement package) =>
        JsonText.Child(package, "Layer") is not { } layer ? null
        : Digest.TryParse(JsonText.Member(layer, "Digest"), out var digest) ? digest
        : Digest.TryParse(JsonText.Member(layer, "DiffID"), out var diffId) ? diffId
        : null;

    private static Package PackageOf(JsonElement result, JsonElement package, ILookup<string, string> urls)
    {
        var purl = PurlOf(package, "Identifier");
        var source = ReportJson.Optional(package, "SrcName");
        return new Package
        {
            Name = ReportJson.Required(package, "Name"),
            Version = VersionOf(package, "") ?? "",
            Type = TypeOf(result, purl),
            Purl = purl,
            Location = LocationOf(result, ReportJson.Optional(package, "FilePath")),
            LayerDigest = LayerOf(package),
            Architecture = ReportJson.Optional(package, "Arch"),
            Source = source is not null && VersionOf(package, "Src") is { } version ? new SourcePackage(source, version) : null,
            Licenses = [.. JsonText.Texts(package, "Licenses").Select(Plain.Text)],
            Supplier = ReportJson.Optional(package, "Maintainer"),
            Module = ReportJson.Optional(package, "Modularitylabel"),
            DependsOn =
            [
                .. JsonText
                    .Texts(package, "DependsOn")
                    .SelectMany(id => urls[id])
                    .Distinct(StringComparer.Ordinal)
                    .Order(StringComparer.Ordinal),
            ],
            Details = Others.Of(package, source is not null && VersionOf(package, "Src") is null ? ["SrcName"] : []),
        };
    }

    // Epoch, version and release stand apart here, and together in findings.
    private static string? VersionOf(JsonElement package, string prefix)
    {
        var version = ReportJson.Optional(package, prefix + "Version");
        var release = ReportJson.Optional(package, prefix + "Release");
        var epoch = ReportJson.Number(package, prefix + "Epoch");
        var whole = release is null ? version : $"{version}-{release}";
        return whole is null || epoch is null or "0" ? whole : $"{epoch}:{whole}";
    }
}

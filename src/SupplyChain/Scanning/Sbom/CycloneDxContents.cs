using System.Text.Json;
using SupplyChain.Images;

namespace SupplyChain.Scanning.Sbom;

/// <summary>Reads the components of a CycloneDX document, also where they stand inside each other.</summary>
internal static class CycloneDxContents
{
    // Trivy keeps what the format has no member for under names of its own.
    private const string Trivy = "aquasecurity:trivy:";

    /// <summary>Reads the document.</summary>
    public static SbomContents Read(JsonElement root)
    {
        var components = Components(root).ToList();
        var system = components.Find(component => JsonText.Member(component, "type") == "operating-system");
        var packages = components.Where(IsPackage).Select(PackageOf).ToList();
        var stated = Properties(JsonText.Child(root, "metadata") ?? default)
            .Where(property => property.Name == SbomProperties.Limitation)
            .Select(property => new Limitation("scan.sbom", $"The SBOM says: {property.Value}"));
        var incomplete = JsonText
            .Items(root, "compositions")
            .Where(composition =>
                JsonText.Member(composition, "aggregate") is { } aggregate
                && aggregate.StartsWith("incomplete", StringComparison.Ordinal)
            )
            .Select(_ => new Limitation("scan.sbom", "The SBOM says that it is not complete."));
        var unnamed = packages
            .Where(package => package.Purl is null)
            .Select(package => new Limitation("scan.unidentified", "Components of the SBOM have no package URL.", package.Name));
        return new SbomContents(
            system.ValueKind == JsonValueKind.Object ? SystemOf(system) : null,
            packages,
            [.. stated, .. incomplete, .. unnamed]
        );
    }

    private static IEnumerable<JsonElement> Components(JsonElement parent) =>
        JsonText.Items(parent, "components").SelectMany(component => Components(component).Prepend(component));

    private static bool IsPackage(JsonElement component) =>
        JsonText.Member(component, "type") is "library" or "framework"
        || (JsonText.Member(component, "purl") is not null && JsonText.Member(component, "type") != "operating-system");

    private static Distribution SystemOf(JsonElement component) =>
        new(
            Plain.Text(JsonText.Member(component, "name") ?? "").ToLowerInvariant(),
            Plain.Text(JsonText.Member(component, "version") ?? "")
        )
        {
            Name = Plain.OrNull(JsonText.Member(component, "description")),
        };

    private static Package PackageOf(JsonElement component)
    {
        var group = JsonText.Member(component, "group");
        var name = JsonText.Member(component, "name") ?? "";
        var named = SbomPackage.Of(
            JsonText.Member(component, "purl"),
            string.IsNullOrEmpty(group) ? name : $"{group}/{name}",
            JsonText.Member(component, "version") ?? ""
        );
        var properties = Properties(component).DistinctBy(pair => pair.Name).ToDictionary(pair => pair.Name, pair => pair.Value);
        return named with
        {
            Architecture = properties.GetValueOrDefault(SbomProperties.Architecture) ?? named.Architecture,
            LayerDigest = Digest.TryParse(
                properties.GetValueOrDefault(SbomProperties.Layer) ?? properties.GetValueOrDefault(Trivy + "LayerDigest"),
                out var layer
            )
                ? layer
                : null,
            Location = JsonText
                .Items(JsonText.Child(component, "evidence") ?? default, "occurrences")
                .Select(occurrence => Plain.OrNull(JsonText.Member(occurrence, "location")))
                .Append(properties.GetValueOrDefault(Trivy + "FilePath"))
                .FirstOrDefault(location => location is not null),
            Source = SourceOf(properties) ?? named.Source,
            Licenses = [.. JsonText.Items(component, "licenses").Select(LicenseOf).OfType<string>().Select(Plain.Text)],
        };
    }

    private static SourcePackage? SourceOf(Dictionary<string, string> properties)
    {
        if (properties.GetValueOrDefault(SbomProperties.SourceName) is { } own)
        {
            return new SourcePackage(own, properties.GetValueOrDefault(SbomProperties.SourceVersion) ?? "");
        }

        if (properties.GetValueOrDefault(Trivy + "SrcName") is not { } name)
        {
            return null;
        }

        var epoch = properties.GetValueOrDefault(Trivy + "SrcEpoch");
        var release = properties.GetValueOrDefault(Trivy + "SrcRelease");
        var version = properties.GetValueOrDefault(Trivy + "SrcVersion") ?? "";
        return new SourcePackage(
            name,
            $"{(epoch is null or "0" ? "" : epoch + ":")}{version}{(string.IsNullOrEmpty(release) ? "" : "-" + release)}"
        );
    }

    private static string? LicenseOf(JsonElement choice) =>
        JsonText.Member(choice, "expression")
        ?? (
            JsonText.Child(choice, "license") is { } license
                ? JsonText.Member(license, "id") ?? JsonText.Member(license, "name")
                : null
        );

    private static IEnumerable<(string Name, string Value)> Properties(JsonElement element) =>
        JsonText
            .Items(element, "properties")
            .Select(property => (Name: JsonText.Member(property, "name"), Value: JsonText.Member(property, "value")))
            .Where(property => property.Name is not null && property.Value is not null)
            .Select(property => (property.Name!, Plain.Text(property.Value!)));
}

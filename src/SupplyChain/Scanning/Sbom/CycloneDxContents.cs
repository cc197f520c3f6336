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
        var whole = JsonText.Child(JsonText.Child(root, "metadata") ?? default, "component") ?? default;
        var components = Components(root).Concat(Components(whole)).ToList();
        var system = components.Find(component => JsonText.Member(component, "type") == "operating-system");
        var found = components.Where(IsPackage).Concat(IsPublished(whole) ? [whole] : []).ToList();
        var needs = Needs(root, found);
        var packages = found
            .Select(component => PackageOf(component) with { DependsOn = needs[JsonText.Member(component, "bom-ref") ?? ""] })
            .ToList();
        var stated = Properties(JsonText.Child(root, "metadata") ?? default)
            .Where(property => property.Name == SbomProperties.Limitation)
            .Select(property => SbomLimitation.Read(property.Value))
            .ToList();
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
            [.. stated.Count > 0 ? stated : incomplete, .. unnamed]
        )
        {
            Applications =
            [
                .. components
                    .Where(component => JsonText.Member(component, "type") == "application")
                    .Select(component =>
                        SbomProperties.Application(LocationsOf(component).FirstOrDefault() ?? "", [.. Properties(component)])
                    )
                    .OfType<DotnetApplication>(),
            ],
        };
    }

    // What each component needs, as package URLs, by its reference.
    private static Dictionary<string, IReadOnlyList<string>> Needs(JsonElement root, List<JsonElement> components)
    {
        var purls = new Dictionary<string, string?>(StringComparer.Ordinal);
        var needs = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal) { [""] = [] };
        foreach (var component in components)
        {
            var reference = JsonText.Member(component, "bom-ref") ?? "";
            purls[reference] = JsonText.Member(component, "purl");
            needs[reference] = [];
        }

        foreach (var dependency in JsonText.Items(root, "dependencies"))
        {
            if (JsonText.Member(dependency, "ref") is { Length: > 0 } reference && needs.ContainsKey(reference))
            {
                needs[reference] =
                [
                    .. JsonText
                        .Texts(dependency, "dependsOn")
                        .Select(other => purls.GetValueOrDefault(other))
                        .OfType<string>()
                        .Select(Plain.Text)
                        .Distinct(StringComparer.Ordinal)
                        .Order(StringComparer.Ordinal),
                ];
            }
        }

        return needs;
    }

    private static IEnumerable<JsonElement> Components(JsonElement parent) =>
        JsonText.Items(parent, "components").SelectMany(component => Components(component).Prepend(component));

    private static bool IsPackage(JsonElement component) =>
        JsonText.Member(component, "type") is "library" or "framework"
        || (JsonText.Member(component, "purl") is not null && JsonText.Member(component, "type") != "operating-system");

    // What the document describes is a package itself where it is not an image, a system, or something that nobody publishes.
    private static bool IsPublished(JsonElement component) =>
        JsonText.Member(component, "type") is not ("container" or "operating-system")
        && JsonText.Member(component, "purl") is { } purl
        && PackageUrl.Parse(purl)?.Type is not (null or "oci" or "docker" or "generic" or "github" or "bitbucket");

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
        var purl = JsonText.Member(component, "purl");
        var separator = purl?.StartsWith("pkg:maven/", StringComparison.Ordinal) is true ? ':' : '/';
        var named = SbomPackage.Of(
            purl,
            string.IsNullOrEmpty(group) ? name : $"{group}{separator}{name}",
            JsonText.Member(component, "version") ?? ""
        );
        var properties = Properties(component).ToList();
        var trivy = properties.DistinctBy(pair => pair.Name).ToDictionary(pair => pair.Name, pair => pair.Value);
        return SbomProperties.Apply(
            named with
            {
                LayerDigest = Digest.TryParse(trivy.GetValueOrDefault(Trivy + "LayerDigest"), out var layer) ? layer : null,
                Location = LocationsOf(component)
                    .Append(trivy.GetValueOrDefault(Trivy + "FilePath"))
                    .FirstOrDefault(place => place is not null),
                Source = SourceOf(trivy) ?? named.Source,
                Supplier = JsonText.Child(component, "supplier") is { } supplier
                    ? Plain.OrNull(JsonText.Member(supplier, "name"))
                    : null,
                Hashes =
                [
                    .. JsonText
                        .Items(component, "hashes")
                        .Select(hash => SbomHash.Read(JsonText.Member(hash, "alg"), JsonText.Member(hash, "content")))
                        .OfType<PackageHash>(),
                ],
                Licenses = [.. JsonText.Items(component, "licenses").Select(LicenseOf).OfType<string>().Select(Plain.Text)],
            },
            properties
        );
    }

    private static IEnumerable<string?> LocationsOf(JsonElement component) =>
        JsonText
            .Items(JsonText.Child(component, "evidence") ?? default, "occurrences")
            .Select(occurrence => Plain.OrNull(JsonText.Member(occurrence, "location")));

    private static SourcePackage? SourceOf(Dictionary<string, string> properties)
    {
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

using System.Text.Json;

namespace SupplyChain.Scanning.Sbom;

/// <summary>Reads the packages of an SPDX 2 document: those with a package URL, or a version and a name.</summary>
internal static class SpdxContents
{
    private const string BuiltFrom = "built package from: ";

    /// <summary>Reads the document.</summary>
    public static SbomContents Read(JsonElement root)
    {
        var described = JsonText
            .Items(root, "relationships")
            .Where(relationship => JsonText.Member(relationship, "relationshipType") == "DESCRIBES")
            .Select(relationship => JsonText.Member(relationship, "relatedSpdxElement"))
            .Concat(JsonText.Texts(root, "documentDescribes"))
            .ToHashSet(StringComparer.Ordinal);
        var all = JsonText.Items(root, "packages").ToList();
        var system = all.Find(IsSystem);
        var applications = all.Select(ApplicationOf).OfType<DotnetApplication>().ToList();
        var found = all.Where(package => !IsSystem(package) && ApplicationOf(package) is null)
            .Where(package => PurlOf(package) is not null || !described.Contains(JsonText.Member(package, "SPDXID")))
            .Where(package => PurlOf(package) is not { } purl || !purl.StartsWith("pkg:oci/", StringComparison.Ordinal))
            .ToList();
        var needs = Needs(root, found);
        var packages = found
            .Select(package => PackageOf(package) with { DependsOn = [.. needs[JsonText.Member(package, "SPDXID") ?? ""]] })
            .ToList();
        var stated = Annotations(root)
            .Where(property => property.Name == SbomProperties.Limitation)
            .Select(property => SbomLimitation.Read(property.Value));
        var unnamed = packages
            .Where(package => package.Purl is null)
            .Select(package => new Limitation("scan.unidentified", "Packages of the SBOM have no package URL.", package.Name));
        return new SbomContents(
            system.ValueKind == JsonValueKind.Object
                ? new Distribution(Text(system, "name").ToLowerInvariant(), Text(system, "versionInfo"))
                {
                    Name = Plain.OrNull(JsonText.Member(system, "summary")),
                }
                : null,
            packages,
            [.. stated, .. unnamed]
        )
        {
            Applications = applications,
        };
    }

    // What each package needs, as package URLs, by its identifier; tools write the relationship in either direction.
    private static Dictionary<string, SortedSet<string>> Needs(JsonElement root, List<JsonElement> packages)
    {
        var purls = new Dictionary<string, string?>(StringComparer.Ordinal);
        var needs = new Dictionary<string, SortedSet<string>>(StringComparer.Ordinal)
        {
            [""] = new SortedSet<string>(StringComparer.Ordinal),
        };
        foreach (var package in packages)
        {
            var id = JsonText.Member(package, "SPDXID") ?? "";
            purls[id] = PurlOf(package);
            needs[id] = new SortedSet<string>(StringComparer.Ordinal);
        }

        foreach (var relationship in JsonText.Items(root, "relationships"))
        {
            var one = JsonText.Member(relationship, "spdxElementId") ?? "";
            var other = JsonText.Member(relationship, "relatedSpdxElement") ?? "";
            var (from, to) = JsonText.Member(relationship, "relationshipType") switch
            {
                "DEPENDS_ON" => (one, other),
                "DEPENDENCY_OF" => (other, one),
                _ => ("", ""),
            };
            if (from.Length > 0 && needs.TryGetValue(from, out var its) && purls.GetValueOrDefault(to) is { } purl)
            {
                its.Add(Plain.Text(purl));
            }
        }

        return needs;
    }

    private static bool IsSystem(JsonElement package) =>
        JsonText.Member(package, "primaryPackagePurpose") is "OPERATING-SYSTEM" or "OPERATING_SYSTEM";

    private static DotnetApplication? ApplicationOf(JsonElement package) =>
        JsonText.Member(package, "primaryPackagePurpose") == "APPLICATION"
        && Annotations(package).ToList() is { Count: > 0 } properties
            ? SbomProperties.Application(SbomProperties.Value(properties, SbomProperties.Location) ?? "", properties)
            : null;

    private static Package PackageOf(JsonElement package)
    {
        var properties = Annotations(package).ToList();
        var licenses = properties
            .Where(property => property.Name == SbomProperties.License)
            .Select(property => property.Value)
            .ToList();
        var declared = JsonText.Member(package, "licenseDeclared");
        var supplier = JsonText.Member(package, "supplier");
        var named = SbomPackage.Of(PurlOf(package), Text(package, "name"), Text(package, "versionInfo"));
        return SbomProperties.Apply(
            named with
            {
                Source = named.Source ?? SourceOf(package, named),
                Location = SbomProperties.Value(properties, SbomProperties.Location),
                Supplier = supplier?.StartsWith(SpdxDocument.Organization, StringComparison.Ordinal) is true
                    ? Plain.OrNull(supplier[SpdxDocument.Organization.Length..])
                    : null,
                Hashes =
                [
                    .. JsonText
                        .Items(package, "checksums")
                        .Select(hash => SbomHash.Read(JsonText.Member(hash, "algorithm"), JsonText.Member(hash, "checksumValue")))
                        .OfType<PackageHash>(),
                ],
                Licenses =
                    licenses.Count > 0 ? licenses
                    : declared is { Length: > 0 } and not ("NOASSERTION" or "NONE") ? [Plain.Text(declared)]
                    : [],
            },
            properties
        );
    }

    // Trivy names the source of a distribution's package in words: "built package from: openssl 1:3.0.11-1".
    private static SourcePackage? SourceOf(JsonElement package, Package named) =>
        named.Type is "deb" or "apk" or "rpm"
        && JsonText.Member(package, "sourceInfo") is { } text
        && text.StartsWith(BuiltFrom, StringComparison.Ordinal)
        && Plain.Text(text[BuiltFrom.Length..]).Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var name, .. var rest]
            ? new SourcePackage(name, rest.Length > 0 ? rest[0] : named.Version)
            : null;

    // "name=value", as this library writes them.
    private static IEnumerable<(string Name, string Value)> Annotations(JsonElement element) =>
        JsonText
            .Items(element, "annotations")
            .Select(annotation => (JsonText.Member(annotation, "comment") ?? "").Split('=', 2))
            .Where(parts => parts.Length == 2 && parts[0].StartsWith("supplychain:", StringComparison.Ordinal))
            .Select(parts => (Plain.Text(parts[0]), Plain.Text(parts[1])));

    private static string? PurlOf(JsonElement package) =>
        JsonText
            .Items(package, "externalRefs")
            .Where(reference => JsonText.Member(reference, "referenceType") == "purl")
            .Select(reference => JsonText.Member(reference, "referenceLocator"))
            .FirstOrDefault();

    private static string Text(JsonElement element, string name) => Plain.Text(JsonText.Member(element, name) ?? "");
}

using System.Text.Json;

namespace SupplyChain.Scanning.Sbom;

/// <summary>Reads the packages of an SPDX 2 document: those with a package URL, or a version and a name.</summary>
internal static class SpdxContents
{
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
        var packages = all.Where(package => !IsSystem(package))
            .Where(package => PurlOf(package) is not null || !described.Contains(JsonText.Member(package, "SPDXID")))
            .Where(package => PurlOf(package) is not { } purl || !purl.StartsWith("pkg:oci/", StringComparison.Ordinal))
            .Select(PackageOf)
            .ToList();
        return new SbomContents(
            system.ValueKind == JsonValueKind.Object
                ? new Distribution(Text(system, "name").ToLowerInvariant(), Text(system, "versionInfo"))
                : null,
            packages,
            [
                .. packages
                    .Where(package => package.Purl is null)
                    .Select(package => new Limitation(
                        "scan.unidentified",
                        "Packages of the SBOM have no package URL.",
                        package.Name
                    )),
            ]
        );
    }

    private static bool IsSystem(JsonElement package) =>
        JsonText.Member(package, "primaryPackagePurpose") is "OPERATING-SYSTEM" or "OPERATING_SYSTEM";

    private static Package PackageOf(JsonElement package) =>
        SbomPackage.Of(PurlOf(package), Text(package, "name"), Text(package, "versionInfo")) with
        {
            Licenses = JsonText.Member(package, "licenseDeclared") is { Length: > 0 } license and not ("NOASSERTION" or "NONE")
                ? [Plain.Text(license)]
                : [],
        };

    private static string? PurlOf(JsonElement package) =>
        JsonText
            .Items(package, "externalRefs")
            .Where(reference => JsonText.Member(reference, "referenceType") == "purl")
            .Select(reference => JsonText.Member(reference, "referenceLocator"))
            .FirstOrDefault();

    private static string Text(JsonElement element, string name) => Plain.Text(JsonText.Member(element, name) ?? "");
}

using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace SupplyChain.Scanning.Sbom;

/// <summary>A catalogue as SPDX 2.3 in JSON (spdx.github.io/spdx-spec/v2.3).</summary>
internal static class SpdxDocument
{
    private const string Document = "SPDXRef-DOCUMENT";
    private const string Target = "SPDXRef-Target";
    private const string NotStated = "NOASSERTION";

    /// <summary>Writes the document.</summary>
    public static byte[] Write(PackageCatalogue catalogue, DateTimeOffset created, Guid id) =>
        SbomJson.Write(json =>
        {
            var packages = catalogue.Packages.Select(package => (Id: IdOf(package), Package: package)).ToList();
            json.WriteStartObject();
            json.WriteString("spdxVersion", "SPDX-2.3");
            json.WriteString("dataLicense", "CC0-1.0");
            json.WriteString("SPDXID", Document);
            json.WriteString("name", Plain.Text(catalogue.Target.Name));
            // The form that the specification gives to those who have no site of their own (section 6.5).
            json.WriteString("documentNamespace", $"https://spdx.org/spdxdocs/{SbomJson.ToolName}-{id}");
            WriteCreation(json, created);
            if (catalogue.Limitations.Count > 0)
            {
                json.WriteString("comment", Incompleteness(catalogue.Limitations));
            }

            json.WriteStartArray("packages");
            WriteTarget(json, catalogue.Target);
            foreach (var (spdxId, package) in packages)
            {
                WritePackage(json, spdxId, package);
            }

            json.WriteEndArray();
            WriteRelationships(json, packages.Select(package => package.Id));
            json.WriteEndObject();
        });

    private static void WriteCreation(Utf8JsonWriter json, DateTimeOffset created)
    {
        json.WriteStartObject("creationInfo");
        json.WriteString("created", SbomJson.Time(created));
        json.WriteStartArray("creators");
        json.WriteStringValue($"Tool: {SbomJson.ToolName}-{ProductVersion.Current}");
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static string Incompleteness(IEnumerable<Limitation> limitations) =>
        "Not complete: " + string.Join(' ', limitations.Select(limitation => limitation.Message));

    private static void WriteTarget(Utf8JsonWriter json, ScannedTarget target)
    {
        json.WriteStartObject();
        json.WriteString("SPDXID", Target);
        json.WriteString("name", Plain.Text(target.Name));
        json.WriteString("downloadLocation", NotStated);
        json.WriteBoolean("filesAnalyzed", false);
        if (target.Digest is { } digest)
        {
            json.WriteString("versionInfo", digest.ToString());
            SbomJson.Array(
                json,
                "checksums",
                [digest],
                value =>
                {
                    json.WriteString("algorithm", value.Algorithm.ToUpperInvariant());
                    json.WriteString("checksumValue", value.Hex);
                }
            );
        }

        json.WriteString("primaryPackagePurpose", target.Kind == ScannedTarget.Image ? "CONTAINER" : "APPLICATION");
        json.WriteEndObject();
    }

    private static void WritePackage(Utf8JsonWriter json, string spdxId, Package package)
    {
        json.WriteStartObject();
        json.WriteString("SPDXID", spdxId);
        json.WriteString("name", package.Name);
        json.WriteString("versionInfo", package.Version);
        json.WriteString("downloadLocation", NotStated);
        json.WriteBoolean("filesAnalyzed", false);
        if (package.Licenses is [var license] && SpdxLicense.IsId(license))
        {
            json.WriteString("licenseDeclared", license);
        }
        else if (package.Licenses.Count > 0)
        {
            json.WriteString("licenseDeclared", NotStated);
            json.WriteString("licenseComments", "Stated by the package: " + string.Join(", ", package.Licenses));
        }

        if (SourceInfo(package) is { Length: > 0 } source)
        {
            json.WriteString("sourceInfo", source);
        }

        if (package.Purl is { } purl)
        {
            SbomJson.Array(
                json,
                "externalRefs",
                [purl],
                locator =>
                {
                    json.WriteString("referenceCategory", "PACKAGE-MANAGER");
                    json.WriteString("referenceType", "purl");
                    json.WriteString("referenceLocator", locator);
                }
            );
        }

        json.WriteEndObject();
    }

    private static string SourceInfo(Package package)
    {
        string?[] parts =
        [
            package.Location is { } location ? $"found in {location}" : null,
            package.LayerDigest is { } layer ? $"brought by layer {layer}" : null,
            package.Source is { } source ? $"built from {source.Name} {source.Version}" : null,
        ];
        return string.Join("; ", parts.OfType<string>());
    }

    private static void WriteRelationships(Utf8JsonWriter json, IEnumerable<string> packages) =>
        SbomJson.Array(
            json,
            "relationships",
            packages
                .Select(package => (From: Target, Type: "CONTAINS", To: package))
                .Prepend((From: Document, Type: "DESCRIBES", To: Target)),
            relationship =>
            {
                json.WriteString("spdxElementId", relationship.From);
                json.WriteString("relationshipType", relationship.Type);
                json.WriteString("relatedSpdxElement", relationship.To);
            }
        );

    private static string IdOf(Package package)
    {
        var identity = string.Join(
            '\0',
            package.Type,
            package.Name,
            package.Version,
            package.Architecture,
            package.Location,
            package.Purl
        );
        return "SPDXRef-Package-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(identity)).AsSpan(0, 16));
    }
}

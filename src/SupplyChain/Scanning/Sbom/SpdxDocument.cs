using System.Text.Json;

namespace SupplyChain.Scanning.Sbom;

/// <summary>A catalogue as SPDX 2.3 in JSON (spdx.github.io/spdx-spec/v2.3).</summary>
internal static class SpdxDocument
{
    private const string NotStated = "NOASSERTION";

    /// <summary>What a supplier begins with.</summary>
    public const string Organization = "Organization: ";

    private static string Tool => $"Tool: {SbomJson.ToolName}-{ProductVersion.Current}";

    /// <summary>Writes the document.</summary>
    public static byte[] Write(PackageCatalogue catalogue, DateTimeOffset created, Guid id) =>
        SbomJson.Write(json =>
        {
            var packages = catalogue.Packages.Select(package => (Id: SpdxIds.Of(package), Package: package)).ToList();
            json.WriteStartObject();
            json.WriteString("spdxVersion", "SPDX-2.3");
            json.WriteString("dataLicense", "CC0-1.0");
            json.WriteString("SPDXID", SpdxIds.Document);
            json.WriteString("name", Plain.Text(catalogue.Target.Name));
            // The form that the specification gives to those who have no site of their own (section 6.5).
            json.WriteString("documentNamespace", $"https://spdx.org/spdxdocs/{SbomJson.ToolName}-{id}");
            WriteCreation(json, created);
            if (catalogue.Limitations.Count > 0)
            {
                json.WriteString("comment", Incompleteness(catalogue.Limitations));
            }

            WriteAnnotations(
                json,
                created,
                catalogue
                    .Limitations.Select(limitation => (SbomProperties.Limitation, (string?)SbomLimitation.Write(limitation)))
                    .Prepend((SbomProperties.Platform, catalogue.Target.Platform))
            );
            json.WriteStartArray("packages");
            WriteTarget(json, catalogue.Target);
            if (catalogue.OperatingSystem is { } system)
            {
                WriteSystem(json, system);
            }

            foreach (var (spdxId, package) in packages)
            {
                WritePackage(json, spdxId, package, created);
            }

            foreach (var application in catalogue.Applications)
            {
                WriteApplication(json, application, created);
            }

            json.WriteEndArray();
            SpdxRelationships.Write(json, catalogue, packages);
            json.WriteEndObject();
        });

    private static void WriteCreation(Utf8JsonWriter json, DateTimeOffset created)
    {
        json.WriteStartObject("creationInfo");
        json.WriteString("created", SbomJson.Time(created));
        json.WriteStartArray("creators");
        json.WriteStringValue(Tool);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static string Incompleteness(IEnumerable<Limitation> limitations) =>
        "Not complete: " + string.Join(' ', limitations.Select(limitation => limitation.Message));

    private static void WriteTarget(Utf8JsonWriter json, ScannedTarget target)
    {
        json.WriteStartObject();
        WriteStart(json, SpdxIds.Target, Plain.Text(target.Name));
        if (target.Digest is { } digest)
        {
            json.WriteString("versionInfo", digest.ToString());
            SbomJson.Array(
                json,
                "checksums",
                [digest],
                value => WriteChecksum(json, value.Algorithm.ToUpperInvariant(), value.Hex)
            );
        }

        json.WriteString("primaryPackagePurpose", target.Kind == ScannedTarget.Image ? "CONTAINER" : "APPLICATION");
        json.WriteEndObject();
    }

    private static void WriteSystem(Utf8JsonWriter json, Distribution system)
    {
        json.WriteStartObject();
        WriteStart(json, SpdxIds.OperatingSystem, system.Id);
        json.WriteString("versionInfo", system.Version);
        if (system.Name is { } name)
        {
            json.WriteString("summary", name);
        }

        json.WriteString("primaryPackagePurpose", "OPERATING_SYSTEM");
        json.WriteEndObject();
    }

    private static void WriteApplication(Utf8JsonWriter json, DotnetApplication application, DateTimeOffset created)
    {
        json.WriteStartObject();
        WriteStart(json, SpdxIds.Of(application), SbomJson.NameOf(application));
        json.WriteString("sourceInfo", $"found in {application.Location}");
        json.WriteString("primaryPackagePurpose", "APPLICATION");
        WriteAnnotations(json, created, SbomProperties.Of(application).Prepend((SbomProperties.Location, application.Location)));
        json.WriteEndObject();
    }

    private static void WriteStart(Utf8JsonWriter json, string spdxId, string name)
    {
        json.WriteString("SPDXID", spdxId);
        json.WriteString("name", name);
        json.WriteString("downloadLocation", NotStated);
        json.WriteBoolean("filesAnalyzed", false);
    }

    private static void WritePackage(Utf8JsonWriter json, string spdxId, Package package, DateTimeOffset created)
    {
        json.WriteStartObject();
        WriteStart(json, spdxId, package.Name);
        json.WriteString("versionInfo", package.Version);
        json.WriteString("supplier", package.Supplier is { } supplier ? Organization + supplier : NotStated);
        if (package.Hashes.Count > 0)
        {
            SbomJson.Array(json, "checksums", package.Hashes, hash => WriteChecksum(json, SbomHash.Spdx(hash), hash.Value));
        }

        var isExpression = package.Licenses is [var license] && SpdxLicense.IsExpression(license);
        if (package.Licenses.Count > 0)
        {
            json.WriteString("licenseDeclared", isExpression ? package.Licenses[0] : NotStated);
        }

        if (package.Licenses.Count > 0 && !isExpression)
        {
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

        var licenses = isExpression ? [] : package.Licenses;
        WriteAnnotations(
            json,
            created,
            SbomProperties
                .Of(package)
                .Append((SbomProperties.Location, package.Location))
                .Concat(licenses.Select(text => (SbomProperties.License, (string?)text)))
        );
        json.WriteEndObject();
    }

    private static void WriteChecksum(Utf8JsonWriter json, string algorithm, string value)
    {
        json.WriteString("algorithm", algorithm);
        json.WriteString("checksumValue", value);
    }

    private static void WriteAnnotations(
        Utf8JsonWriter json,
        DateTimeOffset created,
        IEnumerable<(string Name, string? Value)> properties
    )
    {
        var given = properties.Where(property => property.Value is not null).ToList();
        if (given.Count > 0)
        {
            SbomJson.Array(
                json,
                "annotations",
                given,
                property =>
                {
                    json.WriteString("annotationDate", SbomJson.Time(created));
                    json.WriteString("annotationType", "OTHER");
                    json.WriteString("annotator", Tool);
                    json.WriteString("comment", $"{property.Name}={property.Value}");
                }
            );
        }
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
}

using System.Text.Json;

namespace SupplyChain.Scanning.Sbom;

/// <summary>A catalogue as CycloneDX 1.6 (cyclonedx.org/docs/1.6/json).</summary>
internal static class CycloneDxDocument
{
    private const string TargetReference = "target";

    /// <summary>Writes the document.</summary>
    public static byte[] Write(PackageCatalogue catalogue, DateTimeOffset created, Guid id) =>
        SbomJson.Write(json =>
        {
            var components = Named(catalogue.Packages);
            json.WriteStartObject();
            json.WriteString("$schema", "http://cyclonedx.org/schema/bom-1.6.schema.json");
            json.WriteString("bomFormat", "CycloneDX");
            json.WriteString("specVersion", "1.6");
            json.WriteString("serialNumber", $"urn:uuid:{id}");
            json.WriteNumber("version", 1);
            WriteMetadata(json, catalogue, created);
            json.WriteStartArray("components");
            WriteSystem(json, catalogue.OperatingSystem);
            foreach (var (reference, package) in components)
            {
                WritePackage(json, reference, package);
            }

            json.WriteEndArray();
            WriteDependencies(json, components.Select(component => component.Reference));
            WriteComposition(json, catalogue.Limitations.Count == 0);
            json.WriteEndObject();
        });

    private static void WriteMetadata(Utf8JsonWriter json, PackageCatalogue catalogue, DateTimeOffset created)
    {
        var target = catalogue.Target;
        json.WriteStartObject("metadata");
        json.WriteString("timestamp", SbomJson.Time(created));
        json.WriteStartObject("tools");
        SbomJson.Array(
            json,
            "components",
            [SbomJson.ToolName],
            name =>
            {
                json.WriteString("type", "application");
                json.WriteString("name", name);
                json.WriteString("version", ProductVersion.Current);
            }
        );
        json.WriteEndObject();
        json.WriteStartObject("component");
        json.WriteString("type", target.Kind == ScannedTarget.Image ? "container" : "application");
        json.WriteString("bom-ref", TargetReference);
        json.WriteString("name", Plain.Text(target.Name));
        if (target.Digest is { } digest)
        {
            json.WriteString("version", digest.ToString());
        }

        json.WriteEndObject();
        WriteProperties(
            json,
            catalogue
                .Limitations.Select(limitation => (SbomProperties.Limitation, Text(limitation)))
                .Prepend((SbomProperties.Platform, target.Platform))
        );
        json.WriteEndObject();
    }

    private static string? Text(Limitation limitation) =>
        limitation.Location is null
            ? $"{limitation.Code}: {limitation.Message}"
            : $"{limitation.Code}: {limitation.Message} ({limitation.Location})";

    private static void WriteSystem(Utf8JsonWriter json, Distribution? distribution)
    {
        if (distribution is null)
        {
            return;
        }

        json.WriteStartObject();
        json.WriteString("type", "operating-system");
        json.WriteString("bom-ref", $"os:{distribution.Id}");
        json.WriteString("name", distribution.Id);
        json.WriteString("version", distribution.Version);
        if (distribution.Name is { } name)
        {
            json.WriteString("description", name);
        }

        json.WriteEndObject();
    }

    private static void WritePackage(Utf8JsonWriter json, string reference, Package package)
    {
        json.WriteStartObject();
        json.WriteString("type", "library");
        json.WriteString("bom-ref", reference);
        json.WriteString("name", package.Name);
        json.WriteString("version", package.Version);
        if (package.Licenses.Count > 0)
        {
            SbomJson.Array(
                json,
                "licenses",
                package.Licenses,
                license =>
                {
                    json.WriteStartObject("license");
                    json.WriteString(SpdxLicense.IsId(license) ? "id" : "name", license);
                    json.WriteEndObject();
                }
            );
        }

        if (package.Purl is { } purl)
        {
            json.WriteString("purl", purl);
        }

        WriteProperties(
            json,
            [
                (SbomProperties.Architecture, package.Architecture),
                (SbomProperties.Layer, package.LayerDigest?.ToString()),
                (SbomProperties.SourceName, package.Source?.Name),
                (SbomProperties.SourceVersion, package.Source?.Version),
            ]
        );
        if (package.Location is { } location)
        {
            json.WriteStartObject("evidence");
            SbomJson.Array(json, "occurrences", [location], place => json.WriteString("location", place));
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteProperties(Utf8JsonWriter json, IEnumerable<(string Name, string? Value)> properties)
    {
        var given = properties.Where(property => property.Value is not null).ToList();
        if (given.Count > 0)
        {
            SbomJson.Array(
                json,
                "properties",
                given,
                property =>
                {
                    json.WriteString("name", property.Name);
                    json.WriteString("value", property.Value);
                }
            );
        }
    }

    private static void WriteDependencies(Utf8JsonWriter json, IEnumerable<string> references) =>
        SbomJson.Array(
            json,
            "dependencies",
            [TargetReference],
            reference =>
            {
                json.WriteString("ref", reference);
                json.WriteStartArray("dependsOn");
                foreach (var dependency in references)
                {
                    json.WriteStringValue(dependency);
                }

                json.WriteEndArray();
            }
        );

    private static void WriteComposition(Utf8JsonWriter json, bool complete) =>
        SbomJson.Array(
            json,
            "compositions",
            [complete ? "complete" : "incomplete"],
            aggregate =>
            {
                json.WriteString("aggregate", aggregate);
                json.WriteStartArray("assemblies");
                json.WriteStringValue(TargetReference);
                json.WriteEndArray();
            }
        );

    // A package URL names a component where it is the only one of that URL; copies are told apart by a number.
    private static List<(string Reference, Package Package)> Named(IEnumerable<Package> packages)
    {
        var used = new Dictionary<string, int>(StringComparer.Ordinal);
        return
        [
            .. packages.Select(package =>
            {
                var name = package.Purl ?? $"{package.Type}:{package.Name}@{package.Version}";
                var copies = used[name] = used.GetValueOrDefault(name) + 1;
                return (copies == 1 ? name : $"{name}#{copies}", package);
            }),
        ];
    }
}

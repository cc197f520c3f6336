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
            CycloneDxComponents.WriteSystem(json, catalogue.OperatingSystem);
            foreach (var (reference, package) in components)
            {
                CycloneDxComponents.WritePackage(json, reference, package);
            }

            foreach (var application in catalogue.Applications)
            {
                CycloneDxComponents.WriteApplication(json, application);
            }

            json.WriteEndArray();
            WriteDependencies(json, catalogue, components);
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
        CycloneDxComponents.WriteProperties(
            json,
            catalogue
                .Limitations.Select(limitation => (SbomProperties.Limitation, (string?)SbomLimitation.Write(limitation)))
                .Prepend((SbomProperties.Platform, target.Platform))
        );
        json.WriteEndObject();
    }

    private static void WriteDependencies(
        Utf8JsonWriter json,
        PackageCatalogue catalogue,
        IReadOnlyList<(string Reference, Package Package)> components
    )
    {
        var whole = components
            .Select(component => component.Reference)
            .Concat(catalogue.Applications.Select(CycloneDxComponents.Reference))
            .Distinct(StringComparer.Ordinal);
        var applications = catalogue.Applications.Select(application =>
            (CycloneDxComponents.Reference(application), SbomJson.NeedsOf(application, components))
        );
        var packages = components
            .Where(component => component.Package.DependsOn.Count > 0)
            .Select(component => (component.Reference, component.Package.DependsOn));
        SbomJson.Array(
            json,
            "dependencies",
            [(TargetReference, [.. whole]), .. applications, .. packages],
            dependency =>
            {
                json.WriteString("ref", dependency.Item1);
                json.WriteStartArray("dependsOn");
                foreach (var other in dependency.Item2)
                {
                    json.WriteStringValue(other);
                }

                json.WriteEndArray();
            }
        );
    }

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

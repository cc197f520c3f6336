using System.Text.Json;

namespace SupplyChain.Scanning.Sbom;

/// <summary>The components of a CycloneDX document.</summary>
internal static class CycloneDxComponents
{
    /// <summary>Writes the distribution, where there is one.</summary>
    public static void WriteSystem(Utf8JsonWriter json, Distribution? distribution)
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

    /// <summary>Writes a package.</summary>
    public static void WritePackage(Utf8JsonWriter json, string reference, Package package)
    {
        json.WriteStartObject();
        json.WriteString("type", "library");
        json.WriteString("bom-ref", reference);
        if (package.Supplier is { } supplier)
        {
            json.WriteStartObject("supplier");
            json.WriteString("name", supplier);
            json.WriteEndObject();
        }

        WriteName(json, package);
        json.WriteString("version", package.Version);
        if (package.Hashes.Count > 0)
        {
            SbomJson.Array(
                json,
                "hashes",
                package.Hashes,
                hash =>
                {
                    json.WriteString("alg", SbomHash.CycloneDx(hash));
                    json.WriteString("content", hash.Value);
                }
            );
        }

        WriteLicenses(json, package.Licenses);
        if (package.Purl is { } purl)
        {
            json.WriteString("purl", purl);
        }

        WriteProperties(json, SbomProperties.Of(package));
        WriteLocation(json, package.Location);
        json.WriteEndObject();
    }

    private static void WriteName(Utf8JsonWriter json, Package package)
    {
        var colon = package.Type == "maven" ? package.Name.IndexOf(':', StringComparison.Ordinal) : -1;
        if (colon > 0)
        {
            json.WriteString("group", package.Name[..colon]);
        }

        json.WriteString("name", package.Name[(colon + 1)..]);
    }

    // The format takes one expression, or a list of licences.
    private static void WriteLicenses(Utf8JsonWriter json, IReadOnlyList<string> licenses)
    {
        if (licenses is [var one] && !SpdxLicense.IsId(one) && SpdxLicense.IsExpression(one))
        {
            SbomJson.Array(json, "licenses", licenses, expression => json.WriteString("expression", expression));
        }
        else if (licenses.Count > 0)
        {
            SbomJson.Array(
                json,
                "licenses",
                licenses,
                license =>
                {
                    json.WriteStartObject("license");
                    json.WriteString(SpdxLicense.IsId(license) ? "id" : "name", license);
                    json.WriteEndObject();
                }
            );
        }
    }

    /// <summary>Writes a program of .NET.</summary>
    public static void WriteApplication(Utf8JsonWriter json, DotnetApplication application)
    {
        json.WriteStartObject();
        json.WriteString("type", "application");
        json.WriteString("bom-ref", Reference(application));
        json.WriteString("name", SbomJson.NameOf(application));
        WriteProperties(json, SbomProperties.Of(application));
        WriteLocation(json, application.Location);
        json.WriteEndObject();
    }

    /// <summary>The reference of a program of .NET.</summary>
    public static string Reference(DotnetApplication application) => $"application:{application.Location}";

    private static void WriteLocation(Utf8JsonWriter json, string? location)
    {
        if (location is not null)
        {
            json.WriteStartObject("evidence");
            SbomJson.Array(json, "occurrences", [location], place => json.WriteString("location", place));
            json.WriteEndObject();
        }
    }

    /// <summary>Writes the properties that have a value.</summary>
    public static void WriteProperties(Utf8JsonWriter json, IEnumerable<(string Name, string? Value)> properties)
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
}

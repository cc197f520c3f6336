using System.Text.Json;

namespace SupplyChain.Scanning.Sbom;

/// <summary>What contains and what needs what, in an SPDX document (SPDX 2.3, section 11).</summary>
internal static class SpdxRelationships
{
    private const string DependsOn = "DEPENDS_ON";

    /// <summary>Writes the relationships.</summary>
    public static void Write(
        Utf8JsonWriter json,
        PackageCatalogue catalogue,
        IReadOnlyList<(string Id, Package Package)> packages
    )
    {
        var ids = packages
            .Where(package => package.Package.Purl is not null)
            .DistinctBy(package => package.Package.Purl)
            .ToDictionary(package => package.Package.Purl!, package => package.Id, StringComparer.Ordinal);
        var contained = packages
            .Select(package => package.Id)
            .Concat(catalogue.Applications.Select(SpdxIds.Of))
            .Concat(catalogue.OperatingSystem is null ? [] : [SpdxIds.OperatingSystem])
            .Select(id => (SpdxIds.Target, "CONTAINS", id));
        var needed = packages.SelectMany(package =>
            package.Package.DependsOn.Where(ids.ContainsKey).Select(purl => (package.Id, DependsOn, ids[purl]))
        );
        var run = catalogue.Applications.SelectMany(application =>
            SbomJson.NeedsOf(application, packages).Select(id => (SpdxIds.Of(application), DependsOn, id))
        );
        IEnumerable<(string From, string Type, string To)> all =
        [
            (SpdxIds.Document, "DESCRIBES", SpdxIds.Target),
            .. contained,
            .. needed,
            .. run,
        ];
        SbomJson.Array(
            json,
            "relationships",
            all,
            relationship =>
            {
                json.WriteString("spdxElementId", relationship.From);
                json.WriteString("relationshipType", relationship.Type);
                json.WriteString("relatedSpdxElement", relationship.To);
            }
        );
    }
}

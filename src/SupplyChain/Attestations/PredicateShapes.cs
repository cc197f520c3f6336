using System.Text.Json;

namespace SupplyChain.Attestations;

/// <summary>
/// What a predicate of a known type must have before it is attested, by the type's own specification. Nothing of it is ever
/// changed or left out: what is missing is refused, what is unknown is kept.
/// </summary>
public static class PredicateShapes
{
    private static readonly Dictionary<string, (string Path, JsonValueKind Kind)[]> Required = new(StringComparer.Ordinal)
    {
        [PredicateTypes.Provenance] =
        [
            ("buildDefinition.buildType", JsonValueKind.String),
            ("buildDefinition.externalParameters", JsonValueKind.Object),
            ("runDetails.builder.id", JsonValueKind.String),
        ],
        [PredicateTypes.Provenance02] = [("builder.id", JsonValueKind.String), ("buildType", JsonValueKind.String)],
        [PredicateTypes.VerificationSummary] =
        [
            ("verifier.id", JsonValueKind.String),
            ("resourceUri", JsonValueKind.String),
            ("policy", JsonValueKind.Object),
            ("verificationResult", JsonValueKind.String),
        ],
        [PredicateTypes.VulnerabilityScan] =
        [
            ("scanner", JsonValueKind.Object),
            ("metadata.scanStartedOn", JsonValueKind.String),
            ("metadata.scanFinishedOn", JsonValueKind.String),
        ],
        [PredicateTypes.CycloneDx] = [("bomFormat", JsonValueKind.String), ("specVersion", JsonValueKind.String)],
        [PredicateTypes.Spdx] = [],
        [PredicateTypes.OpenVex] =
        [
            ("@context", JsonValueKind.String),
            ("author", JsonValueKind.String),
            ("timestamp", JsonValueKind.String),
            ("statements", JsonValueKind.Array),
        ],
        [PredicateTypes.TestResult] = [("result", JsonValueKind.String), ("configuration", JsonValueKind.Array)],
        [PredicateTypes.Link] = [("name", JsonValueKind.String), ("materials", JsonValueKind.Array)],
    };

    /// <summary>Refuses a predicate that lacks what its type demands; one of an unknown type is taken as it is.</summary>
    /// <exception cref="ConfigurationException">It lacks something; everything that it lacks is listed.</exception>
    public static Statement Validated(Statement statement)
    {
        if (!Required.TryGetValue(statement.PredicateType, out var required))
        {
            return statement;
        }

        using var document = JsonDocument.Parse(statement.Predicate);
        var root = document.RootElement;
        var missing = required.Where(member => !Has(root, member.Path, member.Kind)).Select(Describe).ToList();
        if (statement.PredicateType == PredicateTypes.Spdx && !IsSpdx(root))
        {
            missing.Add("'spdxVersion' of SPDX 2 or '@context' of SPDX 3");
        }

        return missing.Count == 0
            ? statement
            : throw new ConfigurationException(
                "attestation.predicate",
                $"The predicate is none of type {statement.PredicateType}, since it lacks {string.Join(", ", missing)}; give the file of such a predicate, or its right --type."
            );
    }

    private static bool IsSpdx(JsonElement root) =>
        Has(root, "spdxVersion", JsonValueKind.String) || root.TryGetProperty("@context", out _);

    private static bool Has(JsonElement root, string path, JsonValueKind kind)
    {
        var element = root;
        foreach (var name in path.Split('.'))
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
            {
                return false;
            }
        }

        return element.ValueKind == kind && (kind != JsonValueKind.String || element.GetRawText().Length > 2);
    }

    private static string Describe((string Path, JsonValueKind Kind) member) =>
        $"'{member.Path}' ({(member.Kind == JsonValueKind.String ? "text" : member.Kind == JsonValueKind.Array ? "a list" : "an object")})";
}

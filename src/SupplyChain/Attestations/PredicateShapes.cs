using System.Text.Json;
using static SupplyChain.Attestations.PredicateMember;
using static SupplyChain.Attestations.PredicateMemberKind;

namespace SupplyChain.Attestations;

/// <summary>
/// What a predicate of a known type must be before it is attested, by the type's own specification and by what cosign reads
/// without failing. Nothing of it is ever changed or left out: what is missing or of another kind is refused, what is unknown
/// is kept.
/// </summary>
public static class PredicateShapes
{
    private const int MostShown = 8;

    private static readonly Dictionary<string, PredicateMember[]> Known = new(StringComparer.Ordinal)
    {
        [PredicateTypes.Provenance] =
        [
            Must("buildDefinition/buildType", Text),
            Must("buildDefinition/externalParameters", Map),
            May("buildDefinition/internalParameters", Map),
            May("buildDefinition/resolvedDependencies", List),
            May("buildDefinition/resolvedDependencies/[]", Map),
            Must("runDetails/builder/id", Text),
            May("runDetails/builder/version", Map),
            May("runDetails/builder/builderDependencies", List),
            May("runDetails/metadata", Map),
            May("runDetails/metadata/invocationId", Text),
            May("runDetails/metadata/startedOn", Time),
            May("runDetails/metadata/finishedOn", Time),
            May("runDetails/byproducts", List),
        ],
        [PredicateTypes.Provenance02] =
        [
            Must("builder/id", Text),
            Must("buildType", Text),
            May("invocation", Map),
            May("invocation/configSource", Map),
            May("invocation/configSource/uri", Text),
            May("invocation/configSource/digest", Map),
            May("invocation/configSource/digest/*", Text),
            May("invocation/configSource/entryPoint", Text),
            May("metadata", Map),
            May("metadata/buildInvocationId", Text),
            May("metadata/buildInvocationID", Text),
            May("metadata/buildStartedOn", Time),
            May("metadata/buildFinishedOn", Time),
            May("metadata/completeness", Map),
            May("metadata/completeness/parameters", Flag),
            May("metadata/completeness/environment", Flag),
            May("metadata/completeness/materials", Flag),
            May("metadata/reproducible", Flag),
            May("materials", List),
            May("materials/[]", Map),
            May("materials/[]/uri", Text),
            May("materials/[]/digest", Map),
            May("materials/[]/digest/*", Text),
        ],
        [PredicateTypes.VerificationSummary] =
        [
            Must("verifier/id", Text),
            May("timeVerified", Time),
            Must("resourceUri", Text),
            Must("policy", Map),
            May("inputAttestations", List),
            May("inputAttestations/[]", Map),
            Must("verificationResult", Text, "PASSED", "FAILED"),
            May("verifiedLevels", List),
            May("verifiedLevels/[]", Text),
        ],
        [PredicateTypes.VulnerabilityScan] =
        [
            May("invocation", Map),
            May("invocation/uri", Text),
            May("invocation/event_id", Text),
            May("invocation/builder.id", Text),
            Must("scanner", Map),
            May("scanner/uri", Text),
            May("scanner/version", Text),
            May("scanner/db", Map),
            May("scanner/db/uri", Text),
            May("scanner/db/version", Text),
            Must("metadata/scanStartedOn", Time),
            Must("metadata/scanFinishedOn", Time),
        ],
        [PredicateTypes.CycloneDx] = [Must("bomFormat", Text, "CycloneDX"), Must("specVersion", Text)],
        [PredicateTypes.Spdx] = [],
        [PredicateTypes.OpenVex] =
        [
            Must("@context", Text),
            Must("author", Text),
            Must("timestamp", Time),
            Must("statements", List),
            Must("statements/[]", Map),
            Must("statements/[]/status", Text, "not_affected", "affected", "fixed", "under_investigation"),
            May("statements/[]/timestamp", Time),
        ],
        [PredicateTypes.TestResult] =
        [
            Must("result", Text, "PASSED", "WARNED", "FAILED"),
            Must("configuration", List),
            Must("configuration/[]", Map),
            May("passedTests", List),
            May("passedTests/[]", Text),
            May("warnedTests", List),
            May("warnedTests/[]", Text),
            May("failedTests", List),
            May("failedTests/[]", Text),
        ],
        // As in-toto 0.9 has it (attestation framework, spec/predicates/link.md); only version 0.3 lists its materials.
        [PredicateTypes.Link] =
        [
            May("_type", Text),
            Must("name", Text),
            May("command", List),
            May("command/[]", Text),
            Must("materials", Map),
            May("materials/*", Map),
            May("materials/*/*", Text),
            May("products", Map),
            May("products/*", Map),
            May("products/*/*", Text),
            May("byproducts", Map),
            May("environment", Map),
        ],
    };

    /// <summary>Refuses a predicate that is not what its type demands; one of an unknown type is taken as it is.</summary>
    /// <exception cref="ConfigurationException">Members are missing or of another kind; the first eight are listed.</exception>
    public static Statement Validated(Statement statement)
    {
        if (!Known.TryGetValue(statement.PredicateType, out var members))
        {
            return statement;
        }

        using var document = JsonDocument.Parse(statement.Predicate);
        var root = document.RootElement;
        var faults = members.SelectMany(member => member.FaultsIn(root)).Take(MostShown + 1).ToList();
        if (statement.PredicateType == PredicateTypes.Spdx && !IsSpdx(root))
        {
            faults.Add("it has neither 'spdxVersion' of SPDX 2 nor '@context' of SPDX 3");
        }

        if (faults.Count > MostShown)
        {
            faults[MostShown] = "and so on";
        }

        return faults.Count == 0
            ? statement
            : throw new ConfigurationException(
                "attestation.predicate",
                $"The predicate is none of type {statement.PredicateType}, since {string.Join(", ", faults)}; give the file of such a predicate, or its right --type."
            );
    }

    private static bool IsSpdx(JsonElement root) =>
        root.TryGetProperty("@context", out _)
        || (
            root.TryGetProperty("spdxVersion", out var version)
            && version.ValueKind == JsonValueKind.String
            && !version.ValueEquals("")
        );
}

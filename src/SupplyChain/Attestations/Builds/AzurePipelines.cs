using SupplyChain.Attestations.Predicates;

namespace SupplyChain.Attestations.Builds;

/// <summary>A run of Azure Pipelines, from its predefined variables (learn.microsoft.com, "Use predefined variables").</summary>
internal static class AzurePipelines
{
    public static BuildEnvironment Read(Func<string, string?> variable)
    {
        var required = new RequiredVariables("Azure Pipelines", variable);
        var repository = required["BUILD_REPOSITORY_URI"];
        var branch = required["BUILD_SOURCEBRANCH"];
        var project = required["SYSTEM_COLLECTIONURI"] + Uri.EscapeDataString(required["SYSTEM_TEAMPROJECT"]);
        return new BuildEnvironment
        {
            BuildType = "urn:supplychain:build-type:azure-pipelines:v1",
            BuilderId = "urn:supplychain:builder:azure-pipelines:unauthenticated",
            ExternalParameters = JsonObjectText.Of([
                (
                    "pipeline",
                    [
                        ("definition", $"{project}/_build?definitionId={required["SYSTEM_DEFINITIONID"]}"),
                        ("name", required["BUILD_DEFINITIONNAME"]),
                        ("ref", branch),
                        ("repository", repository),
                    ]
                ),
            ]),
            InternalParameters = JsonObjectText.Of([
                (
                    "azure",
                    [
                        ("agent", variable("AGENT_NAME")),
                        ("collection_id", required["SYSTEM_COLLECTIONID"]),
                        ("project_id", required["SYSTEM_TEAMPROJECTID"]),
                        ("reason", required["BUILD_REASON"]),
                        ("self_hosted", variable("AGENT_ISSELFHOSTED")),
                    ]
                ),
            ]),
            Source = new ResourceDescriptor
            {
                Uri = $"git+{repository}@{branch}",
                Digest = new SortedDictionary<string, string>(StringComparer.Ordinal)
                {
                    ["gitCommit"] = required["BUILD_SOURCEVERSION"],
                },
            },
            InvocationId =
                $"{project}/_build/results?buildId={required["BUILD_BUILDID"]}&jobAttempt={variable("SYSTEM_JOBATTEMPT") ?? "1"}",
        };
    }
}

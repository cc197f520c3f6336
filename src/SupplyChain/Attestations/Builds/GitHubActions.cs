using SupplyChain.Attestations.Predicates;

namespace SupplyChain.Attestations.Builds;

/// <summary>
/// A run of GitHub Actions, with the parameters of its workflow build type
/// (actions.github.io/buildtypes/workflow/v1) and the variables of docs.github.com, "Default environment variables".
/// </summary>
internal static class GitHubActions
{
    public static BuildEnvironment Read(Func<string, string?> variable)
    {
        var required = new RequiredVariables("GitHub Actions", variable);
        var server = required["GITHUB_SERVER_URL"];
        var repository = required["GITHUB_REPOSITORY"];
        var reference = required["GITHUB_REF"];
        return new BuildEnvironment
        {
            BuildType = "https://actions.github.io/buildtypes/workflow/v1",
            BuilderId = "urn:supplychain:builder:github-actions:unauthenticated",
            ExternalParameters = JsonObjectText.Of([
                (
                    "workflow",
                    [
                        ("path", WorkflowPath(required["GITHUB_WORKFLOW_REF"], repository)),
                        ("ref", reference),
                        ("repository", $"{server}/{repository}"),
                    ]
                ),
            ]),
            InternalParameters = JsonObjectText.Of([
                (
                    "github",
                    [
                        ("event_name", required["GITHUB_EVENT_NAME"]),
                        ("repository_id", required["GITHUB_REPOSITORY_ID"]),
                        ("repository_owner_id", required["GITHUB_REPOSITORY_OWNER_ID"]),
                        ("runner_environment", required["RUNNER_ENVIRONMENT"]),
                    ]
                ),
            ]),
            Source = new ResourceDescriptor
            {
                Uri = $"git+{server}/{repository}@{reference}",
                Digest = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["gitCommit"] = required["GITHUB_SHA"] },
            },
            InvocationId =
                $"{server}/{repository}/actions/runs/{required["GITHUB_RUN_ID"]}/attempts/{required["GITHUB_RUN_ATTEMPT"]}",
        };
    }

    /// <summary>The path in <c>owner/repo/path@ref</c>; path and ref may hold an <c>@</c> of their own, but a ref starts with <c>refs/</c>.</summary>
    private static string WorkflowPath(string workflowRef, string repository)
    {
        var path = workflowRef.StartsWith(repository + "/", StringComparison.Ordinal)
            ? workflowRef[(repository.Length + 1)..]
            : workflowRef;
        var end = path.IndexOf("@refs/", StringComparison.Ordinal);
        return end < 0 ? path.Split('@')[0] : path[..end];
    }
}

namespace SupplyChain.Signing.Certificates;

/// <summary>Names of the claims in a certificate, after the extensions' own (sigstore/fulcio, docs/oid-info.md).</summary>
public static class ClaimNames
{
    /// <summary>What started the workflow, such as <c>push</c>.</summary>
    public const string WorkflowTrigger = "github-workflow-trigger";

    /// <summary>Commit that the workflow ran on.</summary>
    public const string WorkflowSha = "github-workflow-sha";

    /// <summary>Name of the workflow.</summary>
    public const string WorkflowName = "github-workflow-name";

    /// <summary>Repository that the workflow ran in, such as <c>acme/shop</c>.</summary>
    public const string Repository = "github-workflow-repository";

    /// <summary>Git ref that the workflow ran on, such as <c>refs/heads/main</c>.</summary>
    public const string WorkflowRef = "github-workflow-ref";

    /// <summary>Where the workflow ran: <c>github-hosted</c> or <c>self-hosted</c>.</summary>
    public const string RunnerEnvironment = "runner-environment";

    // Position is the extension's number.
    private static readonly string?[] ByNumber =
    [
        null,
        null,
        WorkflowTrigger,
        WorkflowSha,
        WorkflowName,
        Repository,
        WorkflowRef,
        null,
        null,
        "build-signer-uri",
        "build-signer-digest",
        RunnerEnvironment,
        "source-repository-uri",
        "source-repository-digest",
        "source-repository-ref",
        "source-repository-identifier",
        "source-repository-owner-uri",
        "source-repository-owner-identifier",
        "build-config-uri",
        "build-config-digest",
        "build-trigger",
        "run-invocation-uri",
        "source-repository-visibility",
        "deployment-environment",
    ];

    internal static string? Of(string number) =>
        int.TryParse(number, out var position) && position < ByNumber.Length ? ByNumber[position] : null;

    internal static bool IsPlain(string number) => number is "2" or "3" or "4" or "5" or "6";
}

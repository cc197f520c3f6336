using SupplyChain.Manifests.Linting;

namespace SupplyChain.Manifests.Rules.Secrets;

/// <summary>The rule on Secrets that hold a service account's token for ever.</summary>
internal static class LegacyTokenRule
{
    public static Rule Rule { get; } =
        new()
        {
            Id = "sa-legacy-token",
            Title = "No Secret asks for a service account's token",
            Reason = "Such a token never expires and works from everywhere.",
            Area = HardeningArea.Access,
            Severity = Severity.High,
            Remedy = "Remove the Secret; use a projected token in pods, and 'kubectl create token' elsewhere.",
            Kinds = ["Secret"],
            Check = (secret, _) =>
                secret.Is("", "Secret") && secret.Root["type"] is { AsString: "kubernetes.io/service-account-token" } type
                    ? [new Violation(secret, type, "The Secret asks for a service account's token that never expires.")]
                    : [],
            Bad = Example("kubernetes.io/service-account-token # here"),
            Good = Example("Opaque"),
        };

    private static RuleExample Example(string type) =>
        new(
            $"apiVersion: v1\nkind: Secret\nmetadata:\n  name: api\n  annotations:\n    kubernetes.io/service-account.name: api\ntype: {type}\n"
        );
}

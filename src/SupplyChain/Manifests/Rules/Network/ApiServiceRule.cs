using SupplyChain.Manifests.Linting;

namespace SupplyChain.Manifests.Rules.Network;

/// <summary>The rule on the encryption towards extension API servers.</summary>
internal static class ApiServiceRule
{
    public static Rule Rule { get; } =
        new()
        {
            Id = "apiservice-skip-verify",
            Title = "Extension API servers are verified",
            Reason = "Without it whoever answers in their place sees the requests, and the user's identity in them.",
            Area = HardeningArea.Network,
            Severity = Severity.High,
            Remedy = "Remove 'insecureSkipTLSVerify' and give 'caBundle'; cert-manager can inject it.",
            Kinds = ["APIService"],
            Check = (service, _) =>
                service.Spec?["insecureSkipTLSVerify"] is { AsBoolean: true } skip
                    ? [new Violation(service, skip, "The API server does not verify the certificate of this extension.")]
                    : [],
            Bad = Example("insecureSkipTLSVerify: true # here"),
            Good = Example("caBundle: Q0E="),
        };

    private static RuleExample Example(string line) =>
        new(
            $"""
            apiVersion: apiregistration.k8s.io/v1
            kind: APIService
            metadata:
              name: v1beta1.metrics.k8s.io
            spec:
              group: metrics.k8s.io
              version: v1beta1
              {line}

            """
        );
}

using SupplyChain.Images;
using SupplyChain.Manifests.Linting;

namespace SupplyChain.Manifests.Rules.Pods;

/// <summary>Rules on what namespaces demand of their pods.</summary>
internal static class NamespaceRules
{
    public static IEnumerable<Rule> All { get; } =
    [
        new()
        {
            Id = "psa-unset",
            Title = "Every namespace enforces a level of the Pod Security Standards",
            Reason = "Without the label a namespace accepts privileged pods, whatever these manifests say.",
            Area = HardeningArea.Pods,
            Severity = Severity.High,
            Remedy = "Add the label 'pod-security.kubernetes.io/enforce: restricted' (or baseline) and its '-version'.",
            Aliases = ["C-0192"],
            Kinds = ["Namespace"],
            Since = new KubernetesVersion(23),
            Check = (space, scope) =>
                space.Is("", "Namespace") && PodSecurityLabels.Of(space, scope.Version).Node is null
                    ?
                    [
                        new Violation(
                            space,
                            space.Root["metadata"] ?? space.Root,
                            $"The namespace {Named(space)} enforces no level."
                        ),
                    ]
                    : [],
            Bad = new RuleExample(Namespace("team: orders").Replace("name: shop", "name: shop # here", StringComparison.Ordinal)),
            Good = new RuleExample(Namespace("pod-security.kubernetes.io/enforce: baseline")),
        },
        new()
        {
            Id = "psa-privileged",
            Title = "No namespace enforces the level privileged",
            Reason = "That level allows everything, so one workload can take its node.",
            Area = HardeningArea.Pods,
            Severity = Severity.High,
            Remedy = "Enforce 'restricted' or 'baseline', and move what needs more into a namespace of its own.",
            Aliases = ["C-0192"],
            Kinds = ["Namespace"],
            Since = new KubernetesVersion(23),
            Check = (space, scope) =>
                space.Is("", "Namespace") && PodSecurityLabels.Of(space, scope.Version).Node is { AsString: "privileged" } label
                    ? [new Violation(space, label, $"The namespace {Named(space)} allows every pod.")]
                    : [],
            Bad = new RuleExample(Namespace("pod-security.kubernetes.io/enforce: privileged # here")),
            Good = new RuleExample(Namespace("pod-security.kubernetes.io/enforce: restricted")),
        },
    ];

    /// <summary>A namespace with one label, for examples.</summary>
    public static string Namespace(string label) =>
        $"""
            apiVersion: v1
            kind: Namespace
            metadata:
              name: shop
              labels:
                {label}

            """;

    private static string Named(Resource space) => Printable.Quote(space.Name.Name ?? "");
}

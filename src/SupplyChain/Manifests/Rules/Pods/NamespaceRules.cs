using SupplyChain.Images;
using SupplyChain.Manifests.Linting;
using SupplyChain.Manifests.Model;
using SupplyChain.Manifests.Rules.PodSecurity;

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
            Fix = "Adds the label with the highest level that every workload of the namespace in these manifests meets.",
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
                        )
                        {
                            Fix = Label(space, scope),
                        },
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

    /// <summary>The label that nothing known breaks; none where a workload needs more than baseline allows.</summary>
    private static IReadOnlyList<FieldChange> Label(Resource space, RuleScope scope)
    {
        var workloads = scope.Graph.Pods.Selected(space.Name.Name ?? "", selector: null).ToList();
        var level =
            Meets(PodSecurityLevel.Restricted) ? "restricted"
            : Meets(PodSecurityLevel.Baseline) ? "baseline"
            : null;
        return level is null ? [] : [Field.Of(space.Root, "metadata", "labels", PodSecurityLabels.Enforce).Set(level)];

        bool Meets(PodSecurityLevel wanted) =>
            workloads.Count > 0
            && workloads.TrueForAll(workload => !PodSecurityStandard.Judge(workload, wanted, scope.Version).Any());
    }

    private static string Named(Resource space) => Printable.Quote(space.Name.Name ?? "");
}

using SupplyChain.Images;
using SupplyChain.Manifests.Linting;

namespace SupplyChain.Manifests.Rules.Pods;

/// <summary>Rules on Gatekeeper's constraints and templates (open-policy-agent.github.io/gatekeeper).</summary>
internal static class GatekeeperRules
{
    private const string Constraints = "constraints.gatekeeper.sh";

    private const string Repositories = "K8sAllowedRepos";

    public static IEnumerable<Rule> All { get; } =
    [
        new()
        {
            Id = "gk-dryrun",
            Title = "Gatekeeper's constraints refuse what breaks them",
            Reason = "dryrun and warn let the object in.",
            Area = HardeningArea.Pods,
            Severity = Severity.Medium,
            Remedy = "Remove 'enforcementAction' once nothing breaks the constraint any more.",
            Concerns = (constraint, _) => constraint.Group == Constraints,
            Check = (constraint, _) =>
                constraint.Spec?["enforcementAction"] is { AsString: "dryrun" or "warn" } action
                    ? [new Violation(constraint, action, "The constraint lets in what breaks it.")]
                    : [],
            Bad = Constraint("enforcementAction: dryrun # here", "registry.example/"),
            Good = Constraint("enforcementAction: deny", "registry.example/"),
        },
        new()
        {
            Id = "gk-repo-prefix",
            Title = "Prefixes of registries end with a slash",
            Reason = "'registry.example' is also the beginning of 'registry.example.attacker.test'.",
            Area = HardeningArea.Pods,
            Severity = Severity.High,
            Remedy = "Add a slash at the end.",
            Aliases = ["KSV-0124"],
            Kinds = [Repositories],
            Check = (constraint, _) =>
                from prefix in constraint.Group == Constraints ? constraint.Spec?["parameters"]?.List("repos") ?? [] : []
                where
                    prefix.AsString is { Length: > 0 } text
                    && !text.EndsWith('/')
                    && !text.Contains('@', StringComparison.Ordinal)
                select new Violation(
                    constraint,
                    prefix,
                    $"{Printable.Quote(prefix.AsString!)} also allows names that only begin like it."
                ),
            Bad = Constraint("enforcementAction: deny", "registry.example # here"),
            Good = Constraint("enforcementAction: deny", "registry.example/"),
        },
        new()
        {
            Id = "gk-unbound",
            Title = "Every template of Gatekeeper has a constraint",
            Reason = "A template without a constraint judges nothing.",
            Area = HardeningArea.Pods,
            Severity = Severity.Medium,
            Remedy = "Add a constraint of the template's kind, or remove the template.",
            Kinds = ["ConstraintTemplate"],
            NeedsWholeSet = true,
            Check = (template, scope) =>
                template.Group == "templates.gatekeeper.sh"
                && template.Spec?.At("crd", "spec", "names", "kind") is { AsString: { } kind } node
                && !scope.Graph.Index.OfKind(kind).Any()
                    ?
                    [
                        new Violation(
                            template,
                            node,
                            $"No constraint of the kind {Printable.Quote(kind)} is there, so it judges nothing."
                        ),
                    ]
                    : [],
            Bad = Template(" # here"),
            Good = new RuleExample(Template("").Yaml + "---\n" + Constraint("enforcementAction: deny", "registry.example/").Yaml),
        },
    ];

    private static RuleExample Template(string mark) =>
        new(
            $"""
            apiVersion: templates.gatekeeper.sh/v1
            kind: ConstraintTemplate
            metadata:
              name: k8sallowedrepos
            spec:
              crd:
                spec:
                  names:
                    kind: {Repositories}{mark}

            """
        );

    private static RuleExample Constraint(string action, string repository) =>
        new(
            $"""
            apiVersion: {Constraints}/v1beta1
            kind: {Repositories}
            metadata:
              name: shop
            spec:
              {action}
              match:
                kinds:
                - apiGroups: [""]
                  kinds: [Pod]
              parameters:
                repos:
                - {repository}

            """
        );
}

using SupplyChain.Images;
using SupplyChain.Manifests.Linting;
using SupplyChain.Manifests.Yaml;

namespace SupplyChain.Manifests.Rules.Pods;

/// <summary>Rules on Kubernetes' own admission policies, and on webhooks.</summary>
internal static class AdmissionPolicyRules
{
    private const string Group = "admissionregistration.k8s.io";

    private static readonly string[] Guarded = ["pods", "deployments", "daemonsets", "statefulsets", "jobs", "*", "*/*"];

    public static IEnumerable<Rule> All { get; } =
    [
        new()
        {
            Id = "vap-unbound",
            Title = "Every admission policy is bound",
            Reason = "A policy without a binding judges nothing.",
            Area = HardeningArea.Pods,
            Severity = Severity.High,
            Remedy = "Add a ValidatingAdmissionPolicyBinding with 'validationActions: [Deny]'.",
            Kinds = ["ValidatingAdmissionPolicy"],
            NeedsWholeSet = true,
            Check = (policy, scope) =>
                policy.Group == Group
                && !scope
                    .Graph.Index.OfKind("ValidatingAdmissionPolicyBinding")
                    .Any(binding => binding.Spec?.Text("policyName") == policy.Name.Name)
                    ?
                    [
                        new Violation(
                            policy,
                            policy.Root["metadata"] ?? policy.Root,
                            "No binding names the policy, so it judges nothing."
                        ),
                    ]
                    : [],
            Bad = Policy("failurePolicy: Fail", " # here"),
            Good = new RuleExample(Policy("failurePolicy: Fail", "").Yaml + "---\n" + Binding("[Deny]").Yaml),
        },
        new()
        {
            Id = "vap-warn-only",
            Title = "Every binding of an admission policy denies",
            Reason = "Warn and Audit let the object in.",
            Area = HardeningArea.Pods,
            Severity = Severity.Medium,
            Remedy = "Set 'validationActions: [Deny]' once nothing breaks it any more.",
            Kinds = ["ValidatingAdmissionPolicyBinding"],
            Check = (binding, _) =>
                binding.Group == Group
                && binding.Spec?["validationActions"] is { } actions
                && !actions.Items.Any(action => action.AsString == "Deny")
                    ? [new Violation(binding, actions, "The binding lets objects in that break the policy.")]
                    : [],
            Bad = Binding("[Warn, Audit] # here"),
            Good = Binding("[Deny]"),
        },
        new()
        {
            Id = "vap-fail-open",
            Title = "An admission policy that fails refuses",
            Reason = "With 'Ignore' an object that makes the expression fail gets in.",
            Area = HardeningArea.Pods,
            Severity = Severity.Medium,
            Remedy = "Remove 'failurePolicy: Ignore'.",
            Kinds = ["ValidatingAdmissionPolicy"],
            Check = (policy, _) =>
                policy.Group == Group && policy.Spec?["failurePolicy"] is { AsString: "Ignore" } field
                    ? [new Violation(policy, field, "An object that makes the policy fail gets in.")]
                    : [],
            Bad = Policy("failurePolicy: Ignore # here", ""),
            Good = Policy("failurePolicy: Fail", ""),
        },
        new()
        {
            Id = "webhook-fail-open",
            Title = "A webhook that judges workloads refuses when it is down",
            Reason = "With 'Ignore' whoever stops or overloads the webhook gets everything in.",
            Area = HardeningArea.Pods,
            Severity = Severity.Medium,
            Remedy = "Set 'failurePolicy: Fail', run the webhook on several nodes, and leave its own namespace out.",
            Kinds = ["ValidatingWebhookConfiguration"],
            Check = (configuration, _) =>
                from webhook in Webhooks(configuration)
                let field = webhook["failurePolicy"]
                where field?.AsString == "Ignore" && JudgesWorkloads(webhook)
                select new Violation(configuration, field, $"Without the webhook {Named(webhook)} every workload gets in."),
            Bad = Webhook("failurePolicy: Ignore # here", "namespaceSelector: {}"),
            Good = Webhook("failurePolicy: Fail", "namespaceSelector: {}"),
        },
        new()
        {
            Id = "webhook-bypass",
            Title = "No workload can label itself past a webhook",
            Reason = "Whoever writes the object also writes its labels.",
            Area = HardeningArea.Pods,
            Severity = Severity.Medium,
            Remedy = "Leave namespaces out by 'namespaceSelector', and let few people label namespaces.",
            Kinds = ["ValidatingWebhookConfiguration"],
            Check = (configuration, _) =>
                from webhook in Webhooks(configuration)
                let selector = webhook["objectSelector"]
                where
                    selector is not null
                    && JudgesWorkloads(webhook)
                    && (selector["matchLabels"] is { Entries.Count: > 0 } || selector.List("matchExpressions").Count > 0)
                select new Violation(configuration, selector, $"Labels of an object decide whether {Named(webhook)} sees it."),
            Bad = Webhook(
                "failurePolicy: Fail",
                "objectSelector: {matchExpressions: [{key: skip, operator: DoesNotExist}]} # here"
            ),
            Good = Webhook("failurePolicy: Fail", "objectSelector: {}"),
        },
    ];

    private static IReadOnlyList<YamlNode> Webhooks(Resource configuration) =>
        configuration.Group == Group ? configuration.Root.List("webhooks") : [];

    private static bool JudgesWorkloads(YamlNode webhook) =>
        webhook
            .List("rules")
            .Any(rule =>
                rule.List("operations").Any(operation => operation.AsString is "CREATE" or "*")
                && rule.List("resources").Any(resource => Guarded.Contains(resource.AsString))
            );

    private static string Named(YamlNode webhook) => Printable.Quote(webhook.Text("name") ?? "");

    private static RuleExample Policy(string field, string mark) =>
        new(
            $"""
            apiVersion: {Group}/v1
            kind: ValidatingAdmissionPolicy
            metadata:
              name: no-latest{mark}
            spec:
              {field}
              matchConstraints:
                resourceRules:
                - apiGroups: [""]
                  apiVersions: [v1]
                  operations: [CREATE, UPDATE]
                  resources: [pods]
              validations:
              - expression: object.spec.containers.size() < 10

            """
        );

    private static RuleExample Binding(string actions) =>
        new(
            $"""
            apiVersion: {Group}/v1
            kind: ValidatingAdmissionPolicyBinding
            metadata:
              name: no-latest
            spec:
              policyName: no-latest
              validationActions: {actions}

            """
        );

    private static RuleExample Webhook(string failure, string selector) =>
        new(
            $"""
            apiVersion: {Group}/v1
            kind: ValidatingWebhookConfiguration
            metadata:
              name: policies
            webhooks:
            - name: policies.shop.example
              {failure}
              {selector}
              sideEffects: None
              admissionReviewVersions: [v1]
              clientConfig:
                service: {"{"}name: policies, namespace: policies{"}"}
              rules:
              - apiGroups: [""]
                apiVersions: [v1]
                operations: [CREATE]
                resources: [pods]

            """
        );
}

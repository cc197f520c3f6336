using SupplyChain.Images;
using SupplyChain.Manifests.Graph;
using SupplyChain.Manifests.Linting;
using SupplyChain.Manifests.Model;

namespace SupplyChain.Manifests.Rules.Network;

/// <summary>Rules on which pods Istio encrypts and authorizes, from all policies together.</summary>
internal static class MeshRules
{
    private const string ProxyUser = "1337";

    public static IEnumerable<Rule> All { get; } =
    [
        new()
        {
            Id = "istio-no-strict-root",
            Title = "Every namespace of the mesh ends up with strict mutual TLS",
            Reason = "Where no policy says STRICT, Istio also serves clients in plain text that prove nothing.",
            Area = HardeningArea.Network,
            Severity = Severity.High,
            Remedy = "Add a PeerAuthentication with 'mtls.mode: STRICT' to istio-system, for the whole mesh.",
            Kinds = ["Namespace"],
            Concerns = (space, _) => Meshed(space) is not null,
            NeedsWholeSet = true,
            Check = (space, scope) =>
                Meshed(space) is { } name && scope.Graph.Mesh.ModeOf(name) is null
                    ?
                    [
                        new Violation(
                            space,
                            space.Root.At("metadata", "labels")!,
                            $"No policy says STRICT for the namespace {Printable.Quote(name)}, so its pods accept plain text."
                        ),
                    ]
                    : [],
            Bad = Namespace(" # here"),
            Good = new RuleExample(Namespace("").Yaml + "---\n" + Policy("istio-system", "STRICT")),
        },
        new()
        {
            Id = "istio-authz-none",
            Title = "Every namespace of the mesh says who may call whom",
            Reason = "Without an authorization policy every workload of the mesh may call every other.",
            Area = HardeningArea.Network,
            Severity = Severity.Medium,
            Remedy = "Add an AuthorizationPolicy without rules, which denies all, and policies for what must get through.",
            Kinds = ["Namespace"],
            Concerns = (space, _) => Meshed(space) is not null,
            NeedsWholeSet = true,
            Check = (space, scope) =>
                Meshed(space) is { } name
                && !scope
                    .Graph.Index.OfKind("AuthorizationPolicy")
                    .Any(policy =>
                        policy.Group == IstioGroups.Security
                        && (policy.EffectiveNamespace is MeshAuthentication.Root || policy.EffectiveNamespace == name)
                    )
                    ?
                    [
                        new Violation(
                            space,
                            space.Root.At("metadata", "labels")!,
                            $"No authorization policy holds for the namespace {Printable.Quote(name)}."
                        ),
                    ]
                    : [],
            Bad = Namespace(" # here"),
            Good = new RuleExample(
                Namespace("").Yaml
                    + $"---\napiVersion: {IstioGroups.Security}/v1\nkind: AuthorizationPolicy\nmetadata:\n  name: deny-all\n  namespace: shop\nspec: {{}}\n"
            ),
        },
        new()
        {
            Id = "istio-not-injected",
            Title = "No pod opts out of the mesh",
            Reason = "Without the proxy the pod's traffic is neither encrypted nor authorized.",
            Area = HardeningArea.Network,
            Severity = Severity.Medium,
            Remedy = "Remove the label, or keep what must stay outside in a namespace of its own.",
            Kinds = PodTemplatePath.Kinds,
            Concerns = InMesh,
            Check = (resource, scope) =>
                InMesh(resource, scope)
                && scope.Graph.WorkloadOf(resource) is { } workload
                && (
                    Disabled(workload, "labels", "sidecar.istio.io/inject", "false")
                    ?? Disabled(workload, "annotations", "sidecar.istio.io/inject", "false")
                    ?? Disabled(workload, "labels", "istio.io/dataplane-mode", "none")
                )
                    is { } label
                    ? [new Violation(resource, label, $"The pods of {resource.Name} stay outside the mesh of their namespace.")]
                    : [],
            Bad = Pod("sidecar.istio.io/inject: \"false\" # here", "runAsUser: 1654"),
            Good = Pod("app: api", "runAsUser: 1654"),
        },
        new()
        {
            Id = "istio-uid-1337",
            Title = "No container of the mesh runs as the proxy's user",
            Reason = "Istio leaves the traffic of user 1337 alone, so that the container's passes the proxy by.",
            Area = HardeningArea.Network,
            Severity = Severity.High,
            Remedy = "Run the container as another user.",
            Aliases = ["IST0144"],
            Kinds = PodTemplatePath.Kinds,
            Concerns = InMesh,
            Check = (resource, scope) =>
                from workload in InMesh(resource, scope) && scope.Graph.WorkloadOf(resource) is { } pod ? new[] { pod } : []
                from owner in workload
                    .Containers.Where(container => container.Node.Text("name") is not ("istio-proxy" or "istio-init"))
                    .Select(container => container.SecurityContext)
                    .Prepend(workload.SecurityContext)
                from name in new[] { "runAsUser", "runAsGroup" }
                let user = owner?[name]
                where user?.AsString == ProxyUser
                select new Violation(resource, user, "The traffic of this user passes the proxy by."),
            Bad = Pod("app: api", "runAsUser: 1337 # here"),
            Good = Pod("app: api", "runAsUser: 1654"),
        },
        new()
        {
            Id = "istio-jwt-unenforced",
            Title = "Where tokens are checked, they are also demanded",
            Reason = "A RequestAuthentication refuses bad tokens but lets requests without any through.",
            Area = HardeningArea.Network,
            Severity = Severity.High,
            Remedy = "Add an AuthorizationPolicy that demands 'requestPrincipals'.",
            Aliases = ["IST0149"],
            Kinds = ["RequestAuthentication"],
            NeedsWholeSet = true,
            Check = (authentication, scope) =>
                authentication.Group == IstioGroups.Security
                && authentication.Spec?["jwtRules"] is { Items.Count: > 0 } rules
                && !scope.Graph.Index.OfKind("AuthorizationPolicy").Any(policy => Demands(policy, authentication))
                    ?
                    [
                        new Violation(
                            authentication,
                            rules,
                            "No authorization policy demands the token, so requests without one get in."
                        ),
                    ]
                    : [],
            Bad = Authentication(" # here"),
            Good = new RuleExample(
                Authentication("").Yaml
                    + $"---\napiVersion: {IstioGroups.Security}/v1\nkind: AuthorizationPolicy\nmetadata:\n  name: api\n  namespace: shop\nspec:\n  rules:\n  - from:\n    - source: {{requestPrincipals: [\"*\"]}}\n"
            ),
        },
    ];

    private static bool InMesh(Resource resource, RuleScope scope) =>
        MeshAuthentication.Includes(scope.Graph.Namespace(resource.EffectiveNamespace));

    private static string? Meshed(Resource space) =>
        space.Is("", "Namespace") && MeshAuthentication.Includes(space) ? space.Name.Name : null;

    private static Yaml.YamlNode? Disabled(Workload workload, string where, string key, string value) =>
        workload.Metadata?[where]?[key] is { } node && node.AsString == value ? node : null;

    /// <summary>Whether a policy for the same pods demands a token, or refuses who has none.</summary>
    private static bool Demands(Resource policy, Resource authentication) =>
        policy.Group == IstioGroups.Security
        && (
            policy.EffectiveNamespace == authentication.EffectiveNamespace || policy.EffectiveNamespace == MeshAuthentication.Root
        )
        && (policy.Spec?.At("selector", "matchLabels")?.Entries ?? []).All(label =>
            authentication.Spec?.At("selector", "matchLabels")?.Text(label.Name) == label.Value.AsString
        )
        && policy
            .Spec!.List("rules")
            .Any(rule =>
                rule.List("from")
                    .Any(from =>
                        from["source"] is { } source
                        && (source["requestPrincipals"] ?? source["notRequestPrincipals"]) is not null
                    )
                || rule.List("when").Any(when => when.Text("key")?.StartsWith("request.auth.", StringComparison.Ordinal) == true)
            );

    private static RuleExample Namespace(string mark) =>
        new($"apiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop\n  labels:\n    istio-injection: enabled{mark}\n");

    private static string Policy(string space, string mode) =>
        $"apiVersion: {IstioGroups.Security}/v1\nkind: PeerAuthentication\nmetadata:\n  name: default\n  namespace: {space}\nspec:\n  mtls:\n    mode: {mode}\n";

    private static RuleExample Pod(string label, string user) =>
        new(
            Namespace("").Yaml
                + "---\n"
                + PodExample.Of(container: $"securityContext:\n  {user}", metadata: $"labels:\n  {label}").Yaml
        );

    private static RuleExample Authentication(string mark) =>
        RequestAuthenticationExample.Of(mark, "https://login.shop.example/jwks");
}

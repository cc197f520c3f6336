using SupplyChain.Images;
using SupplyChain.Manifests.Linting;
using SupplyChain.Manifests.Model;
using SupplyChain.Manifests.Yaml;

namespace SupplyChain.Manifests.Rules.Access;

/// <summary>The rule on workloads whose token is as good as the cluster.</summary>
internal static class TakeoverRule
{
    private const string Id = "rbac-workload-takeover";

    private const string System = "kube-system";

    public static Rule Rule { get; } =
        new()
        {
            Id = Id,
            Title = "No pod holds a token that can take over the cluster",
            Reason = "Whoever breaks into the pod has the token, and with these rights makes the cluster their own.",
            Area = HardeningArea.Access,
            Severity = Severity.Critical,
            Remedy =
                "Take the rights from the service account, limit them to a namespace, or set 'automountServiceAccountToken: false'.",
            Aliases = ["C-0267", "C-0272"],
            Kinds = PodTemplatePath.Kinds,
            Check = Violations,
            Bad = Example("[impersonate]", "serviceAccountName: api # here"),
            Good = Example("[get]", "serviceAccountName: api"),
        };

    private static IEnumerable<Violation> Violations(Resource resource, RuleScope scope)
    {
        if (scope.Graph.WorkloadOf(resource) is not { } workload || !scope.Graph.TokenOf(workload).IsMounted)
        {
            yield break;
        }

        var about = $"{workload.Namespace}/{workload.ServiceAccount}";
        var rights = scope.Once(Id, about, () => Rights(workload, scope));
        if (rights.Count > 0)
        {
            var account = Printable.Quote(about);
            var means = string.Join(", ", rights.Select(right => right.Grant.Means).Distinct());
            yield return new Violation(
                resource,
                workload.Spec["serviceAccountName"] ?? workload.Spec["serviceAccount"] ?? resource.Root,
                $"The pods of {resource.Name} hold the token of {account}, which may {means}.",
                // Reading secrets is a step on the way, and not yet the cluster.
                rights.TrueForAll(right => right.Grant.Id == Grants.ReadSecrets)
                    ? Severity.High
                    : null
            )
            {
                Related =
                [
                    .. rights
                        .DistinctBy(right => right.Binding.Name)
                        .Select(right => new RelatedPlace(
                            right.Binding,
                            right.Subject,
                            $"The binding lets the account {right.Grant.Means}."
                        )),
                ],
            };
        }
    }

    /// <summary>What an account may do that takes a cluster over, each with the binding that gives it.</summary>
    private static List<(Grant Grant, Resource Binding, YamlNode Subject)> Rights(Workload workload, RuleScope scope) =>
        [
            .. from permission in scope.Graph.Access.OfServiceAccount(workload.Namespace, workload.ServiceAccount)
            where permission.Namespace is null or System
            let grant = Grants.Table.FirstOrDefault(grant => grant.TakesCluster && grant.IsGivenBy(permission.Rule))
            where grant is not null
            select (grant, permission.Binding, permission.Subject),
        ];

    private static RuleExample Example(string verbs, string account) =>
        new(
            string.Join(
                "---\n",
                RbacExample.ClusterRole("", "[users]", verbs).Yaml,
                RbacExample.Binding("api", "ServiceAccount", "api", "shop").Yaml,
                PodExample.Of(account).Yaml
            )
        );
}

using SupplyChain.Images;
using SupplyChain.Manifests.Linting;
using SupplyChain.Manifests.Model;

namespace SupplyChain.Manifests.Rules.Access;

/// <summary>Rules on who is bound to what.</summary>
internal static class BindingRules
{
    private static readonly string[] Kinds = ["RoleBinding", "ClusterRoleBinding"];

    /// <summary>Roles made for everyone, by Kubernetes and kubeadm.</summary>
    private static readonly string[] Public =
    [
        "system:basic-user",
        "system:discovery",
        "system:public-info-viewer",
        "kubeadm:bootstrap-signer-clusterinfo",
    ];

    public static IEnumerable<Rule> All { get; } =
    [
        new()
        {
            Id = "rbac-cluster-admin",
            Title = "Nobody is bound to cluster-admin",
            Reason = "cluster-admin may do everything, so one leaked credential is the whole cluster.",
            Area = HardeningArea.Access,
            Severity = Severity.Critical,
            Remedy = "Bind a role with the rights that are needed.",
            Aliases = ["KSV-0111", "C-0185", "CIS-5.1.1"],
            Kinds = Kinds,
            Check = (binding, _) =>
                IsOurs(binding) && binding.Root.At("roleRef", "name") is { AsString: "cluster-admin" } role
                    ? [new Violation(binding, role, "The binding gives its subjects the role cluster-admin.")]
                    : [],
            Bad = Example("cluster-admin # here", "ServiceAccount", "api"),
            Good = Example("view", "ServiceAccount", "api"),
        },
        Subject(
            "rbac-to-anonymous",
            Severity.Critical,
            "Nothing is bound to anonymous users",
            "Anonymous users are everyone who reaches the API server.",
            ["system:anonymous", "system:unauthenticated"],
            ["KSV-0122", "C-0262"]
        ),
        Subject(
            "rbac-to-authenticated",
            Severity.High,
            "Nothing is bound to all authenticated users",
            "Every pod with a token and every user of the identity provider is one of them.",
            ["system:authenticated", "system:serviceaccounts"],
            ["C-0265"]
        ),
        Subject(
            "rbac-to-masters",
            Severity.Critical,
            "Nothing is bound to system:masters",
            "Members of system:masters pass every check, and no binding can take that from them.",
            ["system:masters"],
            ["KSV-0123", "CIS-5.1.7"]
        ),
        new()
        {
            Id = "rbac-to-default-sa",
            Title = "Nothing is bound to a default service account",
            Reason = "Every pod that names no account runs as that one, and so has the role too.",
            Area = HardeningArea.Access,
            Severity = Severity.Medium,
            Remedy = "Make a service account for the workload and bind that.",
            Aliases = ["CKV_K8S_42", "C-0189", "CIS-5.1.5"],
            Kinds = Kinds,
            Check = (binding, _) =>
                from subject in IsOurs(binding) && !IsPublic(binding) ? binding.Root.List("subjects") : []
                where subject.Text("kind") == "ServiceAccount" && subject.Text("name") == "default"
                select new Violation(binding, subject["name"]!, "The binding gives a role to a default service account."),
            Bad = Example("view", "ServiceAccount", "default # here"),
            Good = Example("view", "ServiceAccount", "api"),
        },
        new()
        {
            Id = "rbac-cross-ns-subject",
            Title = "Roles of a namespace are given to its own service accounts",
            Reason = "Whoever runs pods in the other namespace has the role here, and nobody here sees it.",
            Area = HardeningArea.Access,
            Severity = Severity.Medium,
            Remedy = "Bind a service account of the same namespace.",
            Kinds = ["RoleBinding"],
            Check = (binding, _) =>
                from subject in IsOurs(binding) && !IsPublic(binding) ? binding.Root.List("subjects") : []
                let space = subject["namespace"]
                where
                    subject.Text("kind") == "ServiceAccount" && space is not null && space.AsString != binding.EffectiveNamespace
                select new Violation(
                    binding,
                    space,
                    $"The binding in {Printable.Quote(binding.EffectiveNamespace)} gives a role to an account of {Printable.Quote(space.AsString ?? "")}."
                ),
            Bad = CrossNamespace("ci # here"),
            Good = CrossNamespace("shop"),
        },
    ];

    private static Rule Subject(string id, Severity severity, string title, string reason, string[] names, string[] aliases) =>
        new()
        {
            Id = id,
            Title = title,
            Reason = reason,
            Area = HardeningArea.Access,
            Severity = severity,
            Remedy = "Bind a group of your identity provider, or one service account.",
            Aliases = aliases,
            Kinds = Kinds,
            Check = (binding, _) =>
                from subject in IsOurs(binding) && !IsPublic(binding) ? binding.Root.List("subjects") : []
                let name = subject["name"]
                where names.Contains(name?.AsString)
                select new Violation(binding, name, $"The binding gives a role to {Printable.Quote(name.AsString!)}."),
            Bad = Example("view", names[0] == "system:anonymous" ? "User" : "Group", names[0] + " # here"),
            Good = Example("view", "Group", "oidc:on-call"),
        };

    private static bool IsOurs(Resource binding) => binding.Group == RbacRule.Group && !RbacRule.IsDefault(binding);

    private static bool IsPublic(Resource binding) => Public.Contains(binding.Root.At("roleRef", "name")?.AsString);

    private static RuleExample Example(string role, string kind, string subject) => RbacExample.Binding(role, kind, subject);

    private static RuleExample CrossNamespace(string space) =>
        new(
            $"""
            apiVersion: rbac.authorization.k8s.io/v1
            kind: RoleBinding
            metadata:
              name: deploy
              namespace: shop
            roleRef:
              apiGroup: rbac.authorization.k8s.io
              kind: Role
              name: deploy
            subjects:
            - kind: ServiceAccount
              name: deploy
              namespace: {space}

            """
        );
}

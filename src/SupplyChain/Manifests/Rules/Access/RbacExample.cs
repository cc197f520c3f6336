using SupplyChain.Manifests.Linting;

namespace SupplyChain.Manifests.Rules.Access;

/// <summary>Roles and bindings as the examples of the rules have them.</summary>
internal static class RbacExample
{
    /// <summary>The cluster role <c>api</c> with one rule.</summary>
    /// <param name="group">The rule's API group; empty for the core.</param>
    /// <param name="resources">The entry of <c>resources</c> and what follows it on the line.</param>
    /// <param name="verbs">The entry of <c>verbs</c> and what follows it on the line.</param>
    /// <param name="labels">A label and its value, as YAML; none by default.</param>
    public static RuleExample ClusterRole(string group, string resources, string verbs, string? labels = null) =>
        new(
            $"""
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRole
            metadata:
              name: api{(labels is null ? "" : $"\n  labels:\n    {labels}")}
            rules:
            - apiGroups: ["{group}"]
              resources: {resources}
              verbs: {verbs}

            """
        );

    /// <summary>The cluster role binding <c>api</c> of a cluster role to one subject.</summary>
    /// <param name="role">The role's name.</param>
    /// <param name="kind">The subject's kind.</param>
    /// <param name="subject">The subject's name and what follows it on the line.</param>
    /// <param name="space">The subject's namespace; none by default.</param>
    public static RuleExample Binding(string role, string kind, string subject, string? space = null) =>
        new(
            $"""
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRoleBinding
            metadata:
              name: api
            roleRef:
              apiGroup: rbac.authorization.k8s.io
              kind: ClusterRole
              name: {role}
            subjects:
            - kind: {kind}
              name: {subject}{(space is null ? "" : $"\n  namespace: {space}")}

            """
        );
}

namespace SupplyChain.Manifests.Graph;

/// <summary>Roles and their bindings.</summary>
internal sealed class AccessGraph(ManifestGraph graph)
{
    public const string Group = "rbac.authorization.k8s.io";

    /// <summary>RoleBindings and ClusterRoleBindings.</summary>
    public IEnumerable<Resource> Bindings => graph.Of(Group, "RoleBinding").Concat(graph.Of(Group, "ClusterRoleBinding"));

    /// <summary>The role that a binding names; null where it is not in the set.</summary>
    public Resource? RoleOf(Resource binding)
    {
        var reference = binding.Root["roleRef"];
        var name = reference?.Text("name");
        return reference?.Text("kind") switch
        {
            "ClusterRole" => graph.Of(Group, "ClusterRole").FirstOrDefault(role => role.Name.Name == name),
            "Role" => graph
                .Of(Group, "Role")
                .FirstOrDefault(role => role.Name.Name == name && role.EffectiveNamespace == binding.EffectiveNamespace),
            _ => null,
        };
    }
}

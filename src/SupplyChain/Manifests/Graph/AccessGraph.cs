using System.Collections.Concurrent;
using SupplyChain.Manifests.Model;
using SupplyChain.Manifests.Yaml;

namespace SupplyChain.Manifests.Graph;

/// <summary>Who may do what: service accounts, users and groups, through bindings, to the rules of roles.</summary>
internal sealed class AccessGraph
{
    private const string ServiceAccounts = "system:serviceaccounts";

    private readonly ResourceIndex index;
    private readonly Dictionary<string, List<(Resource Binding, YamlNode Subject)>> bySubject = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Resource, IReadOnlyList<RbacRule>> rules = [];

    public AccessGraph(ResourceIndex index)
    {
        this.index = index;
        foreach (var binding in index.OfKind("RoleBinding").Concat(index.OfKind("ClusterRoleBinding")))
        {
            foreach (var subject in binding.Group == RbacRule.Group ? binding.Root.List("subjects") : [])
            {
                if (KeyOf(binding, subject) is { } key)
                {
                    if (!bySubject.TryGetValue(key, out var bindings))
                    {
                        bySubject[key] = bindings = [];
                    }

                    bindings.Add((binding, subject));
                }
            }
        }
    }

    /// <summary>What a service account may do, what its groups may do included, in the order of the bindings.</summary>
    public IEnumerable<EffectivePermission> OfServiceAccount(string @namespace, string name) =>
        new[]
        {
            User(ServiceAccountUser(@namespace, name)),
            Group($"{ServiceAccounts}:{@namespace}"),
            Group(ServiceAccounts),
            Group("system:authenticated"),
        }.SelectMany(Of);

    /// <summary>What a group may do.</summary>
    public IEnumerable<EffectivePermission> OfGroup(string name) => Of(Group(name));

    /// <summary>What a user may do by name, without groups.</summary>
    public IEnumerable<EffectivePermission> OfUser(string name) => Of(User(name));

    /// <summary>The role that a binding names: one of the set, or one that every cluster has; null where its rules are not known.</summary>
    public Resource? RoleOf(Resource binding)
    {
        var reference = binding.Root["roleRef"];
        var (kind, name) = (reference?.Text("kind"), reference?.Text("name"));
        return kind == "Role"
            ? binding.Kind == "RoleBinding"
                ? index.Find("Role", binding.EffectiveNamespace, name)
                : null
            : kind == "ClusterRole"
                ? index.Find("ClusterRole", "", name) ?? DefaultRoles.Find(name)
                : null;
    }

    /// <summary>The rules of a role, those of the roles it aggregates included.</summary>
    public IReadOnlyList<RbacRule> RulesOf(Resource role) => rules.GetOrAdd(role, FindRules);

    private IReadOnlyList<RbacRule> FindRules(Resource role)
    {
        var selectors = role.Root["aggregationRule"]?.List("clusterRoleSelectors") ?? [];
        return selectors.Count == 0 ? [.. RbacRule.OfAny(role)] : [.. Aggregated(role, selectors)];
    }

    private IEnumerable<RbacRule> Aggregated(Resource role, IReadOnlyList<YamlNode> selectors)
    {
        var parsed = selectors.Select(selector => LabelSelector.Read(selector)).ToList();
        return RbacRule
            .OfAny(role)
            .Concat(
                index
                    .OfKind("ClusterRole")
                    .Where(other => other != role)
                    .Where(other =>
                    {
                        var labels = new LabelMap(other.Root["metadata"]?["labels"]);
                        return parsed.Exists(selector => selector.Matches(key => labels[key]));
                    })
                    .SelectMany(RbacRule.OfAny)
            );
    }

    private IEnumerable<EffectivePermission> Of(string key)
    {
        foreach (var (binding, subject) in bySubject.GetValueOrDefault(key) ?? [])
        {
            if (RoleOf(binding) is { } role)
            {
                var where = binding.Kind == "RoleBinding" ? binding.EffectiveNamespace : null;
                foreach (var rule in RulesOf(role))
                {
                    yield return new EffectivePermission(rule, binding, subject, where);
                }
            }
        }
    }

    private static string? KeyOf(Resource binding, YamlNode subject) =>
        (subject.Text("kind"), subject.Text("name")) switch
        {
            (_, null) => null,
            ("ServiceAccount", { } name) => (
                subject.Text("namespace") ?? (binding.Kind == "RoleBinding" ? binding.Name.Namespace ?? "default" : null)
            )
                is { } space
                ? User(ServiceAccountUser(space, name))
                : null,
            ("Group", { } name) => Group(name),
            ("User", { } name) => User(name),
            _ => null,
        };

    private static string ServiceAccountUser(string @namespace, string name) => $"system:serviceaccount:{@namespace}:{name}";

    private static string User(string name) => "user/" + name;

    private static string Group(string name) => "group/" + name;
}

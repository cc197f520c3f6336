using SupplyChain.Manifests.Yaml;

namespace SupplyChain.Manifests.Rules.Audit;

/// <summary>One rule of an audit policy (audit.k8s.io/v1, PolicyRule).</summary>
internal sealed record AuditRule(YamlNode Node)
{
    private static readonly string[] Limits = ["users", "userGroups", "verbs", "namespaces"];

    public string Level => Node.Text("level") ?? "";

    /// <summary>Whether it is limited to some users, verbs or namespaces.</summary>
    public bool IsLimited => Limits.Any(limit => Node.List(limit).Count > 0);

    /// <summary>Whether it is about URLs that are no resources.</summary>
    public bool IsAboutUrls => Node.List("nonResourceURLs").Count > 0;

    /// <summary>Whether it is about a resource; without resources, and URLs, it is about all.</summary>
    public bool Covers(string group, string resource) =>
        !IsAboutUrls
        && (Node.List("resources") is { Count: 0 } || Node.List("resources").Any(item => Names(item, group, resource)));

    public static IEnumerable<AuditRule> Of(Resource policy) =>
        policy.Is("audit.k8s.io", "Policy") ? policy.Root.List("rules").Select(node => new AuditRule(node)) : [];

    private static bool Names(YamlNode item, string group, string resource)
    {
        var names = item.List("resources");
        return item.List("resourceNames").Count == 0
            && (item.Text("group") ?? "") == group
            && (names.Count == 0 || names.Any(name => Matches(name.AsString ?? "", resource)));
    }

    /// <summary><c>*</c> is every resource and subresource, <c>pods/*</c> those of pods, <c>*/exec</c> those named exec.</summary>
    private static bool Matches(string pattern, string resource)
    {
        var slash = resource.IndexOf('/', StringComparison.Ordinal);
        return pattern == "*"
            || pattern == resource
            || (slash > 0 && (pattern == resource[..slash] + "/*" || pattern == "*" + resource[slash..]));
    }
}

using SupplyChain.Manifests.Linting;
using SupplyChain.Manifests.Model;
using SupplyChain.Manifests.Yaml;

namespace SupplyChain.Manifests.Rules.Cluster;

/// <summary>
/// A rule on one setting of the kubelet, as a row of a table. The setting may stand in the kubelet's configuration file or
/// be a flag in kubeadm's; the file's defaults are not those of the flags, and a flag outweighs the file.
/// </summary>
/// <param name="Path">Its path in the file, parted by dots.</param>
/// <param name="Flag">Its flag, without dashes; null where it has none.</param>
internal sealed record KubeletRule(string Path, string? Flag)
{
    private static readonly string[] KubeadmKinds = ["ClusterConfiguration", "InitConfiguration", "JoinConfiguration"];

    public required string Id { get; init; }

    public required string Title { get; init; }

    public required string Reason { get; init; }

    public required string Remedy { get; init; }

    public required Severity Severity { get; init; }

    /// <summary>Names given by other tools, parted by blanks.</summary>
    public string Aliases { get; init; } = "";

    /// <summary>Whether a value is bad: booleans come as <c>true</c> and <c>false</c>, each item of a list by itself.</summary>
    public required Func<string, bool> IsBad { get; init; }

    /// <summary>Whether the file's default is bad.</summary>
    public bool Required { get; init; }

    /// <summary>Whether kubeadm sets it where the file does not.</summary>
    public bool KubeadmSets { get; init; }

    /// <summary>How bad it is to leave it to the default, where that is less bad than a bad value.</summary>
    public Severity? SeverityOfMissing { get; init; }

    /// <summary>A bad and a good value, as YAML on one line.</summary>
    public required (string Bad, string Good) Example { get; init; }

    public Rule ToRule() =>
        new()
        {
            Id = Id,
            Title = Title,
            Reason = Reason,
            Area = HardeningArea.Cluster,
            Severity = Severity,
            Remedy = Remedy,
            Aliases = Aliases.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            Kinds = ["KubeletConfiguration", "InitConfiguration", "JoinConfiguration"],
            Concerns = (resource, scope) =>
                resource.Group == "kubelet.config.k8s.io"
                || (Flag is not null && scope.ComponentsOf(resource, Component.Kubelet).Count > 0),
            Check = (resource, scope) =>
                resource.Is("kubelet.config.k8s.io", "KubeletConfiguration") ? InFile(resource, scope) : InFlags(resource, scope),
            Bad = Shown(Example.Bad + " " + RuleExample.Mark),
            Good = Shown(Example.Good),
        };

    private IEnumerable<Violation> InFile(Resource file, RuleScope scope)
    {
        var keys = Path.Split('.');
        if (file.Root.At(keys) is not { } field)
        {
            return Required && !(KubeadmSets && IsKubeadm(scope))
                ? [new Violation(file, file.Root, $"The kubelet's '{Path}' is left to its unsafe default.", SeverityOfMissing)]
                : [];
        }

        IReadOnlyList<YamlNode> values = field is YamlSequence list ? list.Items : [field];
        return values
            .Where(value => IsBad(Text(value)))
            .Select(value => new Violation(file, value, $"The kubelet's '{Path}' is unsafe."));
    }

    private static bool IsKubeadm(RuleScope scope) =>
        KubeadmKinds.Any(kind => scope.Graph.Index.OfKind(kind).Any(resource => resource.Group == "kubeadm.k8s.io"));

    private IEnumerable<Violation> InFlags(Resource resource, RuleScope scope) =>
        from component in Flag is null ? [] : scope.ComponentsOf(resource, Component.Kubelet)
        let flag = component.Flag(Flag!)
        where flag is not null && FlagDemand.List(flag.Value).Any(IsBad)
        select new Violation(resource, flag.Node, $"The kubelet is started with an unsafe value of '--{Flag}'.");

    private static string Text(YamlNode value) => value.AsBoolean is { } flag ? (flag ? "true" : "false") : value.AsString ?? "";

    private RuleExample Shown(string value)
    {
        var keys = Path.Split('.');
        var lines = keys.Select(
            (key, depth) => $"{new string(' ', 2 * depth)}{key}:{(depth == keys.Length - 1 ? " " + value : "")}"
        );
        return new RuleExample(
            $"apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\n{string.Join('\n', lines)}\n"
        );
    }
}

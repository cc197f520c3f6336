using SupplyChain.Manifests.Linting;
using SupplyChain.Manifests.Model;

namespace SupplyChain.Manifests.Rules.Cluster;

/// <summary>A rule on flags of a component of the control plane, as a row of a table.</summary>
/// <param name="Component">The component.</param>
internal sealed record FlagRule(string Component)
{
    public required string Id { get; init; }

    public required IReadOnlyList<FlagDemand> Demands { get; init; }

    public required string Title { get; init; }

    public required string Reason { get; init; }

    public required string Remedy { get; init; }

    public HardeningArea Area { get; init; } = HardeningArea.Cluster;

    public required Severity Severity { get; init; }

    /// <summary>How bad it is to leave the flag to its default, where that is less bad than a bad value.</summary>
    public Severity? SeverityOfMissing { get; init; }

    /// <summary>Names given by other tools, parted by blanks.</summary>
    public string Aliases { get; init; } = "";

    /// <summary>Whether kubeadm leaves the flags out, so that its configuration must bring them.</summary>
    public bool KubeadmLeavesOut { get; init; }

    /// <summary>Flags for the examples, parted by blanks, empty for none.</summary>
    public required (string Bad, string Good) Example { get; init; }

    public Rule ToRule() =>
        new()
        {
            Id = Id,
            Title = Title,
            Reason = Reason,
            Area = Area,
            Severity = Severity,
            Remedy = Remedy,
            Aliases = Aliases.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            Kinds = [.. PodTemplatePath.Kinds, "ClusterConfiguration"],
            Concerns = (resource, scope) => scope.ComponentsOf(resource, Component).Count > 0,
            Check = (resource, scope) =>
                scope.ComponentsOf(resource, Component).SelectMany(component => Violations(resource, component)),
            Bad = Shown(Example.Bad, " " + RuleExample.Mark),
            Good = Shown(Example.Good, ""),
        };

    private IEnumerable<Violation> Violations(Resource resource, Component component)
    {
        foreach (var demand in Demands)
        {
            var given = component.Flag(demand.Flag);
            if (given is not null && demand.IsBad?.Invoke(given.Value) == true)
            {
                yield return new Violation(
                    resource,
                    given.Node,
                    $"{Component} is started with an unsafe value of '--{demand.Flag}'."
                );
            }
            else if (
                given is null
                && demand.Required
                && (component.IsWhole || KubeadmLeavesOut)
                && !demand.Instead.Any(other => component.Flag(other) is not null)
            )
            {
                yield return new Violation(
                    resource,
                    component.Node,
                    $"{Component} is started without '--{demand.Flag}'.",
                    SeverityOfMissing
                );
            }
        }
    }

    private RuleExample Shown(string flags, string mark)
    {
        var lines = flags.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(flag => $"\n    - --{flag}{mark}");
        return new RuleExample(
            $"""
            apiVersion: v1
            kind: Pod
            metadata:
              name: {Component}
              namespace: kube-system
            spec:
              containers:
              - name: {Component}{(flags.Length == 0 ? mark : "")}
                image: registry.k8s.io/{Component}:1.34.1
                command:
                - {Component}
                - --v=2{string.Concat(lines)}

            """
        );
    }
}

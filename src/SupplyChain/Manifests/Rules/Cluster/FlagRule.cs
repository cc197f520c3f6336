using SupplyChain.Manifests.Linting;
using SupplyChain.Manifests.Model;

namespace SupplyChain.Manifests.Rules.Cluster;

/// <summary>A rule on one flag of a component, as a row of a table.</summary>
internal sealed record FlagRule
{
    public required string Id { get; init; }

    public required string Component { get; init; }

    public required string Flag { get; init; }

    public required string Title { get; init; }

    public required string Reason { get; init; }

    public required string Remedy { get; init; }

    public required HardeningArea Area { get; init; }

    public required Severity Severity { get; init; }

    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Whether a value is bad; null where it only matters that the flag is there.</summary>
    public Func<string, bool>? IsBad { get; init; }

    /// <summary>Whether it is bad not to give the flag.</summary>
    public bool MustBeGiven { get; init; }

    /// <summary>Whether kubeadm leaves the flag out, so that its configuration must bring it.</summary>
    public bool KubeadmLeavesOut { get; init; }

    /// <summary>Another flag that makes this one needless.</summary>
    public string? Instead { get; init; }

    /// <summary>A bad and a good value for the examples; null for a flag that is not given.</summary>
    public required (string? Bad, string? Good) Example { get; init; }

    public Rule ToRule() =>
        new()
        {
            Id = Id,
            Title = Title,
            Reason = Reason,
            Area = Area,
            Severity = Severity,
            Remedy = Remedy,
            Aliases = Aliases,
            Kinds = [.. PodTemplatePath.Kinds, "ClusterConfiguration"],
            Check = (resource, scope) =>
                Model
                    .Component.Of(resource, scope.Graph.WorkloadOf(resource), Component)
                    .SelectMany(component => Violations(resource, component)),
            Bad = Shown(Example.Bad),
            Good = Shown(Example.Good).With(" " + RuleExample.Mark, ""),
        };

    private IEnumerable<Violation> Violations(Resource resource, Component component)
    {
        var given = component.Flag(Flag);
        if (given is not null && IsBad?.Invoke(given.Value) == true)
        {
            yield return new Violation(resource, given.Node, $"{Component} is started with an unsafe value of '--{Flag}'.");
        }
        else if (
            given is null
            && MustBeGiven
            && (component.IsWhole || KubeadmLeavesOut)
            && (Instead is null || component.Flag(Instead) is null)
        )
        {
            yield return new Violation(resource, component.Node, $"{Component} is started without '--{Flag}'.");
        }
    }

    private RuleExample Shown(string? value) =>
        new(
            $"""
            apiVersion: v1
            kind: Pod
            metadata:
              name: {Component}
              namespace: kube-system
            spec:
              containers:
              - name: {Component}{(value is null ? " " + RuleExample.Mark : "")}
                image: registry.k8s.io/{Component}:1.34.1
                command:
                - {Component}
                - --v=2{(value is null ? "" : $"\n    - --{Flag}={value} {RuleExample.Mark}")}

            """
        );
}

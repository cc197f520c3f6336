using SupplyChain.Manifests.Linting;

namespace SupplyChain.Manifests.Rules.Cluster;

/// <summary>Rules on the kubelet's configuration file, whose defaults are safe where those of the flags are not.</summary>
internal static class KubeletRules
{
    public static IEnumerable<Rule> All { get; } =
    [
        Field(
            "kubelet-anonymous",
            "The kubelet refuses anonymous requests",
            "Anonymous requests to the kubelet can run commands in every pod of the node.",
            "Set 'authentication.anonymous.enabled: false'.",
            ["authentication", "anonymous", "enabled"],
            value => value == "true",
            ["CIS-4.2.1"],
            ("authentication:\n  anonymous:\n    enabled: true # here", "authentication:\n  anonymous:\n    enabled: false")
        ),
        Field(
            "kubelet-always-allow",
            "The kubelet asks for authorization",
            "With AlwaysAllow everyone with any certificate of the cluster may run commands in every pod of the node.",
            "Set 'authorization.mode: Webhook'.",
            ["authorization", "mode"],
            value => value == "AlwaysAllow",
            ["CIS-4.2.2"],
            ("authorization:\n  mode: AlwaysAllow # here", "authorization:\n  mode: Webhook")
        ),
    ];

    private static Rule Field(
        string id,
        string title,
        string reason,
        string remedy,
        string[] path,
        Func<string?, bool> isBad,
        string[] aliases,
        (string Bad, string Good) example
    ) =>
        new()
        {
            Id = id,
            Title = title,
            Reason = reason,
            Area = HardeningArea.Cluster,
            Severity = Severity.Critical,
            Remedy = remedy,
            Aliases = aliases,
            Kinds = ["KubeletConfiguration"],
            Check = (configuration, _) =>
                configuration.Root.At(path) is { } field
                && isBad(field.AsBoolean is { } flag ? (flag ? "true" : "false") : field.AsString)
                    ? [new Violation(configuration, field, $"The kubelet's '{string.Join('.', path)}' is unsafe.")]
                    : [],
            Bad = Example(example.Bad),
            Good = Example(example.Good),
        };

    private static RuleExample Example(string lines) =>
        new($"apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\n{lines}\n");
}

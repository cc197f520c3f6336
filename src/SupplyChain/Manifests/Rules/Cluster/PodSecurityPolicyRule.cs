using SupplyChain.Manifests.Linting;
using SupplyChain.Manifests.Yaml;

namespace SupplyChain.Manifests.Rules.Cluster;

/// <summary>The rule on PodSecurityPolicy, which is gone, and what stands for it now.</summary>
internal static class PodSecurityPolicyRule
{
    private static readonly string[] PrivilegedLists = ["hostPorts", "allowedUnsafeSysctls", "allowedProcMountTypes"];

    public const string Kind = "PodSecurityPolicy";

    /// <summary>Fields that, if true, allow what the level baseline does not.</summary>
    private static readonly string[] Privileges = ["privileged", "hostNetwork", "hostPID", "hostIPC"];

    /// <summary>Volumes that the level restricted allows (kubernetes.io/docs/concepts/security/pod-security-standards).</summary>
    private static readonly string[] PortableVolumes =
    [
        "configMap",
        "csi",
        "downwardAPI",
        "emptyDir",
        "ephemeral",
        "persistentVolumeClaim",
        "projected",
        "secret",
    ];

    public static Rule Rule { get; } =
        new()
        {
            Id = "psp-present",
            Title = "No PodSecurityPolicy is left",
            Reason = "Kubernetes 1.25 removed the kind, so that it protects nothing any more.",
            Area = HardeningArea.Cluster,
            Severity = Severity.High,
            Remedy =
                "Remove it, and label the namespaces that used it with 'pod-security.kubernetes.io/enforce' and the level that the message names.",
            Aliases = ["C-0068"],
            Kinds = [Kind],
            Since = new KubernetesVersion(25),
            Check = (policy, _) =>
                policy.Group is "policy" or "extensions"
                    ?
                    [
                        new Violation(
                            policy,
                            policy.Root["apiVersion"]!,
                            $"Kubernetes does not know the kind since 1.25. {Equivalent(policy)}"
                        ),
                    ]
                    : [],
            Bad = new RuleExample(
                "apiVersion: policy/v1beta1 # here\nkind: PodSecurityPolicy\nmetadata:\n  name: default\nspec:\n  privileged: false\n"
            ),
            Good = new RuleExample(
                "apiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop\n  labels:\n    pod-security.kubernetes.io/enforce: restricted\n"
            ),
        };

    /// <summary>The level of the Pod Security Standards that allows what the policy allowed, and what sets it apart from the next.</summary>
    private static string Equivalent(Resource policy)
    {
        var spec = policy.Spec ?? policy.Root;
        return BeyondBaseline(spec).FirstOrDefault() is { } privileged
                ? $"It allowed more than the level baseline ('{privileged}'), as the level privileged does."
            : BeyondRestricted(spec).FirstOrDefault() is { } baseline
                ? $"It allowed more than the level restricted ('{baseline}'), as the level baseline does."
            : "It allowed what the level restricted allows.";
    }

    private static IEnumerable<string> BeyondBaseline(YamlNode spec) =>
        Privileges
            .Where(field => spec.Boolean(field) == true)
            .Concat(PrivilegedLists.Where(field => spec.List(field).Count > 0))
            .Concat(spec.List("allowedCapabilities").Count > 0 ? ["allowedCapabilities"] : [])
            .Concat(spec.List("volumes").Any(volume => volume.AsString is "*" or "hostPath") ? ["volumes"] : []);

    private static IEnumerable<string> BeyondRestricted(YamlNode spec)
    {
        if (spec.Boolean("allowPrivilegeEscalation") != false)
        {
            yield return "allowPrivilegeEscalation";
        }

        if (spec.At("runAsUser", "rule")?.AsString != "MustRunAsNonRoot")
        {
            yield return "runAsUser";
        }

        if (!spec.List("requiredDropCapabilities").Any(name => name.AsString is "ALL" or "all"))
        {
            yield return "requiredDropCapabilities";
        }

        if (spec.List("volumes").Any(volume => !PortableVolumes.Contains(volume.AsString)))
        {
            yield return "volumes";
        }
    }
}

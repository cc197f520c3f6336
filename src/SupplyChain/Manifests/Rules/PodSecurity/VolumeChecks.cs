using SupplyChain.Images;
using SupplyChain.Manifests.Linting;
using SupplyChain.Manifests.Yaml;

namespace SupplyChain.Manifests.Rules.PodSecurity;

/// <summary>Checks on where a pod's volumes come from.</summary>
internal static class VolumeChecks
{
    private static readonly string[] Allowed =
    [
        "configMap",
        "csi",
        "downwardAPI",
        "emptyDir",
        "ephemeral",
        "image",
        "persistentVolumeClaim",
        "projected",
        "secret",
    ];

    public static PodSecurityCheck HostPath { get; } =
        new()
        {
            Id = "pss-host-path",
            Level = PodSecurityLevel.Baseline,
            ReplacedSince = 0,
            Severity = Severity.High,
            Title = "Pods mount no path of the node",
            Reason =
                "A path of the node lets a pod read or change the node and other pods, and follow the node's links out of it.",
            Remedy = "Use a persistent volume claim, an emptyDir, or a CSI driver instead of 'hostPath'.",
            Aliases = ["KSV-0023", "C-0048", "CIS-5.2.11"],
            Judge = (pod, _) =>
                from volume in pod.Spec.List("volumes")
                let entry = volume["hostPath"]
                where entry is not null
                select new Fault(entry, $"Volume {Named(volume)} is a path of the node."),
            Bad = PodExample.Of("volumes:\n- name: logs\n  hostPath: {path: /srv/logs} # here"),
            Good = PodExample.Of("volumes:\n- name: logs\n  emptyDir: {}"),
        };

    public static PodSecurityCheck Types { get; } =
        new()
        {
            Id = "pss-volume-types",
            Level = PodSecurityLevel.Restricted,
            Severity = Severity.Medium,
            Title = "Pods mount volumes of portable types alone",
            Reason =
                "The other types reach the node or a storage server directly, with that server's credentials in the pod's spec.",
            Remedy = "Use a persistent volume claim, an ephemeral volume, or a CSI driver.",
            Aliases = ["KSV-0028"],
            Judge = (pod, _) =>
                from volume in pod.Spec.List("volumes")
                let source = Forbidden(volume)
                where source is not null
                select new Fault(source.Value, $"Volume {Named(volume)} is of type {Printable.Quote(source.Name)}."),
            Bad = PodExample.Of("volumes:\n- name: data\n  nfs: {server: nfs.example, path: /data} # here"),
            Good = PodExample.Of("volumes:\n- name: data\n  persistentVolumeClaim: {claimName: data}\n- name: scratch"),
        };

    /// <summary>The source that is not allowed; null where an allowed one stands, or none, which the API server makes an emptyDir.</summary>
    private static YamlEntry? Forbidden(YamlNode volume) =>
        Allowed.Any(type => volume[type] is not null)
            ? null
            : volume.Entries.FirstOrDefault(entry => entry.Name != "name" && !entry.IsMerge && !entry.Value.IsNull);

    private static string Named(YamlNode volume) => Printable.Quote(volume.Text("name") ?? "");
}

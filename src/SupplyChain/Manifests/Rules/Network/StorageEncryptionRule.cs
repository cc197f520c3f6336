using SupplyChain.Images;
using SupplyChain.Manifests.Linting;

namespace SupplyChain.Manifests.Rules.Network;

/// <summary>The rule on volumes that are written without encryption.</summary>
internal static class StorageEncryptionRule
{
    /// <summary>Provisioners that encrypt if a parameter says so; those of other clouds always do.</summary>
    private static readonly Dictionary<string, string> Parameters = new(StringComparer.Ordinal)
    {
        ["ebs.csi.aws.com"] = "encrypted",
        ["kubernetes.io/aws-ebs"] = "encrypted",
        ["driver.longhorn.io"] = "encrypted",
        ["rbd.csi.ceph.com"] = "encrypted",
        ["kubernetes.io/portworx-volume"] = "secure",
        ["pxd.portworx.com"] = "secure",
    };

    public static Rule Rule { get; } =
        new()
        {
            Id = "storage-unencrypted",
            Title = "Volumes are encrypted by their storage",
            Reason = "Whoever gets hold of a disk or a snapshot of it reads all data.",
            Area = HardeningArea.Network,
            Severity = Severity.Medium,
            Remedy = "Set the parameter that the message names to 'true'.",
            Aliases = ["C-0264"],
            Kinds = ["StorageClass", "PersistentVolume"],
            Check = (resource, scope) => resource.Kind == "StorageClass" ? [.. Classes(resource)] : [.. Volumes(resource, scope)],
            Bad = Example("\"false\" # here"),
            Good = Example("\"true\""),
        };

    private static IEnumerable<Violation> Classes(Resource storage)
    {
        if (
            storage.Root["provisioner"] is { AsString: { } provisioner } node
            && Parameters.TryGetValue(provisioner, out var parameter)
            && storage.Root.At("parameters", parameter)?.AsString is not ("true" or "True")
        )
        {
            yield return new Violation(
                storage,
                storage.Root.At("parameters", parameter) ?? storage.Root["parameters"] ?? node,
                $"{Printable.Quote(provisioner)} makes volumes without encryption, as 'parameters.{parameter}' is not true."
            );
        }
    }

    private static IEnumerable<Violation> Volumes(Resource volume, RuleScope scope) =>
        from name in new[] { volume.Spec?["storageClassName"] }
        where scope.Graph.Index.Find("StorageClass", "", name?.AsString) is { } storage && Classes(storage).Any()
        select new Violation(
            volume,
            name!,
            $"The volume is of the class {Printable.Quote(name!.AsString!)}, which does not encrypt."
        );

    private static RuleExample Example(string encrypted) =>
        new(
            $"""
            apiVersion: storage.k8s.io/v1
            kind: StorageClass
            metadata:
              name: fast
            provisioner: ebs.csi.aws.com
            parameters:
              type: gp3
              encrypted: {encrypted}

            """
        );
}

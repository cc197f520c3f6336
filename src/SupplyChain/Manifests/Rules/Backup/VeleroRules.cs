using SupplyChain.Images;
using SupplyChain.Manifests.Linting;

namespace SupplyChain.Manifests.Rules.Backup;

/// <summary>Rules on Velero's objects.</summary>
internal static class VeleroRules
{
    private const string Group = "velero.io";

    public static IEnumerable<Rule> All { get; } =
    [
        new()
        {
            Id = "bsl-plain",
            Title = "Backups travel over verified TLS",
            Reason = "A backup holds every secret of the cluster, and without TLS everyone on the way has it.",
            Area = HardeningArea.Backup,
            Severity = Severity.High,
            Remedy = "Use an https address and give 'caCert' instead of skipping verification.",
            Kinds = ["BackupStorageLocation"],
            Check = (location, _) =>
                from name in location.Group == Group ? new[] { "s3Url", "publicUrl", "insecureSkipTLSVerify" } : []
                let field = location.Spec?.At("config", name)
                where
                    name == "insecureSkipTLSVerify"
                        ? field?.AsString is "true" or "True" or "TRUE"
                        : field?.AsString?.StartsWith("http://", StringComparison.OrdinalIgnoreCase) == true
                select new Violation(location, field, $"Backups are sent without verified TLS ('{name}')."),
            Bad = Location("s3Url: http://minio.shop.example:9000 # here\n    insecureSkipTLSVerify: \"true\" # here"),
            Good = Location("s3Url: https://minio.shop.example:9000"),
        },
        new()
        {
            Id = "bsl-no-kms",
            Title = "Backups are encrypted with a key of yours",
            Reason = "A backup holds every secret of the cluster, in plain text to who reads the bucket.",
            Area = HardeningArea.Backup,
            Severity = Severity.Medium,
            Remedy = "Set 'config.kmsKeyId', or 'config.serverSideEncryption' with a key of your own.",
            Kinds = ["BackupStorageLocation"],
            Check = (location, _) =>
                location.Group == Group
                && location.Spec is { } spec
                && spec.Text("provider") is "aws" or "velero.io/aws"
                && !new[] { "kmsKeyId", "serverSideEncryption", "customerKeyEncryptionFile" }.Any(name =>
                    spec.At("config", name) is not null
                )
                    ? [new Violation(location, spec["config"] ?? spec, "Nothing says with what key the backups are encrypted.")]
                    : [],
            Bad = Location("region: eu-central-1 # here"),
            Good = Location("kmsKeyId: alias/backup"),
        },
        new()
        {
            Id = "bsl-dangling",
            Title = "Every schedule writes to a location that is there",
            Reason = "Without the location no backup is made.",
            Area = HardeningArea.Backup,
            Severity = Severity.Medium,
            Remedy = "Add the BackupStorageLocation, or correct 'storageLocation'.",
            Kinds = ["Schedule"],
            NeedsWholeSet = true,
            Check = (schedule, scope) =>
                schedule.Group == Group
                && schedule.Spec?.At("template", "storageLocation") is { AsString: { } name } node
                && scope.Graph.Index.Find("BackupStorageLocation", schedule.EffectiveNamespace, name) is null
                    ? [new Violation(schedule, node, $"There is no backup storage location {Printable.Quote(name)}.")]
                    : [],
            Bad = Schedule("other # here"),
            Good = Schedule("default"),
        },
        new()
        {
            Id = "restore-in-git",
            Title = "No restore stands among the manifests",
            Reason = "Applied again by accident, it puts old objects, roles and secrets back into the cluster.",
            Area = HardeningArea.Backup,
            Severity = Severity.High,
            Remedy = "Remove the Restore and run it by hand when it is needed.",
            Kinds = ["Restore"],
            Check = (restore, _) =>
                restore.Group == Group
                    ? [new Violation(restore, restore.Root["kind"]!, "A Restore stands among the manifests that are deployed.")]
                    : [],
            Bad = new RuleExample(
                "apiVersion: velero.io/v1\nkind: Restore # here\nmetadata:\n  name: shop\n  namespace: velero\nspec:\n  backupName: shop\n"
            ),
            Good = new RuleExample(
                "apiVersion: velero.io/v1\nkind: Schedule\nmetadata:\n  name: shop\n  namespace: velero\nspec:\n  schedule: 0 3 * * *\n"
            ),
        },
    ];

    private static RuleExample Schedule(string location) =>
        new(
            Location("kmsKeyId: alias/backup").Yaml
                + $"---\napiVersion: {Group}/v1\nkind: Schedule\nmetadata:\n  name: daily\n  namespace: velero\nspec:\n  schedule: 0 3 * * *\n  template:\n    storageLocation: {location}\n"
        );

    private static RuleExample Location(string config) =>
        new(
            $"""
            apiVersion: {Group}/v1
            kind: BackupStorageLocation
            metadata:
              name: default
              namespace: velero
            spec:
              provider: aws
              config:
                {config}

            """
        );
}

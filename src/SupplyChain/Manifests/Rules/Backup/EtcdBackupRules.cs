using SupplyChain.Manifests.Linting;
using SupplyChain.Manifests.Model;

namespace SupplyChain.Manifests.Rules.Backup;

/// <summary>Rules on jobs that save etcd by <c>etcdctl snapshot save</c>, and on where backups go.</summary>
internal static class EtcdBackupRules
{
    private static readonly string[] Places = ["emptyDir", "hostPath"];

    public static IEnumerable<Rule> All { get; } =
    [
        new()
        {
            Id = "etcd-backup-insecure",
            Title = "The job that saves etcd verifies whom it asks",
            Reason = "Whoever answers as etcd gets the job's certificate, or gives it a snapshot of their own.",
            Area = HardeningArea.Backup,
            Severity = Severity.Medium,
            Remedy = "Give '--cacert', '--cert' and '--key', and remove '--insecure-skip-tls-verify'.",
            Kinds = ["CronJob", "Job"],
            Concerns = (resource, scope) => Savers(resource, scope).Any(),
            Check = (resource, scope) =>
                from container in Savers(resource, scope)
                let words = Text(container)
                where
                    words.Contains("--insecure", StringComparison.Ordinal)
                    || !(words.Contains("--cacert", StringComparison.Ordinal) || HasVariable(container, "ETCDCTL_CACERT"))
                select new Violation(resource, container.Node, $"Container {container.Name} does not verify etcd's certificate."),
            Bad = Example(
                    "- sh\n            - -c\n            - etcdctl --insecure-skip-tls-verify snapshot save /backup/etcd.db",
                    "persistentVolumeClaim: {claimName: backup}"
                )
                .With("- name: save", "- name: save # here"),
            Good = Example(Verified, "persistentVolumeClaim: {claimName: backup}"),
        },
        new()
        {
            Id = "etcd-backup-local",
            Title = "Snapshots of etcd leave the node",
            Reason = "A snapshot that is kept on the node is lost with it, and in an emptyDir with the pod.",
            Area = HardeningArea.Backup,
            Severity = Severity.Medium,
            Remedy = "Copy the snapshot to storage outside the cluster, encrypted.",
            Kinds = ["CronJob", "Job"],
            Concerns = (resource, scope) => Savers(resource, scope).Any(),
            Check = (resource, scope) =>
                from container in Savers(resource, scope)
                where
                    scope.Graph.WorkloadOf(resource)!.Containers.Count == 1
                    && !Text(container).Contains("://", StringComparison.Ordinal)
                from mount in container.Node.List("volumeMounts")
                where Text(container).Contains("save " + mount.Text("mountPath"), StringComparison.Ordinal)
                from volume in scope.Graph.WorkloadOf(resource)!.Spec.List("volumes")
                where volume.Text("name") == mount.Text("name")
                from place in Places
                let kept = volume.Entry(place)
                where kept is not null
                select new Violation(resource, kept.Key, "The snapshot stays on the node."),
            Bad = Example(Verified, "emptyDir: {} # here"),
            Good = Example(Verified, "persistentVolumeClaim: {claimName: backup}"),
        },
    ];

    private const string Verified =
        "- sh\n            - -c\n            - etcdctl --cacert=/pki/ca.crt --cert=/pki/client.crt --key=/pki/client.key snapshot save /backup/etcd.db";

    private static IEnumerable<Container> Savers(Resource resource, RuleScope scope) =>
        (scope.Graph.WorkloadOf(resource)?.Containers ?? []).Where(container =>
            Text(container) is var words
            && words.Contains("etcdctl", StringComparison.Ordinal)
            && words.Contains("snapshot save", StringComparison.Ordinal)
        );

    private static string Text(Container container) => string.Join(' ', container.Words.Select(word => word.AsString));

    private static bool HasVariable(Container container, string name) =>
        container.Node.List("env").Any(variable => variable.Text("name") == name);

    private static RuleExample Example(string command, string volume) =>
        new(
            $"""
            apiVersion: batch/v1
            kind: CronJob
            metadata:
              name: etcd-backup
              namespace: backup
            spec:
              schedule: 0 3 * * *
              jobTemplate:
                spec:
                  template:
                    spec:
                      containers:
                      - name: save
                        image: registry.k8s.io/etcd:3.6.5
                        command:
                        {command}
                        volumeMounts:
                        - name: backup
                          mountPath: /backup
                      volumes:
                      - name: backup
                        {volume}

            """
        );
}

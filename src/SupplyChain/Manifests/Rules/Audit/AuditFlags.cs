using System.Globalization;
using SupplyChain.Manifests.Linting;
using SupplyChain.Manifests.Model;
using SupplyChain.Manifests.Rules.Cluster;

namespace SupplyChain.Manifests.Rules.Audit;

/// <summary>The flags of the API server by which it writes an audit log, as a table.</summary>
internal static class AuditFlags
{
    private const string Webhook = "audit-webhook-config-file";

    private static readonly FlagRule[] Table =
    [
        new(Component.ApiServer)
        {
            Id = "aud-no-log",
            Demands = [new("audit-log-path") { Required = true, Instead = [Webhook] }],
            Title = "The API server writes an audit log",
            Reason = "Without it nobody can tell afterwards who did what.",
            Remedy = "Set '--audit-log-path', or send events with '--audit-webhook-config-file'.",
            Area = HardeningArea.Audit,
            Severity = Severity.High,
            Aliases = "CIS-1.2.16 C-0067 C-0130 KCV-0019",
            KubeadmLeavesOut = true,
            Example = ("", "audit-log-path=/var/log/kubernetes/audit.log"),
        },
        new(Component.ApiServer)
        {
            Id = "aud-no-policy",
            Demands = [FlagDemand.Given("audit-policy-file")],
            Title = "The API server has an audit policy",
            Reason = "Without a policy it records no event at all.",
            Remedy = "Set '--audit-policy-file'.",
            Area = HardeningArea.Audit,
            Severity = Severity.High,
            Aliases = "CIS-3.2.1 C-0160",
            KubeadmLeavesOut = true,
            Example = ("", "audit-policy-file=/etc/kubernetes/audit.yaml"),
        },
        new(Component.ApiServer)
        {
            Id = "aud-retention",
            Demands = [AtLeast("audit-log-maxage", 30), AtLeast("audit-log-maxbackup", 10), AtLeast("audit-log-maxsize", 100)],
            Title = "The audit log is kept for a month",
            Reason = "An intrusion is found weeks later, and what was deleted by then is missing.",
            Remedy = "Set '--audit-log-maxage=30', '--audit-log-maxbackup=10' and '--audit-log-maxsize=100' or more.",
            Area = HardeningArea.Audit,
            Severity = Severity.Low,
            Aliases = "CIS-1.2.17 CIS-1.2.18 CIS-1.2.19 C-0131 C-0132 C-0133 KCV-0020 KCV-0021 KCV-0022",
            KubeadmLeavesOut = true,
            Example = (
                "audit-log-maxage=7 audit-log-maxbackup=1 audit-log-maxsize=10",
                "audit-log-maxage=30 audit-log-maxbackup=10 audit-log-maxsize=100"
            ),
        },
    ];

    public static IEnumerable<Rule> All() => Table.Select(row => row.ToRule());

    private static FlagDemand AtLeast(string flag, int least) =>
        new(flag)
        {
            Required = true,
            Instead = [Webhook],
            IsBad = value =>
                !int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < least,
        };
}

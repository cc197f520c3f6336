using SupplyChain.Manifests.Linting;
using SupplyChain.Manifests.Model;
using SupplyChain.Manifests.Yaml;

namespace SupplyChain.Manifests.Rules.Runtime;

/// <summary>Rules on how Falco is set up (falco.org/docs/reference/daemon/config-options) and on profiles that only watch.</summary>
internal static class FalcoSetupRules
{
    private const string File = "falco.yaml";

    private static readonly string[] Outputs =
    [
        "stdout_output",
        "syslog_output",
        "file_output",
        "program_output",
        "http_output",
        "grpc_output",
    ];

    public static IEnumerable<Rule> All { get; } =
    [
        new()
        {
            Id = "falco-no-output",
            Title = "What Falco sees reaches somebody",
            Reason = "Without an output every alert is lost.",
            Area = HardeningArea.Runtime,
            Severity = Severity.Medium,
            Remedy = "Enable an output, such as 'http_output' to Falcosidekick.",
            Kinds = ["ConfigMap"],
            Concerns = (map, _) => Configuration(map).Any(),
            Check = (map, _) =>
                from file in Configuration(map)
                where
                    Outputs.Any(name => file.Settings[name] is not null)
                    && !Outputs.Any(name => file.Settings[name]?.Boolean("enabled") == true)
                select new Violation(map, file.Key, "No output of Falco is enabled."),
            Bad = Map("stdout_output:\n      enabled: false", " # here"),
            Good = Map("http_output:\n      enabled: true\n      url: http://falcosidekick:2801"),
        },
        new()
        {
            Id = "falco-threshold",
            Title = "Falco tells of warnings, too",
            Reason = "Most rules have the priority warning or notice, and are dropped above that.",
            Area = HardeningArea.Runtime,
            Severity = Severity.Medium,
            Remedy = "Set 'priority: notice' or lower.",
            Kinds = ["ConfigMap"],
            Concerns = (map, _) => Configuration(map).Any(),
            Check = (map, _) =>
                from file in Configuration(map)
                where file.Settings.Text("priority")?.ToUpperInvariant() is "EMERGENCY" or "ALERT" or "CRITICAL" or "ERROR"
                select new Violation(
                    map,
                    file.Key,
                    $"Falco drops what has a lower priority than {file.Settings.Text("priority")}."
                ),
            Bad = Map("priority: critical", " # here"),
            Good = Map("priority: notice"),
        },
        new()
        {
            Id = "falco-privileged",
            Title = "The sensor has no more rights than it needs",
            Reason = "The modern driver needs a few capabilities, and a privileged sensor is itself a way out.",
            Area = HardeningArea.Runtime,
            Severity = Severity.Medium,
            Remedy = "Use the modern eBPF driver with the capabilities SYS_RESOURCE, SYS_PTRACE, BPF and PERFMON.",
            Kinds = ["DaemonSet"],
            Concerns = (resource, scope) => Sensors(resource, scope).Any(),
            Check = (resource, scope) =>
                from container in Sensors(resource, scope)
                let field = container.SecurityContext?["privileged"]
                where field?.AsBoolean == true
                select new Violation(resource, field, $"Container {container.Name} is privileged."),
            Bad = Sensor("privileged: true # here"),
            Good = Sensor("capabilities: {add: [SYS_RESOURCE, SYS_PTRACE, BPF, PERFMON]}"),
        },
        new()
        {
            Id = "seccomp-allow-default",
            Title = "Seccomp profiles refuse what they do not name",
            Reason = "A profile that allows or only logs by default keeps nothing out.",
            Area = HardeningArea.Runtime,
            Severity = Severity.Medium,
            Remedy = "Set 'defaultAction: SCMP_ACT_ERRNO' and list the calls that are needed.",
            Kinds = ["SeccompProfile"],
            Check = (profile, _) =>
                profile.Group == "security-profiles-operator.x-k8s.io"
                && profile.Spec?["defaultAction"] is { AsString: "SCMP_ACT_ALLOW" or "SCMP_ACT_LOG" } action
                    ? [new Violation(profile, action, "Calls that the profile does not name are let through.")]
                    : [],
            Bad = Profile("SCMP_ACT_ALLOW # here"),
            Good = Profile("SCMP_ACT_ERRNO"),
        },
        new()
        {
            Id = "enforce-audit-only",
            Title = "Runtime policies stop what they describe",
            Reason = "A policy that only watches tells afterwards what it could have stopped.",
            Area = HardeningArea.Runtime,
            Severity = Severity.Low,
            Remedy = "Set 'action: Block' once nothing breaks the policy any more.",
            Kinds = ["KubeArmorPolicy", "KubeArmorClusterPolicy"],
            Check = (policy, _) =>
                policy.Group == "security.kubearmor.com" && policy.Spec?["action"] is { AsString: "Audit" } action
                    ? [new Violation(policy, action, "The policy watches and stops nothing.")]
                    : [],
            Bad = Armor("Audit # here"),
            Good = Armor("Block"),
        },
    ];

    private static IEnumerable<Container> Sensors(Resource resource, RuleScope scope) =>
        (scope.Graph.WorkloadOf(resource)?.Containers ?? []).Where(container =>
            container.Image?.AsString?.Contains("falcosecurity/falco:", StringComparison.Ordinal) == true
        );

    /// <summary>Falco's configuration in a ConfigMap, read as the YAML that it is.</summary>
    private static IEnumerable<(YamlNode Key, YamlNode Settings)> Configuration(Resource map) =>
        from entry in map.Is("", "ConfigMap") ? map.Root["data"]?.Entries ?? [] : []
        where entry.Name == File
        from document in YamlFile.Parse(File, entry.Value.AsString ?? "").Documents.Take(1)
        select ((YamlNode)entry.Key, document.Root);

    private static RuleExample Map(string settings, string mark = "") =>
        new(
            $"apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: falco\n  namespace: falco\ndata:\n  {File}: |{mark}\n    {settings}\n"
        );

    private static RuleExample Sensor(string context) =>
        new(
            $"""
            apiVersion: apps/v1
            kind: DaemonSet
            metadata:
              name: falco
              namespace: falco
            spec:
              template:
                spec:
                  containers:
                  - name: falco
                    image: docker.io/falcosecurity/falco:0.42.0
                    securityContext:
                      {context}

            """
        );

    private static RuleExample Profile(string action) =>
        new(
            $"apiVersion: security-profiles-operator.x-k8s.io/v1beta1\nkind: SeccompProfile\nmetadata:\n  name: api\nspec:\n  defaultAction: {action}\n"
        );

    private static RuleExample Armor(string action) =>
        new(
            $"apiVersion: security.kubearmor.com/v1\nkind: KubeArmorPolicy\nmetadata:\n  name: api\n  namespace: shop\nspec:\n  selector:\n    matchLabels: {{app: api}}\n  action: {action}\n"
        );
}

using System.Text.RegularExpressions;
using SupplyChain.Images;
using SupplyChain.Manifests.Linting;
using SupplyChain.Manifests.Model;
using SupplyChain.Manifests.Yaml;

namespace SupplyChain.Manifests.Rules.Audit;

/// <summary>Rules on what watches the cluster: that it is not open to those it watches.</summary>
internal static partial class MonitoringRules
{
    /// <summary>Images of consoles and stores that show or hold everything, by the last part of their repository.</summary>
    private static readonly string[] Consoles =
    [
        "adminer",
        "alertmanager",
        "argocd",
        "argocli",
        "dashboard",
        "elasticsearch",
        "grafana",
        "jaeger",
        "jenkins",
        "kibana",
        "kiali",
        "kubernetes-dashboard",
        "mongo-express",
        "nifi",
        "ollama",
        "opensearch",
        "opensearch-dashboards",
        "pgadmin4",
        "phpmyadmin",
        "prometheus",
        "pushgateway",
        "redis-commander",
        "scope",
        "vllm-openai",
        "zipkin",
    ];

    /// <summary>Variables that let everyone in, with the values that do so.</summary>
    private static readonly (string Name, string[] Values)[] Open =
    [
        ("GF_AUTH_ANONYMOUS_ENABLED", ["true"]),
        ("xpack.security.enabled", ["false"]),
        ("ELASTICSEARCH_SECURITY_ENABLED", ["false"]),
        ("DISABLE_SECURITY_PLUGIN", ["true"]),
        ("plugins.security.disabled", ["true"]),
    ];

    public static IEnumerable<Rule> All { get; } =
    [
        new()
        {
            Id = "mon-exposed",
            Title = "Consoles and their data stay inside, and ask who it is",
            Reason = "They show what runs where, hold logs with credentials in them, and some run commands.",
            Area = HardeningArea.Audit,
            Severity = Severity.High,
            Remedy =
                "Use 'type: ClusterIP', publish through an Ingress with TLS that asks who it is, and let the console ask, too.",
            Aliases = ["C-0021"],
            Kinds = [.. PodTemplatePath.Kinds, "ConfigMap"],
            Concerns = (resource, scope) =>
                resource.Kind == "ConfigMap"
                    ? OpenFiles(resource).Any()
                    : ConsoleOf(resource, scope) is not null || Variables(resource, scope).Any(),
            Check = (resource, scope) =>
                resource.Is("", "ConfigMap")
                    ? OpenFiles(resource)
                    : [.. Exposed(resource, scope), .. OpenVariables(resource, scope)],
            Bad = Example("LoadBalancer", " # here"),
            Good = Example("ClusterIP", ""),
        },
    ];

    private static IEnumerable<YamlNode> Variables(Resource resource, RuleScope scope) =>
        (scope.Graph.WorkloadOf(resource)?.Containers ?? [])
            .SelectMany(container => container.Node.List("env"))
            .Where(variable => Open.Any(known => known.Name == variable.Text("name")));

    private static IEnumerable<Violation> OpenVariables(Resource resource, RuleScope scope) =>
        from variable in Variables(resource, scope)
        let value = variable["value"]
        where
            Open.First(known => known.Name == variable.Text("name"))
                .Values.Contains(value?.AsString, StringComparer.OrdinalIgnoreCase)
        select new Violation(resource, value, $"{Printable.Quote(variable.Text("name")!)} lets everyone in.");

    /// <summary>Files of Grafana and Loki that let everyone in.</summary>
    private static IEnumerable<Violation> OpenFiles(Resource map) =>
        from entry in map.Root["data"]?.Entries ?? []
        where entry.Value.AsString is { } text && (AnonymousGrafana().IsMatch(text) || OpenLoki().IsMatch(text))
        select new Violation(map, entry.Key, $"The file {Printable.Quote(entry.Name)} lets everyone in.");

    [GeneratedRegex(
        @"^\[auth\.anonymous\][^\[]{0,400}^enabled\s*=\s*true",
        RegexOptions.CultureInvariant | RegexOptions.Multiline
    )]
    private static partial Regex AnonymousGrafana();

    [GeneratedRegex(@"^auth_enabled:\s*false\b", RegexOptions.CultureInvariant | RegexOptions.Multiline)]
    private static partial Regex OpenLoki();

    private static IEnumerable<Violation> Exposed(Resource resource, RuleScope scope)
    {
        if (ConsoleOf(resource, scope) is not { } image)
        {
            yield break;
        }

        var open = scope
            .Graph.Services.ExposuresOf(scope.Graph.WorkloadOf(resource)!)
            .FirstOrDefault(exposure => IsOpen(exposure.Entry));
        if (open is not null)
        {
            yield return new Violation(resource, image, $"{open.Entry.Name} publishes this console beyond the cluster.")
            {
                Related = [new RelatedPlace(open.Entry, open.At, "This opens it.")],
            };
        }
    }

    /// <summary>An Ingress with TLS and a check of who it is stays out of this; what the check is worth cannot be seen.</summary>
    private static bool IsOpen(Resource entry) =>
        entry.Kind == "Service"
        || entry.Kind == "Ingress"
            && !(
                entry.Spec?.List("tls").Count > 0
                && entry
                    .Root.At("metadata", "annotations")
                    ?.Entries.Any(annotation => annotation.Name.Contains("/auth-", StringComparison.Ordinal)) == true
            );

    private static YamlNode? ConsoleOf(Resource resource, RuleScope scope) =>
        scope.Graph.WorkloadOf(resource)?.Containers.Select(container => container.Image).FirstOrDefault(IsConsole);

    private static bool IsConsole(YamlNode? image)
    {
        if (image?.AsString is not { } text || !ImageReference.TryParse(text, out var reference))
        {
            return false;
        }

        var name = reference.Repository[(reference.Repository.LastIndexOf('/') + 1)..];
        return Consoles.Contains(name);
    }

    private static RuleExample Example(string type, string mark) =>
        new(
            $"""
            {PodExample
                .Of(metadata: "labels:\n  app: grafana")
                .With("registry.example/shop/api:1.4.0@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", "docker.io/grafana/grafana:12.1.0" + mark)
                .Yaml}---
            apiVersion: v1
            kind: Service
            metadata:
              name: grafana
              namespace: shop
            spec:
              type: {type}
              selector:
                app: grafana
              ports:
              - port: 3000

            """
        );
}

using System.Text.RegularExpressions;
using SupplyChain.Manifests.Linting;
using SupplyChain.Manifests.Model;
using SupplyChain.Manifests.Yaml;

namespace SupplyChain.Manifests.Rules.Secrets;

/// <summary>Rules on Vault's agent annotations and on its server (developer.hashicorp.com/vault/docs/platform/k8s/injector/annotations).</summary>
internal static partial class VaultRules
{
    private const string Prefix = "vault.hashicorp.com/";

    public static IEnumerable<Rule> All { get; } =
    [
        Annotation(
            "vault-skip-verify",
            "The agent verifies Vault's certificate",
            "Whoever answers as Vault gets the pod's token and hands out secrets of their own.",
            "Remove the annotation and name the authority with 'vault.hashicorp.com/ca-cert'.",
            "tls-skip-verify",
            "Vault's certificate is not verified."
        ),
        Annotation(
            "vault-token-inject",
            "The agent keeps its token to itself",
            "The token in the pod's file system opens all that the role may read, and not only what the pod asked for.",
            "Remove the annotation and let the agent render the secrets.",
            "agent-inject-token",
            "Vault's own token is put into the pod."
        ),
        new()
        {
            Id = "vault-no-role",
            Title = "Every pod asks Vault in a role of its own",
            Reason = "Without a role the agent does not start, or uses one that all share.",
            Area = HardeningArea.Secrets,
            Severity = Severity.High,
            Remedy = "Set the annotation 'vault.hashicorp.com/role'.",
            Kinds = PodTemplatePath.Kinds,
            Concerns = HasAgent,
            Check = (resource, scope) =>
                Annotations(resource, scope) is { } annotations
                && annotations[Prefix + "agent-inject"] is { } inject
                && IsTrue(inject)
                && annotations[Prefix + "role"] is null
                && annotations[Prefix + "agent-configmap"] is null
                    ? [new Violation(resource, inject, "The agent is injected without a role.")]
                    : [],
            Bad = PodExample.Of(metadata: $"annotations:\n  {Prefix}agent-inject: \"true\" # here"),
            Good = PodExample.Of(metadata: $"annotations:\n  {Prefix}agent-inject: \"true\"\n  {Prefix}role: api"),
        },
        new()
        {
            Id = "vault-dev",
            Title = "Vault runs sealed and with TLS",
            Reason = "In its mode for developers Vault is unsealed, keeps all in memory, and prints its root token.",
            Area = HardeningArea.Secrets,
            Severity = Severity.High,
            Remedy = "Remove '-dev', and give Vault a certificate and a seal.",
            Kinds = [.. PodTemplatePath.Kinds, "ConfigMap"],
            Concerns = (resource, scope) => resource.Is("", "ConfigMap") ? HasListener(resource) : Servers(resource, scope).Any(),
            Check = (resource, scope) => resource.Is("", "ConfigMap") ? PlainListeners(resource) : DeveloperMode(resource, scope),
            Bad = PodExample
                .Of(container: "args:\n- server\n- -dev # here")
                .With("registry.example/shop/api", "docker.io/hashicorp/vault"),
            Good = PodExample
                .Of(container: "args:\n- server\n- -config=/vault/config")
                .With("registry.example/shop/api", "docker.io/hashicorp/vault"),
        },
    ];

    private static Rule Annotation(string id, string title, string reason, string remedy, string name, string message) =>
        new()
        {
            Id = id,
            Title = title,
            Reason = reason,
            Area = HardeningArea.Secrets,
            Severity = Severity.High,
            Remedy = remedy,
            Kinds = PodTemplatePath.Kinds,
            Concerns = HasAgent,
            Check = (resource, scope) =>
                Annotations(resource, scope)?[Prefix + name] is { } value && IsTrue(value)
                    ? [new Violation(resource, value, message)]
                    : [],
            Bad = PodExample.Of(metadata: $"annotations:\n  {Prefix}{name}: \"true\" # here"),
            Good = PodExample.Of(metadata: $"annotations:\n  {Prefix}{name}: \"false\""),
        };

    private static IEnumerable<Container> Servers(Resource resource, RuleScope scope) =>
        (scope.Graph.WorkloadOf(resource)?.Containers ?? []).Where(container =>
            container.Image?.AsString?.Contains("vault", StringComparison.Ordinal) == true
        );

    private static IEnumerable<Violation> DeveloperMode(Resource resource, RuleScope scope) =>
        from container in Servers(resource, scope)
        from word in container.Words
        where
            word.AsString is "-dev" or "--dev" or "-dev=true"
            || word.AsString?.Contains("vault server -dev", StringComparison.Ordinal) == true
        select new Violation(resource, word, "Vault is started in its mode for developers.");

    private static bool HasListener(Resource map) =>
        map.Root["data"]?.Entries.Any(entry => Listener().IsMatch(entry.Value.AsString ?? "")) == true;

    private static IEnumerable<Violation> PlainListeners(Resource map) =>
        from entry in map.Root["data"]?.Entries ?? []
        let text = entry.Value.AsString ?? ""
        where Listener().IsMatch(text) && TlsOff().IsMatch(text)
        select new Violation(map, entry.Key, "Vault listens without TLS.");

    /// <summary>The beginning of a listener in Vault's configuration (developer.hashicorp.com/vault/docs/configuration/listener/tcp).</summary>
    [GeneratedRegex("listener\\s+\"tcp\"", RegexOptions.CultureInvariant)]
    private static partial Regex Listener();

    [GeneratedRegex("tls_disable\\s*=\\s*\"?(1|true)\\b", RegexOptions.CultureInvariant)]
    private static partial Regex TlsOff();

    private static bool HasAgent(Resource resource, RuleScope scope) =>
        Annotations(resource, scope)?.Entries.Any(annotation => annotation.Name.StartsWith(Prefix, StringComparison.Ordinal))
        == true;

    private static YamlNode? Annotations(Resource resource, RuleScope scope) =>
        scope.Graph.WorkloadOf(resource)?.Metadata?["annotations"];

    private static bool IsTrue(YamlNode value) => value.AsString is "true" or "1" or "t" or "T" or "TRUE" or "True";
}

using SupplyChain.Images;
using SupplyChain.Manifests.Linting;
using SupplyChain.Manifests.Model;
using SupplyChain.Manifests.Yaml;

namespace SupplyChain.Manifests.Rules.Secrets;

/// <summary>Rules on credentials in less obvious places. Their messages name keys and never values.</summary>
internal static class CredentialRules
{
    private const string LastApplied = "kubectl.kubernetes.io/last-applied-configuration";

    /// <summary>Passwords that products come with and tutorials use.</summary>
    private static readonly HashSet<string> Defaults = new(StringComparer.OrdinalIgnoreCase)
    {
        "admin",
        "admin123",
        "changeit",
        "changeme",
        "default",
        "elastic",
        "guest",
        "letmein",
        "minio",
        "minio123",
        "minioadmin",
        "mysecretpassword",
        "p@ssw0rd",
        "pass",
        "passw0rd",
        "password",
        "password1",
        "password123",
        "postgres",
        "prom-operator",
        "qwerty",
        "rabbitmq",
        "root",
        "secret",
        "test",
        "123456",
        "12345678",
    };

    public static IEnumerable<Rule> All { get; } =
    [
        new()
        {
            Id = "sec-args-literal",
            Title = "Credentials are not written into arguments",
            Reason = "Arguments stand in the repository, in every copy of the object, and in the node's list of processes.",
            Area = HardeningArea.Secrets,
            Severity = Severity.High,
            Remedy = "Read the value from a mounted file or from a variable that a Secret fills, and replace it.",
            Kinds = PodTemplatePath.Kinds,
            Check = (resource, scope) =>
                from container in scope.Graph.WorkloadOf(resource)?.Containers ?? []
                from argument in Arguments([.. container.Words])
                where IsCredential(argument.Name, argument.Value)
                select new Violation(
                    resource,
                    argument.Node,
                    $"The argument {Printable.Quote(argument.Name)} of container {container.Name} holds a credential in plain text."
                ),
            Bad = PodExample.Of(container: "args:\n- --db-password=hunter2-but-longer # here"),
            Good = PodExample.Of(container: "args:\n- --db-password=$(DATABASE_PASSWORD)"),
        },
        new()
        {
            Id = "sec-last-applied",
            Title = "No annotation holds a copy of a secret",
            Reason = "kubectl keeps what was applied in an annotation, which is shown where the data is not.",
            Area = HardeningArea.Secrets,
            Severity = Severity.High,
            Remedy = "Remove the annotation and apply with '--server-side'.",
            Kinds = ["Secret"],
            Check = (secret, _) =>
                secret.Is("", "Secret")
                && secret.Root.At("metadata", "annotations")?[LastApplied] is { } copy
                && (
                    copy.AsString!.Contains("\"data\":{\"", StringComparison.Ordinal)
                    || copy.AsString!.Contains("\"stringData\":{\"", StringComparison.Ordinal)
                )
                    ? [new Violation(secret, copy, "The annotation holds a copy of the data.")]
                    : [],
            Bad = Secret(
                $"annotations:\n    {LastApplied}: '{{\"kind\":\"Secret\",\"data\":{{\"password\":\"aHVudGVy\"}}}}' # here"
            ),
            Good = Secret("annotations:\n    shop.example/team: orders"),
        },
        new()
        {
            Id = "sec-default-creds",
            Title = "No password is the one that the product comes with",
            Reason = "These passwords are the first that anybody tries.",
            Area = HardeningArea.Secrets,
            Severity = Severity.High,
            Remedy = "Take a random value from a secret store.",
            Kinds = [.. PodTemplatePath.Kinds, "Secret", "ConfigMap"],
            Check = (resource, scope) =>
                from setting in Settings(resource, scope)
                where SecretShape.IsCredentialName(setting.Name) && Defaults.Contains(setting.Value.Trim())
                select new Violation(
                    resource,
                    setting.Node,
                    $"{Printable.Quote(setting.Name)} is a password that everybody knows."
                ),
            Bad = Secret("namespace: shop").With("type: Opaque", "stringData:\n  admin-password: changeme # here"),
            Good = Secret("namespace: shop"),
        },
    ];

    private static bool IsCredential(string name, string value) =>
        SecretShape.HasKnownFormat(value) || (SecretShape.IsCredentialName(name) && SecretShape.IsLiteral(value));

    /// <summary>Arguments of the forms <c>--name=value</c> and <c>--name value</c>.</summary>
    private static IEnumerable<(string Name, string Value, YamlNode Node)> Arguments(List<YamlNode> words)
    {
        for (var index = 0; index < words.Count; index++)
        {
            var text = words[index].AsString ?? "";
            var name = text.TrimStart('-');
            if (name.Length == text.Length || text.Contains('\n', StringComparison.Ordinal))
            {
                continue;
            }

            if (name.IndexOf('=', StringComparison.Ordinal) is var equals and > 0)
            {
                yield return (name[..equals], name[(equals + 1)..], words[index]);
            }
            else if (index + 1 < words.Count && words[index + 1].AsString is { } next && !next.StartsWith('-'))
            {
                yield return (name, next, words[index + 1]);
            }
        }
    }

    private static IEnumerable<(string Name, string Value, YamlNode Node)> Settings(Resource resource, RuleScope scope)
    {
        if (resource.Is("", "Secret") || resource.Is("", "ConfigMap"))
        {
            foreach (var field in new[] { "data", "stringData" })
            {
                foreach (var entry in resource.Root[field]?.Entries ?? [])
                {
                    var written = entry.Value.AsString ?? "";
                    var isEncoded = field == "data" && resource.Kind == "Secret";
                    yield return (entry.Name, isEncoded ? SecretShape.Decode(written) ?? "" : written, entry.Key);
                }
            }
        }

        foreach (
            var variable in scope.Graph.WorkloadOf(resource)?.Containers.SelectMany(container => container.Node.List("env")) ?? []
        )
        {
            if (variable["value"] is { } value)
            {
                yield return (variable.Text("name") ?? "", value.AsString ?? "", value);
            }
        }
    }

    private static RuleExample Secret(string metadata) =>
        new($"apiVersion: v1\nkind: Secret\nmetadata:\n  name: database\n  {metadata}\ntype: Opaque\n");
}

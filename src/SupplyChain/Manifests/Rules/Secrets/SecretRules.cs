using SupplyChain.Images;
using SupplyChain.Manifests.Linting;
using SupplyChain.Manifests.Model;

namespace SupplyChain.Manifests.Rules.Secrets;

/// <summary>Rules on credentials that stand in manifests. Their messages name keys and never values.</summary>
internal static class SecretRules
{
    private static readonly string[] Fields = ["data", "stringData"];

    public static IEnumerable<Rule> All { get; } =
    [
        new()
        {
            Id = "sec-manifest-data",
            Title = "Secrets are not kept in manifests",
            Reason = "base64 hides nothing, so whoever reads the repository, now or in its history, has the secret.",
            Area = HardeningArea.Secrets,
            Severity = Severity.High,
            Remedy =
                "Take it from an external store (External Secrets, a CSI driver) or seal it (SOPS, Sealed Secrets), and replace the value.",
            Kinds = ["Secret"],
            Check = (secret, _) => secret.Is("", "Secret") && secret.Root["sops"] is null ? Data(secret) : [],
            Bad = Example("data:\n  password: aHVudGVyMi1idXQtbG9uZ2Vy # here"),
            Good = Example("type: Opaque"),
        },
        new()
        {
            Id = "sec-env-literal",
            Title = "Credentials are not written into the environment",
            Reason = "The value stands in the repository, in every copy of the object, and in the output of 'kubectl describe'.",
            Area = HardeningArea.Secrets,
            Severity = Severity.High,
            Remedy = "Take it from a Secret with 'valueFrom.secretKeyRef', or from a mounted file, and replace the value.",
            Aliases = ["C-0012"],
            Kinds = PodTemplatePath.Kinds,
            Check = (resource, scope) =>
                from container in scope.Graph.WorkloadOf(resource)?.Containers ?? []
                from variable in container.Node.List("env")
                let value = variable["value"]
                where value?.AsString is { } text && IsCredential(variable.Text("name") ?? "", text)
                select new Violation(
                    resource,
                    value,
                    $"The variable {Printable.Quote(variable.Text("name") ?? "")} of container {container.Name} holds a credential in plain text."
                ),
            Bad = PodExample.Of(container: "env:\n- name: DATABASE_PASSWORD\n  value: hunter2-but-longer # here"),
            Good = PodExample.Of(
                container: "env:\n- name: DATABASE_PASSWORD\n  valueFrom:\n    secretKeyRef: {name: database, key: password}"
            ),
        },
        new()
        {
            Id = "sec-configmap",
            Title = "Credentials are not kept in ConfigMaps",
            Reason = "ConfigMaps are readable to many and are not encrypted in etcd.",
            Area = HardeningArea.Secrets,
            Severity = Severity.High,
            Remedy = "Move the value into a Secret that comes from an external store, and replace it.",
            Aliases = ["KSV-0109", "C-0012"],
            Kinds = ["ConfigMap"],
            Check = (map, _) =>
                from entry in map.Is("", "ConfigMap") ? map.Root["data"]?.Entries ?? [] : []
                where
                    entry.Value.AsString is { } text
                    && (IsMultiLine(text) ? SecretShape.HasKnownFormat(text) : IsCredential(entry.Name, text))
                select new Violation(map, entry.Key, $"The key {Printable.Quote(entry.Name)} holds a credential in plain text."),
            Bad = ConfigMap("database-password: hunter2-but-longer # here"),
            Good = ConfigMap("database-host: db.shop.example"),
        },
    ];

    /// <summary>Every literal is a finding but files that set no credential, as configuration is kept in Secrets too.</summary>
    private static IEnumerable<Violation> Data(Resource secret) =>
        from field in Fields
        from entry in secret.Root[field]?.Entries ?? []
        let written = entry.Value.AsString ?? ""
        let text = field == "data" ? SecretShape.Decode(written) : written
        where IsMultiLine(text ?? "") ? SecretShape.SetsCredential(text!) : SecretShape.IsLiteral(text ?? written)
        select new Violation(secret, entry.Key, $"The Secret keeps the value of {Printable.Quote(entry.Name)} in the manifest.");

    private static bool IsCredential(string name, string value) =>
        SecretShape.HasKnownFormat(value) || (SecretShape.IsCredentialName(name) && SecretShape.IsLiteral(value));

    private static bool IsMultiLine(string text) => text.Trim().Contains('\n', StringComparison.Ordinal);

    private static RuleExample Example(string lines) =>
        new($"apiVersion: v1\nkind: Secret\nmetadata:\n  name: database\n  namespace: shop\n{lines}\n");

    private static RuleExample ConfigMap(string line) =>
        new($"apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: shop\n  namespace: shop\ndata:\n  {line}\n");
}

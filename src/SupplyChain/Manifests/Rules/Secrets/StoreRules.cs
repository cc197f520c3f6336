using SupplyChain.Images;
using SupplyChain.Manifests.Linting;
using SupplyChain.Manifests.Model;
using SupplyChain.Manifests.Yaml;

namespace SupplyChain.Manifests.Rules.Secrets;

/// <summary>Rules on where External Secrets and the CSI driver take secrets from (external-secrets.io, secrets-store-csi-driver).</summary>
internal static class StoreRules
{
    private const string External = "external-secrets.io";

    private static readonly string[] Stores = ["SecretStore", "ClusterSecretStore"];

    /// <summary>Where providers keep a key pair or a password instead of the workload's own identity.</summary>
    private static readonly string[][] StaticCredentials =
    [
        ["aws", "auth", "secretRef"],
        ["azurekv", "authSecretRef"],
        ["gcpsm", "auth", "secretRef"],
        ["vault", "auth", "tokenSecretRef"],
        ["vault", "auth", "userPass"],
    ];

    public static IEnumerable<Rule> All { get; } =
    [
        new()
        {
            Id = "eso-store-open",
            Title = "A store of the whole cluster says who may use it",
            Reason = "Without conditions every namespace reads every secret that the store can read.",
            Area = HardeningArea.Secrets,
            Severity = Severity.High,
            Remedy = "List the namespaces in 'conditions', or use a SecretStore in each.",
            Kinds = ["ClusterSecretStore"],
            Check = (store, _) =>
                store.Group == External && store.Spec is { } spec && spec.List("conditions").Count == 0
                    ? [new Violation(store, spec, "Every namespace may read secrets through this store.")]
                    : [],
            Bad = Store("provider: {vault: {server: https://vault.shop.example}} # here"),
            Good = Store("provider: {vault: {server: https://vault.shop.example}}\n  conditions:\n  - namespaces: [shop]"),
        },
        new()
        {
            Id = "eso-plain-url",
            Title = "Secrets are fetched over TLS",
            Reason = "Everyone on the way reads every secret, and the store's own credential.",
            Area = HardeningArea.Secrets,
            Severity = Severity.High,
            Remedy = "Use an https address.",
            Kinds = Stores,
            Check = (store, _) =>
                from provider in Providers(store)
                from field in new[] { "server", "url", "vaultUrl", "host" }
                let address = provider.Value[field]
                where address?.AsString?.StartsWith("http://", StringComparison.OrdinalIgnoreCase) == true
                select new Violation(store, address, "The store is asked in plain text."),
            Bad = Store(
                "conditions: [{namespaces: [shop]}]\n  provider:\n    vault:\n      server: http://vault.shop.example # here"
            ),
            Good = Store("conditions: [{namespaces: [shop]}]\n  provider:\n    vault:\n      server: https://vault.shop.example"),
        },
        new()
        {
            Id = "eso-fake",
            Title = "No store is a fake",
            Reason = "The provider for tests keeps its secrets in the manifest.",
            Area = HardeningArea.Secrets,
            Severity = Severity.High,
            Remedy = "Use a real provider.",
            Kinds = Stores,
            Check = (store, _) =>
                from provider in Providers(store)
                where provider.Name == "fake"
                select new Violation(store, provider.Key, "The store's secrets stand in the manifest."),
            Bad = Store("conditions: [{namespaces: [shop]}]\n  provider:\n    fake: {data: []} # here"),
            Good = Store("conditions: [{namespaces: [shop]}]\n  provider:\n    vault: {server: https://vault.shop.example}"),
        },
        new()
        {
            Id = "eso-static-creds",
            Title = "Stores are opened by the workload's own identity",
            Reason = "A key that never changes opens the whole store to who gets a copy.",
            Area = HardeningArea.Secrets,
            Severity = Severity.Medium,
            Remedy = "Use the cloud's workload identity, or Kubernetes authentication of Vault.",
            Kinds = Stores,
            Check = (store, _) =>
                from path in StaticCredentials
                let credential = store.Group == External ? store.Spec?["provider"]?.At(path) : null
                where credential is not null
                select new Violation(
                    store,
                    credential,
                    $"The store is opened by a key that is kept ('{string.Join('.', path)}')."
                ),
            Bad = Store(
                "conditions: [{namespaces: [shop]}]\n  provider:\n    aws:\n      auth:\n        secretRef: {accessKeyIDSecretRef: {name: aws, key: id}} # here"
            ),
            Good = Store(
                "conditions: [{namespaces: [shop]}]\n  provider:\n    aws:\n      auth:\n        jwt: {serviceAccountRef: {name: eso}}"
            ),
        },
        new()
        {
            Id = "spc-dangling",
            Title = "Every secret volume has its class",
            Reason = "The pod does not start, and the quick way out is a secret in the manifest.",
            Area = HardeningArea.Secrets,
            Severity = Severity.Medium,
            Remedy = "Add the SecretProviderClass to the pod's namespace, or correct its name.",
            Kinds = PodTemplatePath.Kinds,
            NeedsWholeSet = true,
            Check = (resource, scope) =>
                from volume in scope.Graph.WorkloadOf(resource)?.Spec.List("volumes") ?? []
                let name = volume.At("csi", "volumeAttributes", "secretProviderClass")
                where
                    volume.At("csi", "driver")?.AsString == "secrets-store.csi.k8s.io"
                    && name?.AsString is not null
                    && scope.Graph.Index.Find("SecretProviderClass", resource.EffectiveNamespace, name.AsString) is null
                select new Violation(
                    resource,
                    name,
                    $"There is no SecretProviderClass {Printable.Quote(name.AsString!)} in the namespace."
                ),
            Bad = ClassExample("other # here"),
            Good = ClassExample("shop"),
        },
    ];

    private static IReadOnlyList<YamlEntry> Providers(Resource store) =>
        store.Group == External ? store.Spec?["provider"]?.Entries ?? [] : [];

    private static RuleExample Store(string spec) =>
        new($"apiVersion: {External}/v1\nkind: ClusterSecretStore\nmetadata:\n  name: vault\nspec:\n  {spec}\n");

    private static RuleExample ClassExample(string name) =>
        new(
            PodExample
                .Of(
                    $"volumes:\n- name: secrets\n  csi:\n    driver: secrets-store.csi.k8s.io\n    volumeAttributes:\n      secretProviderClass: {name}"
                )
                .Yaml
                + "---\napiVersion: secrets-store.csi.x-k8s.io/v1\nkind: SecretProviderClass\nmetadata:\n  name: shop\n  namespace: shop\nspec:\n  provider: vault\n"
        );
}

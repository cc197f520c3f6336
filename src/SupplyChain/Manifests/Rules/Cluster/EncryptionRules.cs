using SupplyChain.Manifests.Linting;
using SupplyChain.Manifests.Yaml;

namespace SupplyChain.Manifests.Rules.Cluster;

/// <summary>Rules on the file that says how the API server encrypts what it stores.</summary>
internal static class EncryptionRules
{
    private static readonly string[] LocalProviders = ["aescbc", "aesgcm", "secretbox"];

    public static IEnumerable<Rule> All { get; } =
    [
        new()
        {
            Id = "enc-identity-first",
            Title = "The first encryption provider encrypts",
            Reason = "New data is written by the first provider, and 'identity' writes plain text.",
            Area = HardeningArea.Cluster,
            Severity = Severity.Critical,
            Remedy = "Put a KMS or secretbox provider first, and 'identity' last.",
            Aliases = ["CIS-1.2.28", "CKV_K8S_104", "C-0142"],
            Kinds = ["EncryptionConfiguration"],
            Check = (configuration, _) =>
                from resources in Parts(configuration)
                let providers = resources.List("providers")
                let first = providers.Count > 0 ? providers[0] : null
                where first?.Entry("identity") is not null
                select new Violation(
                    configuration,
                    first,
                    "New data is written in plain text, as 'identity' is the first provider."
                ),
            Bad = Example("- identity: {} # here\n    - kms: {apiVersion: v2, name: vault, endpoint: unix:///run/kms.sock}"),
            Good = Example("- kms: {apiVersion: v2, name: vault, endpoint: unix:///run/kms.sock}\n    - identity: {}"),
        },
        new()
        {
            Id = "enc-key-committed",
            Title = "Encryption keys are not kept in manifests",
            Reason = "Whoever reads the repository reads every secret in a copy of etcd.",
            Area = HardeningArea.Cluster,
            Severity = Severity.Critical,
            Remedy = "Use a KMS provider, or write the file on the control plane alone, and replace the key.",
            Kinds = ["EncryptionConfiguration"],
            Check = (configuration, _) =>
                from resources in Parts(configuration)
                from provider in resources.List("providers")
                from name in LocalProviders
                from key in provider[name]?.List("keys") ?? []
                let secret = key["secret"]
                where secret?.AsString?.Length > 0
                select new Violation(configuration, secret, "An encryption key stands here in plain text."),
            Bad = Example(
                "- secretbox:\n        keys:\n        - name: key1\n          secret: dGhpcyBpcyBhbiBleGFtcGxlIGtleSAzMiBieXRlcyE= # here"
            ),
            Good = Example("- kms: {apiVersion: v2, name: vault, endpoint: unix:///run/kms.sock}"),
        },
    ];

    private static IReadOnlyList<YamlNode> Parts(Resource configuration) =>
        configuration.Group == "apiserver.config.k8s.io" ? configuration.Root.List("resources") : [];

    private static RuleExample Example(string providers) =>
        new(
            $"""
            apiVersion: apiserver.config.k8s.io/v1
            kind: EncryptionConfiguration
            resources:
            - resources: [secrets]
              providers:
                {providers}

            """
        );
}

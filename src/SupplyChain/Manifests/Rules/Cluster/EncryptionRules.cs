using SupplyChain.Manifests.Linting;
using SupplyChain.Manifests.Yaml;

namespace SupplyChain.Manifests.Rules.Cluster;

/// <summary>Rules on the file that says how the API server encrypts what it stores.</summary>
internal static class EncryptionRules
{
    private const string Group = "apiserver.config.k8s.io";

    private const string Strong = "- kms: {apiVersion: v2, name: vault, endpoint: unix:///run/kms.sock}";

    /// <summary>Names under which secrets are covered; a wildcard stands for a group's resources, or for all.</summary>
    private static readonly string[] Covering = ["secrets", "*.", "*.*"];

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
                Parts(configuration).FirstOrDefault(CoversSecrets)?.List("providers") is [var first, ..]
                && first.Entry("identity") is not null
                    ?
                    [
                        new Violation(
                            configuration,
                            first,
                            "New secrets are written in plain text, as 'identity' is the first provider."
                        ),
                    ]
                    : [],
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
            MeetsSecrets = true,
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
            Good = Example(Strong),
        },
        new()
        {
            Id = "enc-secrets-uncovered",
            Title = "The encryption at rest covers secrets",
            Reason = "What no entry names is stored in plain text.",
            Area = HardeningArea.Cluster,
            Severity = Severity.High,
            Remedy = "Add 'secrets' to the 'resources' of an entry that encrypts.",
            Aliases = ["C-0066"],
            Kinds = ["EncryptionConfiguration"],
            Check = (configuration, _) =>
                configuration.Group == Group && !Parts(configuration).Any(CoversSecrets)
                    ?
                    [
                        new Violation(
                            configuration,
                            configuration.Root["resources"] ?? configuration.Root,
                            "No entry names secrets, so that they are stored in plain text."
                        ),
                    ]
                    : [],
            Bad = Example(Strong).With("- resources: [secrets]", "- resources: [configmaps] # here"),
            Good = Example(Strong),
        },
        new()
        {
            Id = "enc-weak-provider",
            Title = "Secrets are encrypted by a provider that stands up to study",
            Reason =
                "aescbc can be tricked by who changes the stored bytes, aesgcm breaks when its key is kept for long, and KMS v1 is slow and deprecated.",
            Area = HardeningArea.Cluster,
            Severity = Severity.Medium,
            Remedy = "Put a KMS v2 provider first, or secretbox.",
            Kinds = ["EncryptionConfiguration"],
            Check = (configuration, _) =>
                from part in Parts(configuration)
                let first = part.List("providers") is { Count: > 0 } providers ? providers[0] : null
                let name = first?.Entries is { Count: > 0 } entries ? entries[0].Name : null
                where
                    name is "aescbc" or "aesgcm" || (name == "kms" && first!["kms"] is { } kms && kms.Text("apiVersion") != "v2")
                select new Violation(configuration, first!, $"New data is encrypted by {(name == "kms" ? "KMS v1" : name)}."),
            Bad = Example("- kms: {name: vault, endpoint: unix:///run/kms.sock} # here"),
            Good = Example(Strong),
        },
    ];

    /// <summary>Whether an entry is about secrets; of several the first counts, so that an exception can stand before a wildcard.</summary>
    private static bool CoversSecrets(YamlNode part) => part.List("resources").Any(name => Covering.Contains(name.AsString));

    private static IReadOnlyList<YamlNode> Parts(Resource configuration) =>
        configuration.Group == Group ? configuration.Root.List("resources") : [];

    private static RuleExample Example(string providers) =>
        new(
            $"""
            apiVersion: {Group}/v1
            kind: EncryptionConfiguration
            resources:
            - resources: [secrets]
              providers:
                {providers}

            """
        );
}

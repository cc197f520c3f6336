using SupplyChain.Manifests.Linting;

namespace SupplyChain.Manifests.Rules.Cluster;

/// <summary>Rules on eksctl's ClusterConfig (eksctl.io/usage/schema).</summary>
internal static class ManagedClusterRules
{
    private const string Group = "eksctl.io";

    public static IEnumerable<Rule> All { get; } =
    [
        new()
        {
            Id = "eksctl-public-endpoint",
            Title = "The API server is not open to the whole internet",
            Reason = "Everyone can try stolen credentials and new flaws against a public API server.",
            Area = HardeningArea.Cluster,
            Severity = Severity.High,
            Remedy = "Set 'vpc.clusterEndpoints.publicAccess: false', or list your networks in 'vpc.publicAccessCIDRs'.",
            Aliases = ["C-0227", "C-0228"],
            Kinds = ["ClusterConfig"],
            Check = (cluster, _) =>
            {
                var network = cluster.Root["vpc"];
                var open = network?.List("publicAccessCIDRs").FirstOrDefault(range => range.AsString is "0.0.0.0/0" or "::/0");
                return
                    cluster.Group == Group
                    && network?["clusterEndpoints"]?.Boolean("publicAccess") != false
                    && (open is not null || network?.List("publicAccessCIDRs") is null or { Count: 0 })
                    ?
                    [
                        new Violation(
                            cluster,
                            open ?? network ?? cluster.Root,
                            "The API server accepts connections from every address."
                        ),
                    ]
                    : [];
            },
            Bad = Example("vpc:\n  clusterEndpoints: {publicAccess: true}\n  publicAccessCIDRs:\n  - 0.0.0.0/0 # here"),
            Good = Example(
                "vpc:\n  clusterEndpoints: {publicAccess: true, privateAccess: true}\n  publicAccessCIDRs: [192.0.2.0/24]"
            ),
        },
        new()
        {
            Id = "eksctl-no-kms",
            Title = "Secrets of the cluster are encrypted with a key of yours",
            Reason = "Without an own key nobody can cut off who has a copy of the cluster's storage.",
            Area = HardeningArea.Cluster,
            Severity = Severity.High,
            Remedy = "Set 'secretsEncryption.keyARN'.",
            Aliases = ["C-0231"],
            Kinds = ["ClusterConfig"],
            Check = (cluster, _) =>
                cluster.Group == Group && cluster.Root.At("secretsEncryption", "keyARN") is null
                    ?
                    [
                        new Violation(
                            cluster,
                            cluster.Root["secretsEncryption"] ?? cluster.Root,
                            "No key encrypts the cluster's secrets."
                        ),
                    ]
                    : [],
            Bad = Example("secretsEncryption: {} # here"),
            Good = Example("secretsEncryption:\n  keyARN: arn:aws:kms:eu-central-1:111122223333:key/shop"),
        },
        new()
        {
            Id = "eksctl-no-logs",
            Title = "The control plane writes its audit log",
            Reason = "Without it nobody can tell afterwards who did what.",
            Area = HardeningArea.Cluster,
            Severity = Severity.High,
            Remedy = "List 'audit' and 'authenticator' in 'cloudWatch.clusterLogging.enableTypes'.",
            Aliases = ["C-0067"],
            Kinds = ["ClusterConfig"],
            Check = (cluster, _) =>
                cluster.Group == Group
                && cluster.Root.At("cloudWatch", "clusterLogging") is var logging
                && logging?.List("enableTypes").Any(type => type.AsString is "audit" or "all" or "*") != true
                    ?
                    [
                        new Violation(
                            cluster,
                            logging?["enableTypes"] ?? logging ?? cluster.Root,
                            "The audit log is not written."
                        ),
                    ]
                    : [],
            Bad = Example("cloudWatch:\n  clusterLogging:\n    enableTypes: [scheduler] # here"),
            Good = Example("cloudWatch:\n  clusterLogging:\n    enableTypes: [audit, authenticator]"),
        },
    ];

    private static RuleExample Example(string lines) =>
        new(
            $"""
            apiVersion: {Group}/v1alpha5
            kind: ClusterConfig
            metadata:
              name: shop
              region: eu-central-1
            {lines}

            """
        );
}

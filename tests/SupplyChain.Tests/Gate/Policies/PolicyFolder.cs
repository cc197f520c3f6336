using SupplyChain.Gate.Policies;
using SupplyChain.Signing.Keys;
using SupplyChain.Signing.Signers;
using SupplyChain.Testing;

namespace SupplyChain.Tests.Gate.Policies;

/// <summary>A folder with keys for three signers, to write policies into.</summary>
internal sealed class PolicyFolder : IDisposable
{
    private static readonly SignerOpener Opener = new(
        new KeyAccess
        {
            Environment = _ => null,
            Password = _ => null,
            Offline = true,
        },
        TimeProvider.System
    );

    private readonly TemporaryFolder folder = new();

    public PolicyFolder()
    {
        foreach (var (name, key) in Keys)
        {
            _ = folder.Write($"keys/{name}.pub", key.PublicKey.ToPem());
        }
    }

    public static IReadOnlyDictionary<string, PrivateKey> Keys { get; } =
        new[] { "ci", "scanner", "gatekeeper", "stranger" }.ToDictionary(name => name, _ => PrivateKey.Generate());

    public const string Signers = """
        signers:
          ci: { key: keys/ci.pub }
          scanner: { key: keys/scanner.pub }
          gatekeeper: { key: keys/gatekeeper.pub }
        """;

    /// <summary>A policy without waivers, to append some to.</summary>
    public const string Valid = $$"""
        gate: v1
        id: https://shop.example/policy
        {{Signers}}
        environments:
          prod:
            mode: enforce
            validFor: 24h
            images:
              - match: "registry.shop.example/**"
                digest: required
                signature: { by: [ci] }
                scan: { by: [scanner], maxAge: 3d, dbMaxAge: 48h, fail: [{ severity: high, fixable: true, grace: 2w }] }
            manifests: { level: restricted }
          dev: { extends: prod, mode: warn, manifests: { fail: critical } }

        """;

    public string Path => folder.Path;

    public string Write(string policy) => folder.Write("policy.yaml", policy);

    public Policy Read(string policy) => ReadFile(Write(policy));

    /// <summary>Reads a policy whose keys are in files, which takes no waiting.</summary>
    public static Policy ReadFile(string path) =>
        PolicyFile.ReadAsync(path, Opener, CancellationToken.None).GetAwaiter().GetResult();

    /// <summary>The lines of the refusal, without the path of the file.</summary>
    public string[] Refusal(string policy)
    {
        var path = Write(policy);
        var refusal = Xunit.Assert.Throws<ConfigurationException>(() => ReadFile(path));
        return refusal.Message.Replace(path, "policy", StringComparison.Ordinal).Split('\n');
    }

    public void Dispose() => folder.Dispose();
}

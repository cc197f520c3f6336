using System.Text;
using System.Text.Json;
using SupplyChain.Attestations;
using SupplyChain.Attestations.Predicates;
using SupplyChain.Gate;
using SupplyChain.Gate.Deployment;
using SupplyChain.Images;
using SupplyChain.Signing;
using SupplyChain.Testing;
using SupplyChain.Testing.Registry;
using Xunit;

namespace SupplyChain.Tests.Gate;

/// <summary>The gate on an image of two platforms in a real registry, with its verdict read by a real cosign.</summary>
public sealed class RegistryGateTests : IDisposable
{
    private static readonly Platform[] Platforms = [Platform.LinuxAmd64, new Platform("linux", "arm64")];

    private readonly Shop shop = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => shop.Dispose();

    [Fact]
    public async Task An_index_with_evidence_for_every_platform_passes_and_cosign_reads_the_verdict()
    {
        await using var registry = await DockerRegistry.StartAsync();
        var image = $"{registry.Host}/shop/api:1.4.0";
        using var stores = new ImageStores(new ImageStoreOptions());
        var store = stores.OpenStore(ImageLocation.Parse(image));
        var (index, children) = await PushIndexAsync(store);
        await new ImageSigner(Shop.Key("ci"), shop.Time).SignAsync(store, index, new Dictionary<string, string>(), Cancelled);
        foreach (var child in children)
        {
            _ = await AttestAsync(store, "ci", child, Shop.ProvenanceOf(child.Digest));
            _ = await AttestAsync(store, "ci", child, Shop.SbomOf(child.Digest));
            _ = await AttestAsync(store, "scanner", child, shop.ScanOf(child.Digest));
        }

        shop.WriteManifest(
            File.ReadAllText(shop.At("manifests", "pod.yaml")).Replace(Shop.Reference, image, StringComparison.Ordinal)
        );
        await shop.AttestLintAsync();
        shop.ChangePolicy("\"registry.shop.example/**\"", $"\"{registry.Host}/**\"");

        var result = await GateAsync(stores);
        Assert.Equal(
            string.Empty,
            string.Join(
                '\n',
                result.Verdict.AllChecks.Where(check => check.Outcome >= SupplyChain.Gate.Verdicts.GateCheckOutcome.Error)
            )
        );
        Assert.Equal(["linux/amd64", "linux/arm64"], Assert.Single(result.Verdict.Images).Platforms);
        Assert.True((await DeployAsync(stores)).IsAllowed);

        var cosign = await PeerProcess.RunAsync(
            "cosign",
            [
                "verify-attestation",
                "--key",
                shop.At("keys", "gatekeeper.pub"),
                "--insecure-ignore-tlog",
                "--type",
                PredicateTypes.VerificationSummary,
                image,
            ],
            new Dictionary<string, string?> { ["HOME"] = shop.At() }
        );
        Assert.True(cosign.IsSuccess, cosign.StandardError);
        using var envelope = JsonDocument.Parse(cosign.StandardOutput);
        var statement = Statement.Parse(envelope.RootElement.GetProperty("payload").GetBytesFromBase64());
        var summary = VerificationSummary.Read(statement);
        Assert.Equal(VerificationResult.Passed, summary.VerificationResult);
        Assert.Equal(["GATE_ENV_PROD", "GATE_SCAN_12H"], summary.VerifiedLevels);
        Assert.Equal($"oci://{registry.Host}/shop/api@{index.Digest}", summary.ResourceUri);
        Assert.Equal(7, summary.InputAttestations!.Count);
    }

    private async Task<GateResult> GateAsync(ImageStores stores) =>
        await GateRun.RunAsync(
            new GateRequest
            {
                Policy = shop.Policy(),
                Manifests = [shop.At("manifests")],
                Stores = stores,
                Attestations = [shop.At("attestations")],
                Signer = new BundleSigner(Shop.Key("gatekeeper")),
                Output = shop.Output,
                Time = shop.Time,
            },
            Cancelled
        );

    private Task<DeploymentResult> DeployAsync(ImageStores stores) =>
        DeploymentCheck.VerifyAsync(
            new DeploymentRequest
            {
                Folder = shop.Gated,
                Policy = shop.Policy(),
                Stores = stores,
                Time = shop.Time,
            },
            Cancelled
        );

    private Task<PublishedBundle> AttestAsync(IImageStore store, string signer, Descriptor image, Statement statement) =>
        new ImageSigner(Shop.Key(signer), shop.Time).AttestAsync(store, image, statement, Cancelled);

    private static async Task<(Descriptor Index, IReadOnlyList<Descriptor> Children)> PushIndexAsync(IImageStore store)
    {
        var children = new List<Descriptor>();
        foreach (var platform in Platforms)
        {
            children.Add(await PushAsync(store, platform) with { Platform = platform });
        }

        var bytes = new ImageIndex { MediaType = MediaTypes.OciIndex, Manifests = children }.ToBytes();
        var index = Descriptor.Of(MediaTypes.OciIndex, bytes.Span);
        await store.WriteManifestAsync(index, bytes, "1.4.0", Cancelled);
        return (index, children);
    }

    private static async Task<Descriptor> PushAsync(IImageStore store, Platform platform)
    {
        var layer = await WriteAsync(store, MediaTypes.OciLayer, $"the layer for {platform}");
        var config = await WriteAsync(
            store,
            MediaTypes.OciConfig,
            $$"""{"architecture":"{{platform.Architecture}}","os":"{{platform.OS}}","rootfs":{"type":"layers","diff_ids":["{{layer.Digest}}"] } }"""
        );
        var bytes = new ImageManifest
        {
            MediaType = MediaTypes.OciManifest,
            Config = config,
            Layers = [layer],
        }.ToBytes();
        var manifest = Descriptor.Of(MediaTypes.OciManifest, bytes.Span);
        await store.WriteManifestAsync(manifest, bytes, null, Cancelled);
        return manifest;
    }

    private static async Task<Descriptor> WriteAsync(IImageStore store, string mediaType, string content)
    {
        var bytes = Encoding.UTF8.GetBytes(content);
        var descriptor = Descriptor.Of(mediaType, bytes);
        await store.WriteBlobAsync(descriptor, new MemoryStream(bytes), Cancelled);
        return descriptor;
    }
}

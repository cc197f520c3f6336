using System.Text;
using Microsoft.Extensions.Time.Testing;
using SupplyChain.Attestations;
using SupplyChain.Attestations.Predicates;
using SupplyChain.Gate;
using SupplyChain.Gate.Deployment;
using SupplyChain.Gate.Policies;
using SupplyChain.Images;
using SupplyChain.Images.Layouts;
using SupplyChain.Manifests;
using SupplyChain.Manifests.Linting;
using SupplyChain.Scanning;
using SupplyChain.Signing;
using SupplyChain.Signing.Keys;
using SupplyChain.Testing;
using SupplyChain.Tests.Gate.Policies;

namespace SupplyChain.Tests.Gate;

/// <summary>A small shop that is ready for release: manifests, a policy, an image with its evidence in an OCI layout, real keys.</summary>
internal sealed class Shop : IDisposable
{
    public const string Repository = "registry.shop.example/shop/api";
    public const string Reference = $"{Repository}:1.4.0";

    public const string PolicyText = """
        gate: v1
        id: https://shop.example/policy
        signers:
          ci: { key: keys/ci.pub }
          scanner: { key: keys/scanner.pub }
          gatekeeper: { key: keys/gatekeeper.pub }
        registries:
          allow: ["registry.shop.example/**"]
        environments:
          prod:
            mode: enforce
            validFor: 24h
            images:
              - match: "registry.shop.example/**"
                digest: required
                signature: { by: [ci] }
                provenance: { by: [ci] }
                sbom: { formats: [cyclonedx], by: [ci] }
                scan: { by: [scanner], maxAge: 12h, fail: [{ severity: high }] }
            manifests: { level: baseline, fail: critical, attested: { by: [ci] } }
          dev: { extends: prod, mode: warn }
          stage: { extends: prod }
        waivers:
          - id: W-1
            rule: scan.findings
            vulnerability: CVE-2026-1
            environments: [prod]
            owner: team@shop.example
            reason: Not reachable.
            expires: 2026-06-15

        """;

    private const string Manifest = $"""
        apiVersion: v1
        kind: Pod
        metadata: {"{"} name: api, namespace: shop {"}"}
        spec:
          containers:
            - name: api
              image: {Reference} # pinned by the gate

        """;

    private static readonly Dictionary<string, PrivateKey> Keys = new[]
    {
        "ci",
        "scanner",
        "gatekeeper",
        "stranger",
    }.ToDictionary(name => name, _ => PrivateKey.Generate());

    private readonly TemporaryFolder folder = new();

    public Shop()
    {
        Time = new FakeTimeProvider(new DateTimeOffset(2026, 6, 15, 12, 0, 0, TimeSpan.Zero));
        Layout = new OciLayout(folder.At("images"), TimeProvider.System);
        foreach (var (name, key) in Keys)
        {
            _ = folder.Write($"keys/{name}.pub", key.PublicKey.ToPem());
        }

        _ = folder.Write("policy.yaml", PolicyText);
        WriteManifest(Manifest);
    }

    public FakeTimeProvider Time { get; }

    public OciLayout Layout { get; }

    public string Output => folder.At("artifacts");

    public string Gated => folder.At("artifacts", "gated");

    public string GatedManifest => folder.At("artifacts", "gated", "pod.yaml");

    public string At(params string[] parts) => folder.At(parts);

    public static PrivateKey Key(string name) => Keys[name];

    /// <summary>A shop that passes the gate: its image is pushed, signed, attested and scanned, its manifests linted.</summary>
    public static async Task<Shop> ReadyAsync()
    {
        var shop = new Shop();
        await shop.AttestAllAsync(await shop.PushAsync("content"));
        await shop.AttestLintAsync();
        return shop;
    }

    public void WriteManifest(string text) => folder.Write("manifests/pod.yaml", text);

    public PolicyEnvironment Policy(string environment = "prod") => PolicyFolder.ReadFile(At("policy.yaml")).For(environment);

    public void ChangePolicy(string from, string to)
    {
        var text = File.ReadAllText(At("policy.yaml"));
        Xunit.Assert.Contains(from, text, StringComparison.Ordinal);
        File.WriteAllText(At("policy.yaml"), text.Replace(from, to, StringComparison.Ordinal));
    }

    /// <summary>Pushes an image with one layer, and has the tag stand for it.</summary>
    public async Task<Descriptor> PushAsync(string content, string reference = Reference)
    {
        var layer = await WriteBlobAsync(MediaTypes.OciLayer, content);
        var config = await WriteBlobAsync(
            MediaTypes.OciConfig,
            $$"""{"architecture":"amd64","os":"linux","rootfs":{"type":"layers","diff_ids":["{{layer.Digest}}"] } }"""
        );
        var manifest = new ImageManifest
        {
            MediaType = MediaTypes.OciManifest,
            Config = config,
            Layers = [layer],
        };
        var bytes = manifest.ToBytes();
        var descriptor = Descriptor.Of(MediaTypes.OciManifest, bytes.Span);
        await Layout.WriteManifestAsync(descriptor, bytes, reference, Xunit.TestContext.Current.CancellationToken);
        return descriptor;
    }

    public async Task AttestAllAsync(Descriptor image)
    {
        await SignAsync(image);
        await AttestAsync("ci", image, ProvenanceOf(image.Digest));
        await AttestAsync("ci", image, SbomOf(image.Digest));
        await AttestAsync("scanner", image, ScanOf(image.Digest));
    }

    public Task SignAsync(Descriptor image, string signer = "ci") =>
        new ImageSigner(Keys[signer], Time).SignAsync(
            Layout,
            image,
            new Dictionary<string, string>(),
            Xunit.TestContext.Current.CancellationToken
        );

    public Task AttestAsync(string signer, Descriptor image, Statement statement) =>
        new ImageSigner(Keys[signer], Time).AttestAsync(Layout, image, statement, Xunit.TestContext.Current.CancellationToken);

    public static Statement ProvenanceOf(Digest image) =>
        new Provenance
        {
            BuildDefinition = new BuildDefinition
            {
                BuildType = "https://shop.example/build",
                ExternalParameters = System.Text.Json.JsonDocument.Parse("{}").RootElement,
            },
            RunDetails = new RunDetails { Builder = new Builder("https://shop.example/builder") },
        }.ToStatement([Subject.Of(image)]);

    public static Statement SbomOf(Digest image) =>
        new([Subject.Of(image)], PredicateTypes.CycloneDx, """{"bomFormat":"CycloneDX","specVersion":"1.6"}"""u8.ToArray());

    /// <summary>A complete scan that ended an hour ago and found what W-1 waives.</summary>
    public Statement ScanOf(Digest image, params Finding[] more) => ScanStatement.Of(ReportOf(image, more), [Subject.Of(image)]);

    public ScanReport ReportOf(Digest image, params Finding[] more) =>
        Verdicts.Facts.Report with
        {
            Target = new ScannedTarget(Reference, ScannedTarget.Image, image),
            StartedAt = Time.GetUtcNow().AddHours(-1),
            FinishedAt = Time.GetUtcNow().AddHours(-1),
            Findings = [Verdicts.Facts.Finding("CVE-2026-1", Severity.High), .. more],
        };

    /// <summary>Lints the manifests as they are and signs the report.</summary>
    public async Task AttestLintAsync(string signer = "ci")
    {
        var manifests = ManifestSet.Load([At("manifests")]);
        var report = Linter.Lint(manifests, new LintOptions { PodSecurity = PodSecurityLevel.Baseline });
        var bundle = new BundleSigner(Keys[signer]).Sign(LintStatement.Of(manifests, report, Severity.Critical));
        _ = folder.Write("attestations/lint.json", "");
        File.WriteAllBytes(At("attestations", "lint.json"), bundle.ToBytes());
    }

    public async Task<GateResult> GateAsync(string environment = "prod", string? key = "gatekeeper")
    {
        using var stores = Stores();
        return await GateRun.RunAsync(
            new GateRequest
            {
                Policy = Policy(environment),
                Manifests = [At("manifests")],
                Stores = stores,
                Attestations = Directory.Exists(At("attestations")) ? [At("attestations")] : [],
                Signer = key is null ? null : new BundleSigner(Keys[key]),
                Output = Output,
                Time = Time,
            },
            Xunit.TestContext.Current.CancellationToken
        );
    }

    public async Task<DeploymentResult> DeployAsync(string environment = "prod", bool offline = false)
    {
        using var stores = Stores();
        return await DeploymentCheck.VerifyAsync(
            new DeploymentRequest
            {
                Folder = Gated,
                Policy = Policy(environment),
                Stores = offline ? null : stores,
                Time = Time,
            },
            Xunit.TestContext.Current.CancellationToken
        );
    }

    /// <summary>Removes evidence from beside the images: the referrers of this predicate type.</summary>
    public void Strip(string predicateType)
    {
        var path = At("images", "index.json");
        var index = System.Text.Json.Nodes.JsonNode.Parse(File.ReadAllText(path))!;
        var manifests = index["manifests"]!.AsArray();
        var stripped = manifests
            .Where(entry => (string?)entry!["annotations"]?["dev.sigstore.bundle.predicateType"] == predicateType)
            .ToArray();
        Xunit.Assert.NotEmpty(stripped);
        foreach (var entry in stripped)
        {
            _ = manifests.Remove(entry);
        }

        File.WriteAllText(path, index.ToJsonString());
    }

    public ImageStores Stores() => new(new ImageStoreOptions { Offline = true, Layouts = [At("images")] });

    public void Dispose() => folder.Dispose();

    private async Task<Descriptor> WriteBlobAsync(string mediaType, string content)
    {
        var bytes = Encoding.UTF8.GetBytes(content);
        var descriptor = Descriptor.Of(mediaType, bytes);
        await Layout.WriteBlobAsync(descriptor, new MemoryStream(bytes), Xunit.TestContext.Current.CancellationToken);
        return descriptor;
    }
}

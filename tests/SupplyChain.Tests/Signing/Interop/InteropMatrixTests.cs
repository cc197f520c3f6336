using Microsoft.Extensions.Time.Testing;
using SupplyChain.Images;
using SupplyChain.Signing;
using SupplyChain.Signing.Keys;
using SupplyChain.Signing.Verification;
using SupplyChain.Testing;
using SupplyChain.Testing.Registry;
using SupplyChain.Tests.Images;
using Xunit;

namespace SupplyChain.Tests.Signing.Interop;

/// <summary>Every kind of key, signed with by every client and verified by every other; the table is docs/interop.md.</summary>
public sealed class InteropMatrixTests : IDisposable
{
    private static readonly (KeyAlgorithm Algorithm, string Name)[] Keys =
    [
        (KeyAlgorithm.EcdsaP256Sha256, "ecdsa-p256"),
        (KeyAlgorithm.EcdsaP384Sha256, "ecdsa-p384"),
        (KeyAlgorithm.EcdsaP521Sha256, "ecdsa-p521"),
        (KeyAlgorithm.RsaPkcs1Sha256, "rsa-2048"),
        (KeyAlgorithm.RsaPssSha256, "rsa-pss-2048"),
        (KeyAlgorithm.Ed25519, "ed25519"),
    ];

    private static readonly string[] Verifiers =
    [
        InteropPeers.Ours,
        InteropPeers.Cosign,
        InteropPeers.SigstoreGo,
        InteropPeers.SigstoreJs,
    ];

    private readonly TemporaryFolder folder = new();
    private readonly InteropTable table = new(Verifiers);

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task What_each_client_signs_every_other_verifies_but_for_the_listed_faults_of_peers()
    {
        var peers = new InteropPeers(folder);
        await peers.StartAsync();
        var keys = Keys.Select(key => InteropKey.Make(folder, key.Algorithm, key.Name)).ToArray();
        foreach (var statement in new[] { false, true })
        {
            foreach (var key in keys)
            {
                foreach (var signer in new[] { InteropPeers.Ours, InteropPeers.Cosign, InteropPeers.SigstoreJs })
                {
                    var bundle = folder.At($"{key.Name}.{signer}.{statement}.json");
                    var signs = await peers.SignAsync(signer, key, statement, bundle);
                    await RecordAsync(peers, statement, key.Name, signer, signs ? key.PublicPath : null, bundle);
                }
            }

            var own = folder.At($"go.{statement}.json");
            var publicKey = await peers.SignWithGoAsync(statement, own);
            await RecordAsync(peers, statement, keys[0].Name, InteropPeers.SigstoreGo, publicKey, own);
        }

        await RecordImagesAsync(peers, keys);
        table.RequireExplained();
        await table.RequireDocumentedAsync(SourceTree.At("docs", "interop.md"));
    }

    private async Task RecordAsync(
        InteropPeers peers,
        bool statement,
        string key,
        string signer,
        string? publicKey,
        string bundle
    )
    {
        foreach (var verifier in Verifiers)
        {
            var verified = publicKey is null ? (bool?)null : await peers.VerifiesAsync(verifier, publicKey, statement, bundle);
            table.Add(statement ? "statement" : "file", key, signer, verifier, verified);
        }
    }

    private async Task RecordImagesAsync(InteropPeers peers, InteropKey[] keys)
    {
        await using var registry = await DockerRegistry.StartAsync();
        using var stores = new ImageStores(new ImageStoreOptions());
        var store = stores.OpenStore(ImageLocation.Parse($"{registry.Host}/shop"));
        var none = new Dictionary<string, string>();
        foreach (var key in keys)
        {
            foreach (var signer in new[] { InteropPeers.Ours, InteropPeers.Cosign })
            {
                var image = await Samples.PushImageAsync(store, $"{key.Name}-{signer}", $"{key.Name} {signer}");
                var name = $"{registry.Host}/shop@{image.Digest}";
                bool? signs = true;
                if (signer == InteropPeers.Ours)
                {
                    await new ImageSigner(key.Key, new FakeTimeProvider()).SignAsync(store, image, none, CancellationToken.None);
                }
                else
                {
                    signs = await peers.PassesAsync(
                        InteropPeers.Cosign,
                        ["sign", "--key", key.SealedPath, "--signing-config", folder.At("services.json"), "-y", name]
                    );
                }

                var verifier = new Verifier([new NamedKey("key", key.Key.PublicKey)]);
                var report = await verifier.VerifyImageAsync(store, image.Digest, none, CancellationToken.None);
                var byCosign = await peers.PassesAsync(
                    InteropPeers.Cosign,
                    ["verify", "--key", key.PublicPath, "--insecure-ignore-tlog", name]
                );
                table.Add("image", key.Name, signer, InteropPeers.Ours, signs == true ? report.IsVerified : null);
                table.Add("image", key.Name, signer, InteropPeers.Cosign, signs == true ? byCosign : null);
            }
        }
    }
}

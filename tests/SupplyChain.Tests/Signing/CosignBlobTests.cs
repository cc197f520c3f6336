using System.Text;
using SupplyChain.Attestations;
using SupplyChain.Images;
using SupplyChain.Signing;
using SupplyChain.Signing.Bundles;
using SupplyChain.Signing.Keys;
using SupplyChain.Signing.Verification;
using SupplyChain.Testing;
using Xunit;

namespace SupplyChain.Tests.Signing;

/// <summary>Files signed and attested here and by cosign, verified by the other.</summary>
public sealed class CosignBlobTests : IClassFixture<Cosign>
{
    private readonly Cosign cosign;
    private readonly PrivateKey key;
    private readonly Verifier verifier;
    private readonly string file;

    public CosignBlobTests(Cosign cosign)
    {
        Peers.Require("cosign");
        this.cosign = cosign;
        key = KeyFile.Load(cosign.KeyPath, () => Cosign.Password);
        verifier = new Verifier([new NamedKey("ci", key.PublicKey)]);
        file = cosign.Folder.Write("release.txt", "the release");
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_signed_here_is_verified_by_cosign_and_a_changed_one_denied_by_both()
    {
        var bundle = await SignAsync();
        var path = cosign.Folder.At("ours.bundle.json");
        await File.WriteAllBytesAsync(path, bundle.ToBytes(), Token);
        await cosign.SucceedAsync(VerifyBlob(path, file));
        Assert.True((await VerifyAsync(bundle, "the release")).IsVerified);

        var changed = cosign.Folder.Write("changed.txt", "The release");
        Assert.NotEqual(0, (await cosign.RunAsync(VerifyBlob(path, changed))).ExitCode);
        Assert.Equal(VerificationStatus.OtherSubject, (await VerifyAsync(bundle, "The release")).Status);
    }

    [Fact]
    public async Task A_file_signed_by_cosign_is_verified_here()
    {
        var path = cosign.Folder.At("theirs.bundle.json");
        await cosign.SucceedAsync(
            "sign-blob",
            "--key",
            cosign.KeyPath,
            "--signing-config",
            "offline.json",
            "--bundle",
            path,
            "-y",
            file
        );
        var bundle = Bundle.Parse(await File.ReadAllBytesAsync(path, Token));

        Assert.Equal(await File.ReadAllTextAsync(path, Token), Encoding.UTF8.GetString(bundle.ToBytes()));
        Assert.True((await VerifyAsync(bundle, "the release")).IsVerified);
    }

    [Fact]
    public async Task A_file_signed_with_another_key_is_denied_by_both()
    {
        var other = await new BundleSigner(PrivateKey.Generate()).SignBlobAsync(Content("the release"), Token);
        var path = cosign.Folder.At("other.bundle.json");
        await File.WriteAllBytesAsync(path, other.ToBytes(), Token);

        Assert.NotEqual(0, (await cosign.RunAsync(VerifyBlob(path, file))).ExitCode);
        Assert.Equal(VerificationStatus.WrongKey, (await VerifyAsync(other, "the release")).Status);
    }

    [Fact]
    public async Task A_statement_about_a_file_made_here_is_verified_by_cosign()
    {
        var digest = Digest.Sha256("the release"u8);
        var statement = new Statement([Subject.Of(digest, "release.txt")], "https://example.com/t", "{\"a\":1}"u8.ToArray());
        var bundle = new BundleSigner(key).Sign(statement);
        var path = cosign.Folder.At("attested.bundle.json");
        await File.WriteAllBytesAsync(path, bundle.ToBytes(), Token);

        await cosign.SucceedAsync(VerifyBlobAttestation(path, "https://example.com/t", file));
        Assert.True(verifier.VerifyStatement(bundle, digest, "https://example.com/t").IsVerified);
        Assert.NotEqual(0, (await cosign.RunAsync(VerifyBlobAttestation(path, "https://example.com/u", file))).ExitCode);
        Assert.Equal(VerificationStatus.WrongType, verifier.VerifyStatement(bundle, digest, "https://example.com/u").Status);
    }

    [Fact]
    public async Task A_statement_about_a_file_made_by_cosign_is_verified_here()
    {
        var predicate = cosign.Folder.Write("predicate.json", """{"result":"PASSED","configuration":[]}""");
        var path = cosign.Folder.At("theirs.attested.json");
        await cosign.SucceedAsync(
            "attest-blob",
            "--key",
            cosign.KeyPath,
            "--signing-config",
            "offline.json",
            "--type",
            PredicateTypes.TestResult,
            "--predicate",
            predicate,
            "--bundle",
            path,
            "-y",
            file
        );
        var bundle = Bundle.Parse(await File.ReadAllBytesAsync(path, Token));
        var result = verifier.VerifyStatement(bundle, Digest.Sha256("the release"u8), PredicateTypes.TestResult);

        Assert.True(result.IsVerified, result.Message);
        Assert.Equal(
            SupplyChain.Attestations.Predicates.TestOutcome.Passed,
            SupplyChain.Attestations.Predicates.TestResult.Read(result.Statement!).Result
        );
        Assert.Equal(
            VerificationStatus.OtherSubject,
            verifier.VerifyStatement(bundle, Digest.Sha256("another"u8), PredicateTypes.TestResult).Status
        );
    }

    private Task<Bundle> SignAsync() => new BundleSigner(key).SignBlobAsync(Content("the release"), Token);

    private Task<EvidenceVerification> VerifyAsync(Bundle bundle, string content) =>
        verifier.VerifyBlobAsync(bundle, Content(content), Token);

    private static MemoryStream Content(string text) => new(Encoding.UTF8.GetBytes(text));

    private string[] VerifyBlob(string bundle, string path) =>
        ["verify-blob", "--key", cosign.PublicKeyPath, "--bundle", bundle, "--insecure-ignore-tlog", path];

    private string[] VerifyBlobAttestation(string bundle, string type, string path) =>
        [
            "verify-blob-attestation",
            "--key",
            cosign.PublicKeyPath,
            "--bundle",
            bundle,
            "--insecure-ignore-tlog",
            "--type",
            type,
            path,
        ];
}

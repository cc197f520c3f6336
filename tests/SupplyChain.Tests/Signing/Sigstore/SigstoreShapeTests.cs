using System.Security.Cryptography;
using SupplyChain.Signing.Keys;
using SupplyChain.Signing.Verification;
using SupplyChain.Testing;
using SupplyChain.Testing.Sigstore;
using Xunit;

namespace SupplyChain.Tests.Signing.Sigstore;

/// <summary>Every way of signing is verified, by us and by the real verifiers, which is what the virtual services are good for.</summary>
public sealed class SigstoreShapeTests
{
    public static TheoryData<string> Files => [.. SigstoreShapes.OfFiles.Keys];

    public static TheoryData<string> Statements => [.. SigstoreShapes.OfStatements.Keys];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task A_signed_file_is_verified_by_us_and_by_cosign(string shape)
    {
        var signed = SigstoreCase.OfFile(SigstoreShapes.OfFiles[shape]());
        var result = signed.Verify();
        Assert.True(result.IsVerified, result.Message);
        await AssertCosignAcceptsAsync(signed, "verify-blob");
    }

    [Theory]
    [MemberData(nameof(Statements))]
    public async Task A_signed_statement_is_verified_by_us_and_by_cosign(string shape)
    {
        var signed = SigstoreCase.OfStatement(SigstoreShapes.OfStatements[shape]());
        var result = signed.Verify();
        Assert.True(result.IsVerified, result.Message);
        Assert.Equal(SigstoreCase.Type, result.Statement!.PredicateType);
        await AssertCosignAcceptsAsync(signed, "verify-blob-attestation", "--type", SigstoreCase.Type);
    }

    [Fact]
    public async Task A_file_signed_with_the_hash_of_a_longer_curve_is_verified_by_the_file_and_not_told_by_another_digest()
    {
        var signed = SigstoreCase.OfFile(new SigningShape { Curve = ECCurve.NamedCurves.nistP384 });
        var token = TestContext.Current.CancellationToken;
        var result = await new Verifier(signed.Policy).VerifyBlobAsync(signed.Bundle, new MemoryStream(SigstoreCase.File), token);
        Assert.True(result.IsVerified, result.Message);

        var unknown = Assert.Throws<ConfigurationException>(() => signed.Verify());
        Assert.Equal("signing.digest", unknown.Code);
        var byKeys = signed.Policy with { Identities = [], Keys = [new NamedKey("ci", PrivateKey.Generate().PublicKey)] };
        var denied = new Verifier(byKeys).VerifyAny(signed.Bundle, SignedContent.Of(SigstoreCase.Digest), SigstoreCase.Digest);
        Assert.Equal(VerificationStatus.WrongKey, denied.Status);
    }

    [Fact]
    public void An_entry_of_a_kind_for_files_shows_nothing_about_a_statement()
    {
        var result = SigstoreCase.OfStatement(new SigningShape { EntryKind = "hashedrekord/0.0.1" }).Verify();
        Assert.Equal(VerificationStatus.Untrusted, result.Status);
        Assert.Contains("of a kind that holds no envelopes", result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Who_signed_is_told_with_every_claim()
    {
        var claims = SigstoreCase.OfFile().Verify().Certificate!;
        Assert.Equal("https://token.actions.githubusercontent.com", claims.Issuer);
        Assert.Equal("https://github.com/acme/shop/.github/workflows/release.yml@refs/tags/v1.2.0", claims.Identity);
        Assert.Equal("acme/shop", claims.All["github-workflow-repository"]);
        Assert.Equal("github-hosted", claims.All["runner-environment"]);
    }

    private static async Task AssertCosignAcceptsAsync(SigstoreCase signed, string command, params string[] more)
    {
        using var folder = new TemporaryFolder();
        var token = TestContext.Current.CancellationToken;
        await File.WriteAllBytesAsync(folder.At("file"), SigstoreCase.File, token);
        await File.WriteAllBytesAsync(folder.At("bundle.json"), signed.Bundle.ToBytes(), token);
        await File.WriteAllBytesAsync(folder.At("root.json"), signed.Sigstore.TrustedRoot(), token);
        List<string> arguments =
        [
            command,
            "--bundle",
            folder.At("bundle.json"),
            "--trusted-root",
            folder.At("root.json"),
            .. more,
        ];
        if (signed.Policy.Keys.Count > 0)
        {
            await File.WriteAllTextAsync(folder.At("ci.pub"), signed.Policy.Keys[0].Key.ToPem(), token);
            arguments.AddRange(["--key", folder.At("ci.pub")]);
        }
        else
        {
            var identity = new VirtualIdentity();
            arguments.AddRange(["--certificate-identity", identity.Identity, "--certificate-oidc-issuer", identity.Issuer]);
        }

        if (signed.Bundle.Material.SignedTimestamps.Count > 0)
        {
            arguments.Add("--use-signed-timestamps");
        }

        var result = await PeerProcess.RunAsync("cosign", [.. arguments, folder.At("file")]);
        Assert.True(result.ExitCode == 0, result.StandardError);
    }
}

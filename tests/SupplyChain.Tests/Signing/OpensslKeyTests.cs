using SupplyChain.Signing.Keys;
using SupplyChain.Testing;
using Xunit;

namespace SupplyChain.Tests.Signing;

/// <summary>Keys made by the real openssl, in every form it writes them; what one side signs, the other verifies.</summary>
public sealed class OpensslKeyTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256", KeyAlgorithm.EcdsaP256Sha256)]
    [InlineData("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-384", KeyAlgorithm.EcdsaP384Sha256)]
    [InlineData("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-521", KeyAlgorithm.EcdsaP521Sha256)]
    [InlineData("ecparam -name prime256v1 -genkey", KeyAlgorithm.EcdsaP256Sha256)]
    [InlineData("ecparam -name secp384r1 -genkey -noout", KeyAlgorithm.EcdsaP384Sha256)]
    [InlineData("genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048", KeyAlgorithm.RsaPkcs1Sha256)]
    [InlineData("genrsa -traditional 2048", KeyAlgorithm.RsaPkcs1Sha256)]
    [InlineData("genpkey -algorithm RSA-PSS -pkeyopt rsa_keygen_bits:2048", KeyAlgorithm.RsaPssSha256)]
    [InlineData("genpkey -algorithm ED25519", KeyAlgorithm.Ed25519)]
    public async Task A_key_is_imported_and_its_signatures_verified_both_ways(string make, KeyAlgorithm algorithm)
    {
        var pem = folder.At("key.pem");
        var content = folder.Write("content", "what is signed");
        var words = make.Split(' ');
        await SucceedAsync([words[0], "-out", pem, .. words[1..]]);
        await SucceedAsync("pkey", "-in", pem, "-pubout", "-out", folder.At("key.pub"));
        var key = PrivateKey.Import(await File.ReadAllTextAsync(pem, TestContext.Current.CancellationToken), pem);
        var theirs = PublicKey.Load(folder.At("key.pub"));

        Assert.Equal(algorithm, key.PublicKey.Algorithm);
        Assert.Equal(theirs, key.PublicKey);
        Assert.Equal(
            await File.ReadAllTextAsync(folder.At("key.pub"), TestContext.Current.CancellationToken),
            key.PublicKey.ToPem()
        );

        await File.WriteAllBytesAsync(folder.At("ours.sig"), key.Sign("what is signed"u8), TestContext.Current.CancellationToken);
        await SucceedAsync([
            .. Use(algorithm, "-verify"),
            "-pubin",
            "-inkey",
            folder.At("key.pub"),
            "-in",
            content,
            "-sigfile",
            folder.At("ours.sig"),
        ]);

        await SucceedAsync([.. Use(algorithm, "-sign"), "-inkey", pem, "-in", content, "-out", folder.At("theirs.sig")]);
        var signature = await File.ReadAllBytesAsync(folder.At("theirs.sig"), TestContext.Current.CancellationToken);
        Assert.True(theirs.Verify("what is signed"u8, signature));
        Assert.False(theirs.Verify("what was signed"u8, signature));
    }

    private static string[] Use(KeyAlgorithm algorithm, string what) =>
        algorithm switch
        {
            KeyAlgorithm.RsaPssSha256 =>
            [
                "pkeyutl",
                what,
                "-rawin",
                "-digest",
                "sha256",
                "-pkeyopt",
                "rsa_padding_mode:pss",
                "-pkeyopt",
                "rsa_pss_saltlen:digest",
            ],
            KeyAlgorithm.Ed25519 => ["pkeyutl", what, "-rawin"],
            _ => ["pkeyutl", what, "-rawin", "-digest", "sha256"],
        };

    private static async Task SucceedAsync(params string[] arguments)
    {
        var result = await PeerProcess.RunAsync("openssl", arguments);
        Assert.True(result.IsSuccess, $"openssl {string.Join(' ', arguments)}: {result.StandardError}");
    }
}

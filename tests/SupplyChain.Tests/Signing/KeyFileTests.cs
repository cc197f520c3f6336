using SupplyChain.Signing.Bundles;
using SupplyChain.Signing.Keys;
using SupplyChain.Testing;
using Xunit;

namespace SupplyChain.Tests.Signing;

public sealed class KeyFileTests(Cosign cosign) : IClassFixture<Cosign>
{
    [Fact]
    public void A_key_made_by_cosign_opens_and_is_the_half_of_its_public_key()
    {
        Peers.Require("cosign");
        var key = KeyFile.Load(cosign.KeyPath, () => Cosign.Password);

        Assert.Equal(PublicKey.Load(cosign.PublicKeyPath), key.PublicKey);
        Assert.Equal(File.ReadAllText(cosign.PublicKeyPath), key.PublicKey.ToPem());
    }

    [Fact]
    public async Task A_key_made_here_signs_in_cosign()
    {
        var pair = KeyPair.Generate(cosign.Folder.At("ours"), Cosign.Password);
        var file = cosign.Folder.Write("signed-by-cosign.txt", "content");

        await cosign.SucceedAsync(
            "sign-blob",
            "--key",
            pair.PrivateKeyPath,
            "--signing-config",
            "offline.json",
            "--bundle",
            "ours.json",
            "-y",
            file
        );

        var bundle = Bundle.Parse(
            await File.ReadAllBytesAsync(cosign.Folder.At("ours.json"), TestContext.Current.CancellationToken)
        );
        Assert.Equal(pair.PublicKey.Hint, bundle.Material.PublicKeyHint);
        Assert.True(pair.PublicKey.Verify("content"u8, bundle.MessageSignature!.Signature.Span));
        Assert.Equal(pair.PublicKey.ToPem(), await cosign.SucceedAsync("public-key", "--key", pair.PrivateKeyPath));
    }

    [Fact]
    public void The_empty_password_is_a_password()
    {
        var key = PrivateKey.Generate();
        var text = KeyFile.Seal(key, "");

        Assert.Equal(key.PublicKey, KeyFile.Open(text, "").PublicKey);
        Assert.Equal("key.password.wrong", Assert.Throws<ConfigurationException>(() => KeyFile.Open(text, " ")).Code);
    }

    [Fact]
    public void The_older_label_of_cosign_is_read()
    {
        var key = PrivateKey.Generate();
        var text = KeyFile.Seal(key, "p").Replace("SIGSTORE", "COSIGN", StringComparison.Ordinal);

        Assert.Equal(key.PublicKey, KeyFile.Open(text, "p").PublicKey);
    }

    [Fact]
    public void A_wrong_password_is_refused_without_saying_it()
    {
        var text = KeyFile.Seal(PrivateKey.Generate(), "right");
        var error = Assert.Throws<ConfigurationException>(() => KeyFile.Open(text, "hunter2", "shop.key"));

        Assert.Equal("key.password.wrong", error.Code);
        Assert.Contains("shop.key", error.Message, StringComparison.Ordinal);
        Assert.Contains("COSIGN_PASSWORD", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void No_password_at_all_is_another_error_than_a_wrong_one()
    {
        using var folder = new TemporaryFolder();
        var pair = KeyPair.Generate(folder.At("k"), "p");

        Assert.Equal(
            "key.password.missing",
            Assert.Throws<ConfigurationException>(() => KeyFile.Load(pair.PrivateKeyPath, () => null)).Code
        );
    }

    [Theory]
    [InlineData("N", "1073741824")]
    [InlineData("N", "65537")]
    [InlineData("N", "-65536")]
    [InlineData("r", "1000000")]
    [InlineData("p", "1000000")]
    [InlineData("p", "3")]
    public void A_derivation_that_would_cost_too_much_is_refused_before_it_runs(string parameter, string value)
    {
        var text = Edit(KeyFile.Seal(PrivateKey.Generate(), "p"), $"\"{parameter}\":", value);

        Assert.Equal("key.file", Assert.Throws<ConfigurationException>(() => KeyFile.Open(text, "p")).Code);
    }

    [Fact]
    public void An_unsealed_key_is_refused_with_the_way_to_import_it()
    {
        using var ecdsa = System.Security.Cryptography.ECDsa.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP256);

        Assert.Equal(
            "key.unsealed",
            Assert.Throws<ConfigurationException>(() => KeyFile.Open(ecdsa.ExportPkcs8PrivateKeyPem(), "")).Code
        );
    }

    private static string Edit(string pem, string before, string value)
    {
        var fields = System.Security.Cryptography.PemEncoding.Find(pem);
        var json = System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(pem[fields.Base64Data]));
        var start = json.IndexOf(before, StringComparison.Ordinal) + before.Length;
        var end = json.IndexOfAny([',', '}'], start);
        var edited = json[..start] + value + json[end..];
        return System.Security.Cryptography.PemEncoding.WriteString(
            pem[fields.Label],
            System.Text.Encoding.UTF8.GetBytes(edited)
        );
    }
}

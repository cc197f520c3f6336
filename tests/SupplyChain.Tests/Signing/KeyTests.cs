using System.Security.Cryptography;
using SupplyChain.Signing.Keys;
using Xunit;

namespace SupplyChain.Tests.Signing;

public sealed class KeyTests
{
    // RFC 6979, appendix A.2.5, P-256 with SHA-256.
    private const string SecretOfRfc6979 = "C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721";

    [Theory]
    [InlineData(
        "sample",
        "EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716",
        "F7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8"
    )]
    [InlineData(
        "test",
        "F1ABB023518351CD71D881567B1EA663ED3EFCF6C5132B354F28D3B0B7D38367",
        "019F4113742A2B14BD25926B49C649155F267E60D3814B4C0CC84250E46F0083"
    )]
    public void Signatures_are_those_of_RFC_6979(string message, string r, string s)
    {
        var signature = new DeterministicEcdsa(Convert.FromHexString(SecretOfRfc6979)).Sign(
            SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(message))
        );
        var hex = Convert.ToHexString(signature);

        Assert.Contains(r, hex, StringComparison.Ordinal);
        Assert.EndsWith(s, hex, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_key_and_data_give_the_same_signature()
    {
        var key = PrivateKey.Generate();

        Assert.Equal(key.Sign("data"u8), key.Sign("data"u8));
        Assert.NotEqual(key.Sign("data"u8), key.Sign("other"u8));
    }

    [Fact]
    public void A_signature_verifies_with_its_key_and_data_alone()
    {
        var key = PrivateKey.Generate();
        var signature = key.Sign("data"u8);

        Assert.True(key.PublicKey.Verify("data"u8, signature));
        Assert.False(key.PublicKey.Verify("Data"u8, signature));
        Assert.False(PrivateKey.Generate().PublicKey.Verify("data"u8, signature));
        Assert.False(key.PublicKey.Verify("data"u8, []));
        Assert.False(key.PublicKey.Verify("data"u8, [.. signature, 0]));
    }

    [Theory]
    [InlineData("PKCS#8")]
    [InlineData("SEC1")]
    public void An_unencrypted_key_can_be_imported(string form)
    {
        using var original = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var key = PrivateKey.Import(form == "SEC1" ? original.ExportECPrivateKeyPem() : original.ExportPkcs8PrivateKeyPem());

        Assert.Equal(original.ExportSubjectPublicKeyInfoPem() + "\n", key.PublicKey.ToPem());
        Assert.True(original.VerifyData("x"u8, key.Sign("x"u8), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));
    }

    [Fact]
    public void A_key_of_another_curve_is_refused()
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP384);

        Assert.Throws<ConfigurationException>(() => PrivateKey.Import(other.ExportPkcs8PrivateKeyPem()));
        Assert.Throws<ConfigurationException>(() => PublicKey.Parse(other.ExportSubjectPublicKeyInfoPem()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("not a key")]
    [InlineData("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")]
    public void What_is_no_key_is_refused_and_its_origin_named(string text) =>
        Assert.Contains(
            "shop.pub",
            Assert.Throws<ConfigurationException>(() => PublicKey.Parse(text, "shop.pub")).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void A_private_key_given_for_a_public_one_is_named_as_such() =>
        Assert.Equal(
            "key.private",
            Assert.Throws<ConfigurationException>(() => PublicKey.Parse(KeyFile.Seal(PrivateKey.Generate(), ""))).Code
        );

    [Fact]
    public void Two_keys_in_one_file_are_refused_rather_than_one_ignored()
    {
        var pem = PrivateKey.Generate().PublicKey.ToPem() + PrivateKey.Generate().PublicKey.ToPem();

        Assert.Equal("key.pem", Assert.Throws<ConfigurationException>(() => PublicKey.Parse(pem)).Code);
    }
}

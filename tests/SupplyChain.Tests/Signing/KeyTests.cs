using System.Formats.Asn1;
using System.Security.Cryptography;
using SupplyChain.Signing.Keys;
using Xunit;

namespace SupplyChain.Tests.Signing;

public sealed class KeyTests
{
    // RFC 6979, appendices A.2.5 to A.2.7, each with SHA-256 and the messages "sample" and "test".
    [Theory]
    [InlineData(
        KeyAlgorithm.EcdsaP256Sha256,
        "C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721",
        "sample",
        "EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716",
        "F7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8"
    )]
    [InlineData(
        KeyAlgorithm.EcdsaP256Sha256,
        "C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721",
        "test",
        "F1ABB023518351CD71D881567B1EA663ED3EFCF6C5132B354F28D3B0B7D38367",
        "019F4113742A2B14BD25926B49C649155F267E60D3814B4C0CC84250E46F0083"
    )]
    [InlineData(
        KeyAlgorithm.EcdsaP384Sha256,
        "6B9D3DAD2E1B8C1C05B19875B6659F4DE23C3B667BF297BA9AA47740787137D896D5724E4C70A825F872C9EA60D2EDF5",
        "sample",
        "21B13D1E013C7FA1392D03C5F99AF8B30C570C6F98D4EA8E354B63A21D3DAA33BDE1E888E63355D92FA2B3C36D8FB2CD",
        "F3AA443FB107745BF4BD77CB3891674632068A10CA67E3D45DB2266FA7D1FEEBEFDC63ECCD1AC42EC0CB8668A4FA0AB0"
    )]
    [InlineData(
        KeyAlgorithm.EcdsaP521Sha256,
        "00FAD06DAA62BA3B25D2FB40133DA757205DE67F5BB0018FEE8C86E1B68C7E75CAA896EB32F1F47C70855836A6D16FCC1466F6D8FBEC67DB89EC0C08B0E996B83538",
        "sample",
        "1511BB4D675114FE266FC4372B87682BAECC01D3CC62CF2303C92B3526012659D16876E25C7C1E57648F23B73564D67F61C6F14D527D54972810421E7D87589E1A7",
        "4A171143A83163D6DF460AAF61522695F207A58B95C0644D87E52AA1A347916E4F7A72930B1BC06DBE22CE3F58264AFD23704CBB63B29B931F7DE6C9D949A7ECFC"
    )]
    public void Signatures_are_those_of_RFC_6979(KeyAlgorithm algorithm, string secret, string message, string r, string s)
    {
        var curve = EllipticCurve.Of(algorithm)!;
        var hash = SignedContent.Of(System.Text.Encoding.ASCII.GetBytes(message)).FindHash(HashAlgorithmName.SHA256)!;
        var hex = Convert.ToHexString(new DeterministicEcdsa(curve, Convert.FromHexString(secret)).Sign(hash));

        Assert.Contains(r, hex, StringComparison.Ordinal);
        Assert.EndsWith(s, hex, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void The_same_key_and_data_give_the_same_signature_except_for_PSS(KeyAlgorithm algorithm)
    {
        var key = PrivateKey.Generate(algorithm, 2048);

        Assert.Equal(algorithm != KeyAlgorithm.RsaPssSha256, key.Sign("data"u8).SequenceEqual(key.Sign("data"u8)));
        Assert.NotEqual(key.Sign("data"u8), key.Sign("other"u8));
    }

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void A_signature_verifies_with_its_key_and_data_alone(KeyAlgorithm algorithm)
    {
        var key = PrivateKey.Generate(algorithm, 2048);
        var signature = key.Sign("data"u8);

        Assert.Equal(algorithm, key.PublicKey.Algorithm);
        Assert.True(key.PublicKey.Verify("data"u8, signature));
        Assert.False(key.PublicKey.Verify("Data"u8, signature));
        Assert.False(PrivateKey.Generate(algorithm, 2048).PublicKey.Verify("data"u8, signature));
        Assert.False(key.PublicKey.Verify("data"u8, []));
        Assert.False(key.PublicKey.Verify("data"u8, [.. signature, 0]));
        signature[^1] ^= 1;
        Assert.False(key.PublicKey.Verify("data"u8, signature));
    }

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void A_sealed_key_opens_to_the_same_key(KeyAlgorithm algorithm)
    {
        var key = PrivateKey.Generate(algorithm, 2048);
        var opened = KeyFile.Open(KeyFile.Seal(key, "p"), "p");

        Assert.Equal(key.PublicKey, opened.PublicKey);
        Assert.Equal(algorithm, opened.PublicKey.Algorithm);
        Assert.True(key.PublicKey.Verify("data"u8, opened.Sign("data"u8)));
        Assert.Equal(key.PublicKey, PublicKey.Parse(key.PublicKey.ToPem()));
    }

    public static TheoryData<KeyAlgorithm> Algorithms => [.. Enum.GetValues<KeyAlgorithm>()];

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
        using var other = ECDsa.Create(ECCurve.NamedCurves.brainpoolP256r1);

        Assert.Throws<ConfigurationException>(() => PrivateKey.Import(other.ExportPkcs8PrivateKeyPem()));
        Assert.Throws<ConfigurationException>(() => PublicKey.Parse(other.ExportSubjectPublicKeyInfoPem()));
    }

    [Fact]
    public void A_key_of_a_curve_that_the_platform_does_not_know_is_refused()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        // One number of the curve's identifier is another.
        var sec1 = key.ExportECPrivateKey();
        sec1[sec1.AsSpan().IndexOf(Convert.FromHexString("2A8648CE3D030107")) + 6] = 17;

        Assert.Equal(
            "key.private",
            Assert.Throws<ConfigurationException>(() => PrivateKey.Import(PemEncoding.WriteString("EC PRIVATE KEY", sec1))).Code
        );
    }

    [Fact]
    public void An_RSA_key_that_is_too_small_is_refused()
    {
        using var small = RSA.Create(1024);

        Assert.Throws<ConfigurationException>(() => PrivateKey.Import(small.ExportPkcs8PrivateKeyPem()));
        Assert.Throws<ConfigurationException>(() => PrivateKey.Import(small.ExportRSAPrivateKeyPem()));
        Assert.Throws<ConfigurationException>(() => PublicKey.Parse(small.ExportSubjectPublicKeyInfoPem()));
        Assert.Throws<ConfigurationException>(() => PublicKey.Parse(small.ExportRSAPublicKeyPem()));
    }

    [Theory]
    [InlineData("SHA384", 48)]
    [InlineData("SHA256", 20)]
    public void A_PSS_key_that_is_narrowed_to_another_hash_is_refused_and_to_a_shorter_salt_taken(string hash, int salt)
    {
        using var rsa = RSA.Create(2048);
        var pem = PssPem(rsa.ExportRSAPublicKey(), hash, salt);

        if (hash == "SHA256")
        {
            Assert.Equal(KeyAlgorithm.RsaPssSha256, PublicKey.Parse(pem).Algorithm);
        }
        else
        {
            Assert.Throws<ConfigurationException>(() => PublicKey.Parse(pem));
        }
    }

    [Fact]
    public void A_key_made_for_PSS_takes_nothing_else_and_one_that_says_nothing_takes_both()
    {
        using var rsa = RSA.Create(2048);
        var pss = rsa.SignData("x"u8, HashAlgorithmName.SHA256, RSASignaturePadding.Pss);
        var older = rsa.SignData("x"u8, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var narrow = PublicKey.Parse(PssPem(rsa.ExportRSAPublicKey(), "SHA256", 32));
        var open = PublicKey.Parse(rsa.ExportSubjectPublicKeyInfoPem());

        Assert.True(narrow.Verify("x"u8, pss));
        Assert.False(narrow.Verify("x"u8, older));
        Assert.True(open.Verify("x"u8, pss));
        Assert.True(open.Verify("x"u8, older));
    }

    [Fact]
    public void A_certificate_stands_for_its_key()
    {
        using var ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        var request = new System.Security.Cryptography.X509Certificates.CertificateRequest(
            "CN=ci",
            ecdsa,
            HashAlgorithmName.SHA384
        );
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(1));

        Assert.Equal(ecdsa.ExportSubjectPublicKeyInfoPem() + "\n", PublicKey.Parse(certificate.ExportCertificatePem()).ToPem());
    }

    [Fact]
    public void A_P384_signature_is_verified_over_SHA256_and_over_the_hash_of_its_size()
    {
        using var ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        var key = PublicKey.Parse(ecdsa.ExportSubjectPublicKeyInfoPem());

        Assert.True(key.Verify("x"u8, ecdsa.SignData("x"u8, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence)));
        Assert.True(key.Verify("x"u8, ecdsa.SignData("x"u8, HashAlgorithmName.SHA384, DSASignatureFormat.Rfc3279DerSequence)));
        Assert.False(key.Verify("x"u8, ecdsa.SignData("x"u8, HashAlgorithmName.SHA512, DSASignatureFormat.Rfc3279DerSequence)));
        Assert.False(key.Verify("x"u8, ecdsa.SignData("x"u8, HashAlgorithmName.SHA1, DSASignatureFormat.Rfc3279DerSequence)));
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

    private static string PssPem(byte[] pkcs1, string hash, int salt)
    {
        var oid = hash == "SHA384" ? "2.16.840.1.101.3.4.2.2" : "2.16.840.1.101.3.4.2.1";
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier("1.2.840.113549.1.1.10");
                using (writer.PushSequence())
                {
                    using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 0)))
                    using (writer.PushSequence())
                    {
                        writer.WriteObjectIdentifier(oid);
                    }

                    using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 1)))
                    using (writer.PushSequence())
                    {
                        writer.WriteObjectIdentifier("1.2.840.113549.1.1.8");
                        using (writer.PushSequence())
                        {
                            writer.WriteObjectIdentifier(oid);
                        }
                    }

                    using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 2)))
                    {
                        writer.WriteInteger(salt);
                    }
                }
            }

            writer.WriteBitString(pkcs1);
        }

        return PemEncoding.WriteString("PUBLIC KEY", writer.Encode());
    }
}

using System.Formats.Asn1;
using System.Security.Cryptography;
using SupplyChain.Signing.Keys;
using Xunit;

namespace SupplyChain.Tests.Signing;

/// <summary>Keys have one encoding each, and nothing behind it.</summary>
public sealed class KeyEncodingTests
{
    public static TheoryData<KeyAlgorithm> Algorithms => [.. Enum.GetValues<KeyAlgorithm>()];

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void A_public_key_has_one_encoding(KeyAlgorithm algorithm)
    {
        var der = PrivateKey.Generate(algorithm, 2048).PublicKey.SubjectPublicKeyInfo.ToArray();
        byte[][] others =
        [
            // A longer form of the outer length, no length at all, and something behind.
            der[1] < 0x80
                ? [der[0], 0x81, .. der[1..]]
            : der[1] == 0x81 ? [der[0], 0x82, 0, .. der[2..]]
            : [der[0], 0x83, 0, .. der[2..]],
            [
                der[0],
                0x80,
                .. der[
                    (
                        der[1] < 0x80 ? 2
                        : der[1] == 0x81 ? 3
                        : 4
                    )..
                ],
                0,
                0,
            ],
            [.. der, 0],
        ];

        Assert.Equal(der, PublicKey.FromSubjectPublicKeyInfo(der, "key").SubjectPublicKeyInfo.ToArray());
        Assert.All(
            others,
            other => Assert.Throws<ConfigurationException>(() => PublicKey.FromSubjectPublicKeyInfo(other, "key"))
        );
    }

    [Fact]
    public void A_private_key_with_something_behind_it_is_refused()
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(0);
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier("1.3.101.112");
            }

            writer.WriteOctetString([0x04, 32, .. new byte[32], 0x05, 0x00]);
        }

        Assert.Throws<ConfigurationException>(() => PrivateKey.Import(PemEncoding.WriteString("PRIVATE KEY", writer.Encode())));
    }
}

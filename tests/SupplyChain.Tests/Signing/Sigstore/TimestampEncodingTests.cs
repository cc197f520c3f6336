using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using SupplyChain.Signing.Timestamps;
using SupplyChain.Signing.Trust;
using SupplyChain.Testing.Sigstore;
using Xunit;

namespace SupplyChain.Tests.Signing.Sigstore;

/// <summary>A signed timestamp has one encoding: whatever may be changed beside what its authority signed is refused.</summary>
public sealed class TimestampEncodingTests
{
    private static readonly byte[] Signature = RandomNumberGenerator.GetBytes(72);

    private readonly VirtualSigstore sigstore = new();
    private readonly TrustedRoot root;
    private readonly byte[] good;

    public TimestampEncodingTests()
    {
        root = TrustedRoot.Parse(sigstore.TrustedRoot());
        good = sigstore.Timestamps.Sign(Signature, sigstore.Now);
    }

    [Fact]
    public void No_bit_of_it_may_change()
    {
        Assert.True(IsAccepted(good));
        for (var bit = 0; bit < good.Length * 8; bit++)
        {
            var changed = good.ToArray();
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(IsAccepted(changed), $"bit {bit % 8} of byte {bit / 8} may change");
        }
    }

    [Fact]
    public void Attributes_that_nobody_signed_are_refused() =>
        AssertRefused(
            WithToken(cms => cms.SignerInfos[0].AddUnsignedAttribute(new AsnEncodedData("1.2.3.4", [0x05, 0x00]))),
            "not in DER"
        );

    [Fact]
    public void A_certificate_that_is_put_beside_the_authoritys_is_refused() =>
        AssertRefused(WithToken(cms => cms.AddCertificate(sigstore.Authority.Root)), "no part of its chain");

    [Fact]
    public void What_the_authority_says_in_words_does_no_harm_and_a_failure_beside_a_grant_is_refused()
    {
        Assert.True(IsAccepted(Response(writer => WriteText(writer, "Operation Okay"), Token())));
        Assert.False(IsAccepted(Response(writer => writer.WriteBitString([0x80], 5), Token())));
        Assert.False(IsAccepted(Response(writer => writer.WriteNull(), Token())));
    }

    [Fact]
    public void Something_behind_the_signed_time_is_refused()
    {
        var token = Token();
        // The explicit tag around the content grows by an element of two bytes, and all around it.
        Assert.False(IsAccepted(Response(_ => { }, WithinContent(token, [0x05, 0x00]))));
        Assert.True(IsAccepted(Response(_ => { }, WithinContent(token, []))));
    }

    private bool IsAccepted(byte[] der) => TimestampVerifier.Verify(der, Signature, root).Time is not null;

    private void AssertRefused(byte[] der, string reason)
    {
        var (time, text) = TimestampVerifier.Verify(der, Signature, root);
        Assert.Null(time);
        Assert.Contains(reason, text, StringComparison.Ordinal);
    }

    private byte[] Token()
    {
        var response = new AsnReader(good, AsnEncodingRules.DER).ReadSequence();
        _ = response.ReadEncodedValue();
        return response.ReadEncodedValue().ToArray();
    }

    private byte[] WithToken(Action<SignedCms> change)
    {
        var cms = new SignedCms();
        cms.Decode(Token());
        change(cms);
        return Response(_ => { }, cms.Encode());
    }

    private static void WriteText(AsnWriter writer, string text)
    {
        using (writer.PushSequence())
        {
            writer.WriteCharacterString(UniversalTagNumber.UTF8String, text);
        }
    }

    private static byte[] Response(Action<AsnWriter> status, byte[] token)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            using (writer.PushSequence())
            {
                writer.WriteInteger(0);
                status(writer);
            }

            writer.WriteEncodedValue(token);
        }

        return writer.Encode();
    }

    // ContentInfo, [0], SignedData, EncapsulatedContentInfo, [0]: each written anew around what stands in it.
    private static byte[] WithinContent(byte[] token, byte[] behind)
    {
        var tag = new Asn1Tag(TagClass.ContextSpecific, 0, isConstructed: true);
        var info = new AsnReader(token, AsnEncodingRules.DER).ReadSequence();
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteEncodedValue(info.ReadEncodedValue().Span);
            var data = info.ReadSequence(tag).ReadSequence();
            using (writer.PushSequence(tag))
            using (writer.PushSequence())
            {
                writer.WriteEncodedValue(data.ReadEncodedValue().Span);
                writer.WriteEncodedValue(data.ReadEncodedValue().Span);
                var content = data.ReadSequence();
                using (writer.PushSequence())
                {
                    writer.WriteEncodedValue(content.ReadEncodedValue().Span);
                    using (writer.PushSequence(tag))
                    {
                        writer.WriteEncodedValue(content.ReadSequence(tag).ReadEncodedValue().Span);
                        if (behind.Length > 0)
                        {
                            writer.WriteEncodedValue(behind);
                        }
                    }
                }

                while (data.HasData)
                {
                    writer.WriteEncodedValue(data.ReadEncodedValue().Span);
                }
            }
        }

        return writer.Encode();
    }
}

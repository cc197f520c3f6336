using System.Text;
using SupplyChain.Attestations;
using Xunit;

namespace SupplyChain.Tests.Attestations;

public sealed class EnvelopeTests
{
    // The example of the DSSE specification, protocol.md.
    [Fact]
    public void What_is_signed_is_the_encoding_of_the_specification() =>
        Assert.Equal(
            "DSSEv1 29 http://example.com/HelloWorld 11 hello world",
            Encoding.UTF8.GetString(Envelope.ToSignedBytes("http://example.com/HelloWorld", "hello world"u8))
        );

    [Fact]
    public void Lengths_count_bytes_and_not_characters() =>
        Assert.Equal("DSSEv1 2 é 2 é", Encoding.UTF8.GetString(Envelope.ToSignedBytes("é", "é"u8)));

    [Fact]
    public void An_envelope_is_written_as_it_was_read()
    {
        const string json = """{"payload":"e30=","payloadType":"t","signatures":[{"sig":"AQ=="},{"sig":"Ag==","keyid":"k"}]}""";

        Assert.Equal(json, Encoding.UTF8.GetString(Envelope.Parse(Encoding.UTF8.GetBytes(json)).ToBytes()));
    }

    [Fact]
    public void A_payload_of_another_type_is_no_statement() =>
        Assert.Equal(
            "attestation.payload-type",
            Assert
                .Throws<UndeterminedException>(() =>
                    new Envelope("application/json", "{}"u8.ToArray(), [new EnvelopeSignature(new byte[] { 1 })]).ReadStatement()
                )
                .Code
        );
}

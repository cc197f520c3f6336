using System.Text;
using System.Text.Json.Nodes;
using SupplyChain.Signing.Bundles;
using SupplyChain.Testing;
using Xunit;

namespace SupplyChain.Tests.Signing;

public sealed class BundleTests
{
    private const string Message =
        """{"mediaType":"application/vnd.dev.sigstore.bundle.v0.3+json","verificationMaterial":{"publicKey":{"hint":"aGludA=="}},"messageSignature":{"messageDigest":{"algorithm":"SHA2_256","digest":"oQRo8Q=="},"signature":"MEUCIQ=="}}""";

    private const string Statement =
        """{"mediaType":"application/vnd.dev.sigstore.bundle.v0.3+json","verificationMaterial":{"publicKey":{"hint":"aGludA=="}},"dsseEnvelope":{"payload":"e30=","payloadType":"application/vnd.in-toto+json","signatures":[{"sig":"MEUCIQ=="}]}}""";

    [Theory]
    [InlineData(Message)]
    [InlineData(Statement)]
    public void A_bundle_is_written_as_it_was_read(string json) =>
        Assert.Equal(json, Encoding.UTF8.GetString(Bundle.Parse(Encoding.UTF8.GetBytes(json)).ToBytes()));

    [Theory]
    [InlineData("e30=", "e31=")]
    [InlineData("e30=", "e30")]
    [InlineData("e30=", "e3 0=")]
    [InlineData("\"payload\":", "\"payload\":\"e30=\",\"payload\":")]
    [InlineData("\"payloadType\":", "\"unknown\":1,\"payloadType\":")]
    [InlineData(",\"payloadType\":\"application/vnd.in-toto+json\"", "")]
    [InlineData("[{\"sig\":\"MEUCIQ==\"}]", "[]")]
    [InlineData("[{\"sig\":\"MEUCIQ==\"}]", "[{\"sig\":\"MEUCIQ==\"},{\"sig\":\"MEUCIQ==\"}]")]
    [InlineData("v0.3", "v0.4")]
    [InlineData("{\"hint\":\"aGludA==\"}", "null")]
    [InlineData("{\"hint\":\"aGludA==\"}", "{\"hint\":7}")]
    [InlineData("{\"hint\":\"aGludA==\"}", "{\"hint\":\"\\ud800\"}")]
    [InlineData("}}", "},\"messageSignature\":{\"signature\":\"MEUCIQ==\"}}")]
    [InlineData("}}", "}} x")]
    [InlineData("\"dsseEnvelope\"", "\"dsse\"")]
    public void A_bundle_of_another_shape_is_refused(string part, string replacement)
    {
        var json = Statement.Replace(part, replacement, StringComparison.Ordinal);

        Assert.NotEqual(Statement, json);
        Assert.Equal(
            "signing.bundle",
            Assert.Throws<UndeterminedException>(() => Bundle.Parse(Encoding.UTF8.GetBytes(json))).Code
        );
    }

    [Fact]
    public void Bytes_that_are_no_text_are_refused() =>
        Assert.Throws<UndeterminedException>(() => Bundle.Parse(new byte[] { 0x7b, 0x22, 0xff, 0x22, 0x7d }));

    [Fact]
    public void Depth_is_bounded() =>
        Assert.Throws<UndeterminedException>(() => Bundle.Parse(Encoding.UTF8.GetBytes(new string('[', 100_000))));

    [Fact]
    public void A_control_character_does_not_reach_the_message()
    {
        var json = Statement.Replace("v0.3", "\\u001b[31m", StringComparison.Ordinal);
        var error = Assert.Throws<UndeterminedException>(() => Bundle.Parse(Encoding.UTF8.GetBytes(json)));

        Assert.DoesNotContain('\u001b', error.Message);
    }

    [Fact]
    public void Every_public_bundle_is_read_and_written_back_with_the_same_meaning()
    {
        var cases = Directory.GetDirectories(TestData.Require("sigstore-conformance/cases"));
        var read = 0;
        foreach (var file in cases.Select(folder => Path.Combine(folder, "bundle.sigstore.json")).Where(File.Exists))
        {
            var json = File.ReadAllBytes(file);
            Bundle bundle;
            try
            {
                bundle = Bundle.Parse(json);
            }
            catch (UndeterminedException) when (Path.GetDirectoryName(file)!.EndsWith("_fail", StringComparison.Ordinal))
            {
                continue;
            }

            read++;
            Assert.Equal(Meaning(json), Meaning(bundle.ToBytes()));
        }

        Assert.True(read >= 20, $"only {read} bundles were read");
    }

    // Zero values and absent members mean the same in protobuf's JSON, and so do line breaks in base64.
    private static string Meaning(byte[] json) => Prune(JsonNode.Parse(json))!.ToJsonString();

    private static JsonNode? Prune(JsonNode? node) =>
        node switch
        {
            JsonObject members => Keep(
                members.Select(member => (member.Key, Value: Prune(member.Value))).Where(member => member.Value is not null)
            ),
            JsonArray { Count: > 0 } elements => new JsonArray([.. elements.Select(Prune)]),
            JsonArray or null => null,
            _ => node.ToString() is "0" or "" ? null : JsonValue.Create(node.ToString().ReplaceLineEndings("")),
        };

    private static JsonObject? Keep(IEnumerable<(string Key, JsonNode? Value)> members)
    {
        var kept = members
            .OrderBy(member => member.Key, StringComparer.Ordinal)
            .ToDictionary(member => member.Key, member => member.Value);
        return kept.Count == 0 ? null : new JsonObject(kept);
    }
}

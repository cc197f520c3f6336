using System.Text;
using SupplyChain.Attestations;
using SupplyChain.Images;
using Xunit;

namespace SupplyChain.Tests.Attestations;

public sealed class StatementTests
{
    private const string Hex = "7afa7afa7afa7afa7afa7afa7afa7afa7afa7afa7afa7afa7afa7afa7afa7afa";

    private const string Written =
        "{\"_type\":\"https://in-toto.io/Statement/v1\",\"subject\":[{\"name\":\"shop\",\"digest\":{\"sha256\":\""
        + Hex
        + "\"},\"annotations\":{\"env\":\"prod\"}}],\"predicateType\":\"https://example.com/t\",\"predicate\":{ \"b\" : 1.0,\"a\":\"\\u00e9+\" }}";

    private static readonly Digest Digest = Digest.Parse("sha256:" + Hex);

    [Fact]
    public void A_predicate_is_written_byte_for_byte() =>
        Assert.Equal(
            Written,
            Encoding.UTF8.GetString(
                new Statement(
                    [Subject.Of(Digest, "shop", new Dictionary<string, string> { ["env"] = "prod" })],
                    "https://example.com/t",
                    Bytes("\n { \"b\" : 1.0,\"a\":\"\\u00e9+\" } \n")
                ).ToBytes()
            )
        );

    [Fact]
    public void A_statement_is_written_as_it_was_read() =>
        Assert.Equal(Written, Encoding.UTF8.GetString(Statement.Parse(Bytes(Written)).ToBytes()));

    [Theory]
    [InlineData("Statement/v1", "Statement/v0.1")]
    [InlineData(
        "{\"name\":\"shop\",",
        "{ \"name\":\"shop\",\"uri\":\"https://u.example\",\"mediaType\":\"text/plain\",\"own\":[1.50],"
    )]
    [InlineData("\"digest\"", "\"downloadLocation\":\"https://d.example\",\"digest\"")]
    [InlineData("\"env\":\"prod\"", "\"n\":1.0,\"o\":{\"x\":true},\"env\":\"prod\"")]
    [InlineData("\"predicateType\"", "\"own\":{\"important\":true},\n\"predicateType\"")]
    public void Nothing_of_a_statement_that_was_read_is_lost_when_it_is_written(string part, string replacement)
    {
        var json = Written.Replace(part, replacement, StringComparison.Ordinal) + "\n";

        Assert.NotEqual(Written + "\n", json);
        Assert.Equal(json, Encoding.UTF8.GetString(Statement.Parse(Bytes(json)).ToBytes()));
    }

    [Fact]
    public void Version_0_1_is_read()
    {
        var statement = Statement.Parse(Bytes(Written.Replace("Statement/v1", "Statement/v0.1", StringComparison.Ordinal)));

        Assert.True(statement.IsAbout(Digest));
        Assert.Equal("prod", statement.Subjects[0].Annotations["env"]);
    }

    [Fact]
    public void A_subject_is_known_by_its_digest_and_not_by_its_name() =>
        Assert.False(Statement.Parse(Bytes(Written)).IsAbout(Digest.Parse("sha256:" + new string('a', 64))));

    [Theory]
    [InlineData("Statement/v1", "Statement/v2")]
    [InlineData("\"_type\"", "\"type\"")]
    [InlineData("\"subject\":[", "\"subject\":[],\"s\":[")]
    [InlineData("{\"sha256\":\"" + Hex + "\"}", "{}")]
    [InlineData("{\"sha256\":\"" + Hex + "\"}", "null")]
    [InlineData("{\"sha256\":\"" + Hex + "\"}", "{\"sha256\":\"\"}")]
    [InlineData("{\"sha256\":\"" + Hex + "\"}", "{\"sha256\":\"7AFA\"}")]
    [InlineData("{\"sha256\":\"" + Hex + "\"}", "{\"sha256\":7}")]
    [InlineData("\"predicateType\":\"https://example.com/t\"", "\"predicateType\":\"\"")]
    [InlineData("\"predicateType\"", "\"predicateTyp\"")]
    [InlineData("\"predicateType\"", "\"predicateType\":\"https://example.com/other\",\"predicateType\"")]
    [InlineData("\"b\"", "\"\\u0061\"")]
    [InlineData("\"digest\"", "\"uri\":1,\"digest\"")]
    [InlineData("\"digest\"", "\"mediaType\":[],\"digest\"")]
    [InlineData("\"digest\"", "\"downloadLocation\":{},\"digest\"")]
    [InlineData("{ \"b\" : 1.0,", "[],\"rest\":{")]
    public void A_statement_of_another_shape_is_refused(string part, string replacement)
    {
        var json = Written.Replace(part, replacement, StringComparison.Ordinal);

        Assert.NotEqual(Written, json);
        Assert.Equal("attestation.statement", Assert.Throws<UndeterminedException>(() => Statement.Parse(Bytes(json))).Code);
    }

    [Fact]
    public void An_absent_predicate_is_an_empty_one() =>
        Assert.Equal(
            "{}"u8.ToArray(),
            Statement
                .Parse(Bytes(Written[..Written.IndexOf(",\"predicate\":", StringComparison.Ordinal)] + "}"))
                .Predicate.ToArray()
        );

    [Theory]
    [InlineData("[]")]
    [InlineData("")]
    [InlineData("{\"a\":1,\"a\":2}")]
    [InlineData("{} {}")]
    [InlineData("{\"a\":1,}")]
    public void A_predicate_that_is_no_object_is_the_users_mistake(string predicate) =>
        Assert.Equal(
            "attestation.predicate",
            Assert
                .Throws<ConfigurationException>(() =>
                    new Statement([Subject.Of(Digest)], "https://example.com/t", Bytes(predicate))
                )
                .Code
        );

    [Fact]
    public void A_statement_about_nothing_cannot_be_made() =>
        Assert.Throws<ConfigurationException>(() => new Statement([], "https://example.com/t", Bytes("{}")));

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}

using System.Text;
using SupplyChain.Attestations;
using SupplyChain.Images;
using SupplyChain.Signing;
using SupplyChain.Signing.Keys;
using SupplyChain.Testing;
using Xunit;

namespace SupplyChain.Tests.Signing;

/// <summary>What is attested here can be read by cosign, and what cosign cannot read is not attested.</summary>
public sealed class CosignPredicateTests : IClassFixture<Cosign>
{
    private const string Hex = "8aa27512bae49986a6c5c5bac62e03e1b32aba4d59ac9e78d85e5a4178c50dd7";

    private const string Whole =
        """{ "_type":"https://in-toto.io/Statement/v1","subject":[{"name":"f","uri":"https://u.example","mediaType":"text/plain","downloadLocation":"https://d.example","digest":{"sha256":"8aa27512bae49986a6c5c5bac62e03e1b32aba4d59ac9e78d85e5a4178c50dd7"},"annotations":{"n":1.50,"o":{"x":[]}}}],"predicateType":"https://example.com/t","predicate":{"k":1.50 , "z":"\u0041"}}""";

    private readonly Cosign cosign;
    private readonly PrivateKey key;

    public CosignPredicateTests(Cosign cosign)
    {
        Peers.Require("cosign");
        this.cosign = cosign;
        key = KeyFile.Load(cosign.KeyPath, () => Cosign.Password);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("link", """{"name":"n","materials":{"a":{"sha256":"ab"}}}""")]
    [InlineData(
        "link",
        """{"_type":"link","name":"n","command":[],"materials":{},"products":{},"byproducts":{},"environment":{}}"""
    )]
    [InlineData(
        "vuln",
        """{"scanner":{"result":[1]},"metadata":{"scanStartedOn":"2026-01-31T12:00:00.123456789+02:00","scanFinishedOn":"2026-01-31T12:00:00Z"}}"""
    )]
    [InlineData(
        "slsaprovenance",
        """{"builder":{"id":"x"},"buildType":"y","buildConfig":3,"materials":[{"uri":"u","digest":{"sha1":"a"}},null]}"""
    )]
    [InlineData(
        "slsaprovenance1",
        """{"buildDefinition":{"buildType":"b","externalParameters":{}},"runDetails":{"builder":{"id":"x"}}}"""
    )]
    [InlineData("cyclonedx", """{"bomFormat":"CycloneDX","specVersion":"1.6"}""")]
    [InlineData("spdxjson", """{"spdxVersion":"SPDX-2.3"}""")]
    [InlineData(
        "openvex",
        """{"@context":"c","author":"a","timestamp":"2026-01-31T12:00:00Z","statements":[{"status":"fixed"}]}"""
    )]
    public async Task A_predicate_that_is_attested_is_read_by_cosign(string type, string predicate) =>
        Assert.True(await IsReadAsync(PredicateShapes.Validated(Make(type, predicate)), type));

    [Theory]
    [InlineData("link", """{"name":"n","materials":[]}""")]
    [InlineData("link", """{"name":"n","materials":{"a":{"sha256":1}}}""")]
    [InlineData("link", """{"name":"n","materials":{},"command":"make"}""")]
    [InlineData("vuln", """{"scanner":{},"metadata":{"scanStartedOn":"yesterday","scanFinishedOn":"2026-01-31T12:00:00Z"}}""")]
    [InlineData(
        "vuln",
        """{"scanner":{"db":[]},"metadata":{"scanStartedOn":"2026-01-31T12:00:00Z","scanFinishedOn":"2026-01-31T12:00:00Z"}}"""
    )]
    [InlineData("slsaprovenance", """{"builder":{"id":"x"},"buildType":"y","materials":"nope"}""")]
    [InlineData("slsaprovenance", """{"builder":{"id":"x"},"buildType":"y","metadata":{"reproducible":"true"}}""")]
    public async Task A_predicate_that_cosign_cannot_read_is_refused(string type, string predicate)
    {
        Assert.False(await IsReadAsync(Make(type, predicate), type));
        Assert.Throws<ConfigurationException>(() => PredicateShapes.Validated(Make(type, predicate)));
    }

    [Theory]
    [InlineData("v1")]
    [InlineData("v0.1")]
    public async Task A_whole_statement_is_signed_byte_for_byte_and_verified_by_cosign(string version)
    {
        var json = Whole.Replace("/v1\"", $"/{version}\"", StringComparison.Ordinal) + "\n";
        var statement = Statement.Parse(Encoding.UTF8.GetBytes(json));

        Assert.Equal(
            json,
            Encoding.UTF8.GetString((await new BundleSigner(key).SignAsync(statement, Token)).Envelope!.Payload.Span)
        );
        Assert.True(await IsReadAsync(statement, "https://example.com/t"));
        Assert.False(await IsReadAsync(statement, "https://example.com/other"));
    }

    private static Statement Make(string type, string predicate) =>
        new([Subject.Of(Digest.Parse("sha256:" + Hex))], PredicateTypes.Parse(type), Encoding.UTF8.GetBytes(predicate));

    private async Task<bool> IsReadAsync(Statement statement, string type)
    {
        var bundle = await new BundleSigner(key).SignAsync(statement, Token);
        var path = cosign.Folder.At(Path.GetRandomFileName());
        await File.WriteAllBytesAsync(path, bundle.ToBytes(), Token);
        string[] verify = ["verify-blob-attestation", "--key", cosign.PublicKeyPath, "--insecure-ignore-tlog", "--type", type];
        var result = await cosign.RunAsync([.. verify, "--bundle", path, "--digest", Hex, "--digestAlg", "sha256"]);
        return result.IsSuccess;
    }
}

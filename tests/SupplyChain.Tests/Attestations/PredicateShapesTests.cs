using System.Text;
using SupplyChain.Attestations;
using SupplyChain.Images;
using Xunit;

namespace SupplyChain.Tests.Attestations;

public sealed class PredicateShapesTests
{
    [Theory]
    [InlineData(
        PredicateTypes.Provenance,
        """{"buildDefinition":{"buildType":"b"},"runDetails":{"builder":{"id":""}}}""",
        "externalParameters"
    )]
    [InlineData(
        PredicateTypes.Provenance,
        """{"buildDefinition":{"buildType":"b","externalParameters":{}},"runDetails":{"builder":{"id":""}}}""",
        "runDetails.builder.id"
    )]
    [InlineData(PredicateTypes.Provenance02, """{"builder":{"id":"x"}}""", "buildType")]
    [InlineData(PredicateTypes.CycloneDx, """{"spdxVersion":"SPDX-2.3"}""", "bomFormat")]
    [InlineData(PredicateTypes.Spdx, """{"bomFormat":"CycloneDX"}""", "spdxVersion")]
    [InlineData(PredicateTypes.OpenVex, """{"@context":"https://openvex.dev/ns/v0.2.0"}""", "statements")]
    [InlineData(PredicateTypes.VulnerabilityScan, "{}", "metadata.scanStartedOn")]
    [InlineData(PredicateTypes.TestResult, """{"result":true,"configuration":[]}""", "result")]
    public void A_predicate_without_what_its_type_demands_is_refused_and_the_lack_named(string type, string json, string lack) =>
        Assert.Contains(
            lack,
            Assert.Throws<ConfigurationException>(() => PredicateShapes.Validated(Make(type, json))).Message,
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData(
        PredicateTypes.Provenance,
        """{"buildDefinition":{"buildType":"b","externalParameters":{},"own":[1.50]},"runDetails":{"builder":{"id":"x"}},"more": null}"""
    )]
    [InlineData(PredicateTypes.CycloneDx, """{"bomFormat":"CycloneDX","specVersion":"1.6","x":{"y":  1}}""")]
    [InlineData(PredicateTypes.Spdx, """{"@context":"https://spdx.org/rdf/3.0.1/spdx-context.jsonld","@graph":[]}""")]
    [InlineData("https://example.com/own", "{}")]
    public void What_is_unknown_in_a_predicate_is_kept_byte_for_byte(string type, string json) =>
        Assert.Equal(json, Encoding.UTF8.GetString(PredicateShapes.Validated(Make(type, json)).Predicate.Span));

    private static Statement Make(string type, string json) =>
        new([Subject.Of(Digest.Sha256("x"u8))], type, Encoding.UTF8.GetBytes(json));
}

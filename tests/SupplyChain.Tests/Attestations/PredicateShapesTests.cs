using System.Text;
using SupplyChain.Attestations;
using SupplyChain.Images;
using Xunit;

namespace SupplyChain.Tests.Attestations;

public sealed class PredicateShapesTests
{
    private const string Scan =
        """{"invocation":{"uri":"","event_id":"","builder.id":""},"scanner":{"uri":"s","version":"1","db":{},"result":[]},"metadata":{"scanStartedOn":"2026-01-31T12:00:00Z","scanFinishedOn":"2026-01-31T12:00:01Z"}}""";
    private const string Build =
        """{"builder":{"id":"x"},"buildType":"y","invocation":{},"buildConfig":[1],"metadata":{"completeness":{"materials":true},"reproducible":true},"materials":[{"uri":"u","digest":{"sha1":"a"}}]}""";
    private const string Made =
        """{"buildDefinition":{"buildType":"b","externalParameters":{},"resolvedDependencies":[{}]},"runDetails":{"builder":{"id":"x"},"metadata":{"startedOn":"2026-01-31T12:00:00Z"}}}""";
    private const string Step =
        """{"_type":"link","name":"n","command":["make"],"materials":{"a":{"sha256":"ab"}},"products":{},"byproducts":{},"environment":null}""";
    private const string Summary =
        """{"verifier":{"id":"v"},"timeVerified":"2026-01-31T12:00:00Z","resourceUri":"r","policy":{},"verificationResult":"PASSED","verifiedLevels":["SLSA_BUILD_LEVEL_3"]}""";
    private const string Test = """{"result":"WARNED","configuration":[{}],"failedTests":["one"]}""";
    private const string Vex =
        """{"@context":"https://openvex.dev/ns/v0.2.0","author":"a","timestamp":"2026-01-31T12:00:00Z","statements":[{"status":"fixed"},{"status":"not_affected"}]}""";

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
        PredicateTypes.VulnerabilityScan,
        Scan,
        "\"2026-01-31T12:00:00Z\"",
        "\"yesterday\"",
        "'metadata.scanStartedOn' is \"yesterday\" and should be a time"
    )]
    [InlineData(
        PredicateTypes.VulnerabilityScan,
        Scan,
        "12:00:00Z",
        "12:00:00",
        "'metadata.scanStartedOn' is \"2026-01-31T12:00:00\" and"
    )]
    [InlineData(PredicateTypes.VulnerabilityScan, Scan, "12:00:00Z", "12:00Z", "'metadata.scanStartedOn' is")]
    [InlineData(PredicateTypes.VulnerabilityScan, Scan, "T12:00:00Z", "", "'metadata.scanStartedOn' is")]
    [InlineData(PredicateTypes.VulnerabilityScan, Scan, "12:00:00Z", "12:00:00z", "'metadata.scanStartedOn' is")]
    [InlineData(PredicateTypes.VulnerabilityScan, Scan, "01-31", "02-30", "'metadata.scanStartedOn' is")]
    [InlineData(
        PredicateTypes.VulnerabilityScan,
        Scan,
        "\"2026-01-31T12:00:00Z\"",
        "1769860800",
        "'metadata.scanStartedOn' is 1769860800 and should be a time"
    )]
    [InlineData(
        PredicateTypes.VulnerabilityScan,
        Scan,
        "\"2026-01-31T12:00:00Z\"",
        "null",
        "'metadata.scanStartedOn' is missing"
    )]
    [InlineData(
        PredicateTypes.VulnerabilityScan,
        Scan,
        "\"uri\":\"s\"",
        "\"uri\":[]",
        "'scanner.uri' is a list and should be a text"
    )]
    [InlineData(PredicateTypes.VulnerabilityScan, Scan, "\"db\":{}", "\"db\":7", "'scanner.db' is 7 and should be an object")]
    [InlineData(
        PredicateTypes.VulnerabilityScan,
        Scan,
        "\"builder.id\":\"\"",
        "\"builder.id\":{}",
        "'invocation.builder.id' is an object and should be a text"
    )]
    [InlineData(
        PredicateTypes.Provenance02,
        Build,
        "[{\"uri\":\"u\",\"digest\":{\"sha1\":\"a\"}}]",
        "\"nope\"",
        "'materials' is \"nope\" and should be a list"
    )]
    [InlineData(
        PredicateTypes.Provenance02,
        Build,
        "[{\"uri\":\"u\"",
        "[\"x\",{\"uri\":\"u\"",
        "'materials[0]' is \"x\" and should be an object"
    )]
    [InlineData(PredicateTypes.Provenance02, Build, "\"uri\":\"u\"", "\"uri\":1", "'materials[0].uri' is 1 and should be a text")]
    [InlineData(
        PredicateTypes.Provenance02,
        Build,
        "{\"sha1\":\"a\"}",
        "{\"sha1\":true}",
        "'materials[0].digest.sha1' is true and should be a text"
    )]
    [InlineData(
        PredicateTypes.Provenance02,
        Build,
        "\"invocation\":{}",
        "\"invocation\":{\"configSource\":\"x\"}",
        "'invocation.configSource' is \"x\" and should be an object"
    )]
    [InlineData(
        PredicateTypes.Provenance02,
        Build,
        "\"reproducible\":true",
        "\"reproducible\":\"true\"",
        "'metadata.reproducible' is \"true\" and should be true or false"
    )]
    [InlineData(
        PredicateTypes.Provenance02,
        Build,
        "\"reproducible\":true",
        "\"buildFinishedOn\":\"now\"",
        "'metadata.buildFinishedOn' is \"now\" and should be a time"
    )]
    [InlineData(PredicateTypes.Link, Step, "{\"a\":{\"sha256\":\"ab\"}}", "[]", "'materials' is a list and should be an object")]
    [InlineData(PredicateTypes.Link, Step, "{\"sha256\":\"ab\"}", "1", "'materials.a' is 1 and should be an object")]
    [InlineData(PredicateTypes.Link, Step, "\"sha256\":\"ab\"", "\"sha256\":2", "'materials.a.sha256' is 2 and should be a text")]
    [InlineData(PredicateTypes.Link, Step, "[\"make\"]", "\"make\"", "'command' is \"make\" and should be a list")]
    [InlineData(PredicateTypes.Link, Step, "[\"make\"]", "[3]", "'command[0]' is 3 and should be a text")]
    [InlineData(
        PredicateTypes.Link,
        Step,
        "\"byproducts\":{}",
        "\"byproducts\":[]",
        "'byproducts' is a list and should be an object"
    )]
    [InlineData(
        PredicateTypes.VerificationSummary,
        Summary,
        "PASSED",
        "passed",
        "'verificationResult' is \"passed\" and should be PASSED or FAILED"
    )]
    [InlineData(
        PredicateTypes.VerificationSummary,
        Summary,
        "2026-01-31T12:00:00Z",
        "2026",
        "'timeVerified' is \"2026\" and should be a time"
    )]
    [InlineData(
        PredicateTypes.TestResult,
        Test,
        "WARNED",
        "SKIPPED",
        "'result' is \"SKIPPED\" and should be PASSED or WARNED or FAILED"
    )]
    [InlineData(PredicateTypes.TestResult, Test, "[{}]", "[3]", "'configuration[0]' is 3 and should be an object")]
    [InlineData(
        PredicateTypes.OpenVex,
        Vex,
        "not_affected",
        "unknown",
        "'statements[1].status' is \"unknown\" and should be not_affected or affected"
    )]
    [InlineData(
        PredicateTypes.OpenVex,
        Vex,
        "\"status\":\"not_affected\"",
        "\"s\":1",
        "'statements[1].status' is missing and should be not_affected"
    )]
    [InlineData(
        PredicateTypes.CycloneDx,
        """{"bomFormat":"CycloneDX","specVersion":"1.6"}""",
        "CycloneDX",
        "cyclonedx",
        "'bomFormat' is \"cyclonedx\" and should be CycloneDX"
    )]
    [InlineData(PredicateTypes.Spdx, """{"spdxVersion":"SPDX-2.3"}""", "\"SPDX-2.3\"", "3", "'spdxVersion'")]
    [InlineData(
        PredicateTypes.Provenance,
        Made,
        "\"startedOn\":\"2026-01-31T12:00:00Z\"",
        "\"startedOn\":5",
        "'runDetails.metadata.startedOn' is 5 and should be a time"
    )]
    [InlineData(
        PredicateTypes.Provenance,
        Made,
        "[{}]",
        "{}",
        "'buildDefinition.resolvedDependencies' is an object and should be a list"
    )]
    public void A_member_of_another_kind_is_refused_with_what_it_is_and_should_be(
        string type,
        string json,
        string part,
        string replacement,
        string clause
    )
    {
        Assert.Same(Make(type, json).PredicateType, PredicateShapes.Validated(Make(type, json)).PredicateType);
        var at = json.IndexOf(part, StringComparison.Ordinal);
        var changed = json[..at] + replacement + json[(at + part.Length)..];

        var error = Assert.Throws<ConfigurationException>(() => PredicateShapes.Validated(Make(type, changed)));
        Assert.Contains(clause, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        PredicateTypes.VerificationSummary,
        Summary,
        "PASSED",
        "PASSE\\ud800",
        "'verificationResult' is \"PASSE\\ud800\""
    )]
    [InlineData(PredicateTypes.VulnerabilityScan, Scan, "12:00:00Z", "12:00:0\\ud800Z", "'metadata.scanStartedOn' is")]
    public void Half_a_surrogate_pair_is_no_word_and_no_time(string type, string json, string part, string half, string clause)
    {
        var changed = json.Replace(part, half, StringComparison.Ordinal);

        var error = Assert.Throws<ConfigurationException>(() => PredicateShapes.Validated(Make(type, changed)));
        Assert.Contains(clause, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_many_faults_the_first_are_told()
    {
        var json =
            $$"""{"builder":{"id":"x"},"buildType":"y","materials":[{{string.Join(',', Enumerable.Repeat("1", 10_000))}}]}""";
        var message = Assert
            .Throws<ConfigurationException>(() => PredicateShapes.Validated(Make(PredicateTypes.Provenance02, json)))
            .Message;

        Assert.Contains("'materials[7]' is 1 and should be an object, and so on;", message, StringComparison.Ordinal);
        Assert.DoesNotContain("materials[8]", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-01-31T12:00:00.123456789Z")]
    [InlineData("2026-01-31T12:00:00+02:00")]
    [InlineData("2026-01-31T12:00:00.5-07:30")]
    public void A_time_may_have_fractions_and_an_offset(string time) =>
        _ = PredicateShapes.Validated(
            Make(PredicateTypes.VulnerabilityScan, Scan.Replace("2026-01-31T12:00:00Z", time, StringComparison.Ordinal))
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

using System.Text;
using System.Text.Json;
using SupplyChain.Attestations;
using SupplyChain.Attestations.Predicates;
using SupplyChain.Images;
using Xunit;
using TestResult = SupplyChain.Attestations.Predicates.TestResult;

namespace SupplyChain.Tests.Attestations;

public sealed class PredicateTests
{
    private static readonly Subject[] Subjects = [Subject.Of(Digest.Sha256("image"u8))];
    private static readonly DateTimeOffset Noon = new(2026, 1, 31, 13, 0, 0, TimeSpan.FromHours(1));

    [Fact]
    public void Provenance_is_written_as_SLSA_says_and_read_back()
    {
        using var parameters = JsonDocument.Parse("""{"ref":"refs/heads/main"}""");
        var statement = new Provenance
        {
            BuildDefinition = new BuildDefinition
            {
                BuildType = "https://example.com/build",
                ExternalParameters = parameters.RootElement.Clone(),
                ResolvedDependencies =
                [
                    new ResourceDescriptor
                    {
                        Uri = "git+https://example.com/shop",
                        Digest = new Dictionary<string, string> { ["gitCommit"] = "c0ffee" },
                    },
                ],
            },
            RunDetails = new RunDetails
            {
                Builder = new Builder("https://example.com/builder"),
                Metadata = new BuildMetadata { InvocationId = "7", StartedOn = Noon },
            },
        }.ToStatement(Subjects);

        Assert.Equal(PredicateTypes.Provenance, statement.PredicateType);
        Assert.Equal(
            """{"buildDefinition":{"buildType":"https://example.com/build","externalParameters":{"ref":"refs/heads/main"},"resolvedDependencies":[{"uri":"git+https://example.com/shop","digest":{"gitCommit":"c0ffee"}}]},"runDetails":{"builder":{"id":"https://example.com/builder"},"metadata":{"invocationId":"7","startedOn":"2026-01-31T12:00:00Z"}}}""",
            Encoding.UTF8.GetString(statement.Predicate.Span)
        );
        Assert.Equal(Noon, Provenance.Read(statement).RunDetails.Metadata!.StartedOn);
    }

    [Fact]
    public void A_verification_summary_is_written_as_SLSA_says_and_read_back()
    {
        var statement = new VerificationSummary
        {
            Verifier = new SummaryVerifier("https://example.com/gate"),
            TimeVerified = Noon,
            ResourceUri = "oci://registry.example/shop",
            Policy = new ResourceDescriptor { Uri = "https://example.com/policy#prod" },
            VerificationResult = VerificationResult.Passed,
            VerifiedLevels = ["GATE_ENV_PROD"],
        }.ToStatement(Subjects);

        Assert.Equal(
            """{"verifier":{"id":"https://example.com/gate"},"timeVerified":"2026-01-31T12:00:00Z","resourceUri":"oci://registry.example/shop","policy":{"uri":"https://example.com/policy#prod"},"verificationResult":"PASSED","verifiedLevels":["GATE_ENV_PROD"]}""",
            Encoding.UTF8.GetString(statement.Predicate.Span)
        );
        Assert.Equal(VerificationResult.Passed, VerificationSummary.Read(statement).VerificationResult);
    }

    [Theory]
    [InlineData("\"PASSED\"", "1")]
    [InlineData("\"PASSED\"", "\"MAYBE\"")]
    [InlineData("\"PASSED\"", "null")]
    [InlineData("\"verifiedLevels\":[]", "\"levels\":[]")]
    [InlineData("\"id\":\"v\"", "\"name\":\"v\"")]
    [InlineData("2026-01-31T12:00:00Z", "2026-01-31T12:00:00")]
    [InlineData("2026-01-31T12:00:00Z", "yesterday")]
    [InlineData("\"inputAttestations\":[]", "\"inputAttestations\":[{\"uri\":\"oci://x\"}]")]
    public void A_malformed_verification_summary_is_no_verdict(string part, string replacement)
    {
        const string predicate =
            """{"verifier":{"id":"v"},"timeVerified":"2026-01-31T12:00:00Z","resourceUri":"r","policy":{"uri":"p"},"inputAttestations":[],"verificationResult":"PASSED","verifiedLevels":[]}""";
        Assert.Equal("v", VerificationSummary.Read(StatementOf(PredicateTypes.VerificationSummary, predicate)).Verifier.Id);

        var changed = StatementOf(
            PredicateTypes.VerificationSummary,
            predicate.Replace(part, replacement, StringComparison.Ordinal)
        );
        Assert.Equal("attestation.predicate", Assert.Throws<UndeterminedException>(() => VerificationSummary.Read(changed)).Code);
    }

    [Fact]
    public void A_scan_as_Trivy_writes_it_is_read_with_its_report()
    {
        var scan = VulnerabilityScan.Read(
            StatementOf(
                PredicateTypes.VulnerabilityScan,
                """{"invocation":{"parameters":null,"uri":"","event_id":"","builder.id":""},"scanner":{"uri":"pkg:github/aquasecurity/trivy@0.70.0","version":"0.70.0","db":{"uri":"","version":""},"result":{"SchemaVersion":2}},"metadata":{"scanStartedOn":"2026-01-31T12:00:00.123456789Z","scanFinishedOn":"2026-01-31T13:00:00+01:00"}}"""
            )
        );

        Assert.Equal(2, scan.Scanner.Result.GetProperty("SchemaVersion").GetInt32());
        Assert.Equal(Noon, scan.Metadata.ScanFinishedOn);
    }

    [Fact]
    public void A_test_result_is_written_as_in_toto_says_and_read_back()
    {
        var statement = new TestResult
        {
            Result = TestOutcome.Failed,
            Configuration = [],
            FailedTests = ["pod.run-as-root"],
        }.ToStatement(Subjects);

        Assert.Equal(
            """{"result":"FAILED","configuration":[],"failedTests":["pod.run-as-root"]}""",
            Encoding.UTF8.GetString(statement.Predicate.Span)
        );
        Assert.Equal(TestOutcome.Failed, TestResult.Read(statement).Result);
    }

    [Fact]
    public void A_statement_of_another_type_is_not_read_as_this_one() =>
        Assert.Equal(
            "attestation.predicate-type",
            Assert.Throws<UndeterminedException>(() => TestResult.Read(StatementOf(PredicateTypes.ImageSignature, "{}"))).Code
        );

    [Theory]
    [InlineData("vuln", PredicateTypes.VulnerabilityScan)]
    [InlineData("slsaprovenance1", PredicateTypes.Provenance)]
    [InlineData("https://example.com/t", "https://example.com/t")]
    public void Short_names_and_addresses_are_types(string text, string type) => Assert.Equal(type, PredicateTypes.Parse(text));

    [Fact]
    public void Any_other_word_is_refused_with_the_names_to_choose_from() =>
        Assert.Contains(
            "cyclonedx",
            Assert.Throws<ConfigurationException>(() => PredicateTypes.Parse("sbom")).Message,
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData(PredicateTypes.CycloneDx, true)]
    [InlineData(PredicateTypes.CycloneDx + "/v1.6", true)]
    [InlineData(PredicateTypes.CycloneDx + "/v2", true)]
    [InlineData(PredicateTypes.CycloneDx + "extra", false)]
    [InlineData(PredicateTypes.CycloneDx + "/version-evil", false)]
    [InlineData(PredicateTypes.CycloneDx + "/v", false)]
    [InlineData(PredicateTypes.CycloneDx + "/v1.6-evil", false)]
    [InlineData(PredicateTypes.CycloneDx + "/v1..6", false)]
    [InlineData(PredicateTypes.CycloneDx + "/v1.6.", false)]
    [InlineData(PredicateTypes.CycloneDx + "/v1.6/", false)]
    [InlineData(PredicateTypes.CycloneDx + "/v１", false)]
    [InlineData(PredicateTypes.Spdx, false)]
    public void A_document_type_may_carry_a_version(string actual, bool expected) =>
        Assert.Equal(expected, PredicateTypes.IsKind(actual, PredicateTypes.CycloneDx));

    [Theory]
    [InlineData(PredicateTypes.Spdx, "/v2.3", true)]
    [InlineData(PredicateTypes.Spdx, "/v2.3anything", false)]
    [InlineData(PredicateTypes.OpenVex, "/v0.2.0", true)]
    [InlineData(PredicateTypes.OpenVex, "/vex", false)]
    [InlineData(PredicateTypes.VulnerabilityScan, "/v1", false)]
    public void No_other_type_serves_for_one_with_a_version(string wanted, string ending, bool expected) =>
        Assert.Equal(expected, PredicateTypes.IsKind(wanted + ending, wanted));

    private static Statement StatementOf(string type, string predicate) => new(Subjects, type, Encoding.UTF8.GetBytes(predicate));
}

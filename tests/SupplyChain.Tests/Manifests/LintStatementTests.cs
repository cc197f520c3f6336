using System.Text;
using SupplyChain.Attestations.Predicates;
using SupplyChain.Images;
using SupplyChain.Manifests;
using SupplyChain.Manifests.Linting;
using Xunit;
using TestResult = SupplyChain.Attestations.Predicates.TestResult;

namespace SupplyChain.Tests.Manifests;

public sealed class LintStatementTests
{
    private const string Privileged = """
        apiVersion: v1
        kind: Pod
        metadata: { name: p, namespace: n }
        spec:
          containers:
            - name: c
              image: registry.example/c:1
              securityContext: { privileged: true }
        """;

    [Fact]
    public void A_finding_over_the_threshold_makes_the_result_failed_and_is_named()
    {
        var result = Result(Privileged, Severity.High);
        Assert.Equal(TestOutcome.Failed, result.Result);
        Assert.Contains("pss-privileged", result.FailedTests!);
        Assert.DoesNotContain("pss-privileged", result.PassedTests!);
    }

    [Fact]
    public void Nothing_found_is_passed()
    {
        var result = Result(
            "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: c, namespace: n }\ndata: { a: b }\n",
            Severity.Unknown + 1
        );
        Assert.Equal(TestOutcome.Passed, result.Result);
        Assert.Empty(result.FailedTests!);
    }

    [Fact]
    public void The_subject_is_the_exact_bytes_of_the_file()
    {
        var statement = Statement(Privileged, Severity.High);
        Assert.True(statement.IsAbout(Digest.Sha256(Encoding.UTF8.GetBytes(Privileged))));
        Assert.False(statement.IsAbout(Digest.Sha256(Encoding.UTF8.GetBytes(Privileged + "\n"))));
    }

    [Fact]
    public void A_document_that_does_not_parse_is_never_passed() =>
        Assert.Equal(TestOutcome.Failed, Result("kind: [", Severity.High).Result);

    private static TestResult Result(string text, Severity threshold) => TestResult.Read(Statement(text, threshold));

    private static SupplyChain.Attestations.Statement Statement(string text, Severity threshold)
    {
        var manifests = ManifestSet.Parse(("shop.yaml", text));
        return LintStatement.Of(manifests, Linter.Lint(manifests, new LintOptions()), threshold);
    }
}

using System.Text;
using SupplyChain.Attestations;
using SupplyChain.Attestations.Predicates;
using SupplyChain.Images;

namespace SupplyChain.Manifests.Linting;

/// <summary>Turns a lint report into the statement it is published as: in-toto's test result, about the exact bytes of each file.</summary>
public static class LintStatement
{
    /// <summary>The statement that these manifests were linted with this result.</summary>
    /// <param name="manifests">The manifests that were linted.</param>
    /// <param name="report">The result.</param>
    /// <param name="threshold">A finding at or over it makes the result FAILED; a lesser one WARNED.</param>
    public static Statement Of(ManifestSet manifests, LintReport report, Severity threshold)
    {
        var worst = report
            .Findings.GroupBy(finding => finding.Rule, StringComparer.Ordinal)
            .ToDictionary(
                group => group.Key,
                group => group.Any(finding => finding.Severity >= threshold || finding.Severity == Severity.Unknown)
            );
        return new TestResult
        {
            Result =
                !report.Complete || worst.ContainsValue(true) ? TestOutcome.Failed
                : worst.Count > 0 || report.Suppressed.Count > 0 ? TestOutcome.Warned
                : TestOutcome.Passed,
            Configuration = [new ResourceDescriptor { Name = "rules", Uri = "urn:supplychain:lint:built-in" }],
            PassedTests = [.. Came(RuleOutcome.Pass)],
            WarnedTests =
            [
                .. worst
                    .Where(rule => !rule.Value)
                    .Select(rule => rule.Key)
                    .Concat(Came(RuleOutcome.Waived))
                    .Order(StringComparer.Ordinal),
            ],
            FailedTests = [.. worst.Where(rule => rule.Value).Select(rule => rule.Key).Order(StringComparer.Ordinal)],
        }.ToStatement(manifests.Files.Select(SubjectOf));

        IEnumerable<string> Came(RuleOutcome outcome) =>
            report.Results.Where(result => result.Outcome == outcome).Select(result => result.Rule);
    }

    private static Subject SubjectOf(ManifestFile file) =>
        Subject.Of(Digest.Sha256(Encoding.UTF8.GetBytes(file.Yaml.Text)), file.Name);
}

using SupplyChain.Manifests;
using SupplyChain.Manifests.Linting;
using SupplyChain.Testing;
using Xunit;

namespace SupplyChain.Tests.Manifests.Rules;

public sealed class PodSecurityDataTests
{
    private static readonly RuleSet Standards = RuleSet.BuiltIn.Select(["pss-*"]);

    [Theory]
    [InlineData(PodSecurityLevel.Baseline)]
    [InlineData(PodSecurityLevel.Restricted)]
    public void Every_case_of_the_standards_has_the_verdict_of_its_folder(PodSecurityLevel level)
    {
        var root = TestData.Require($"pod-security/{level.ToString().ToLowerInvariant()}");
        var wrong = new List<string>();
        var count = 0;
        foreach (var path in Directory.EnumerateFiles(root, "*.yaml", SearchOption.AllDirectories))
        {
            var verdict = Path.GetFileName(Path.GetDirectoryName(path));
            var version = KubernetesVersion.Parse(Path.GetRelativePath(root, path).Split(Path.DirectorySeparatorChar)[0]);
            var options = new LintOptions
            {
                Rules = Standards,
                PodSecurity = level,
                KubernetesVersion = version,
            };
            var report = Linter.Lint(ManifestSet.Load([path]), options);
            var check = Path.GetFileNameWithoutExtension(path)
                .TrimEnd([.. "0123456789"])
                .Replace("_", "", StringComparison.Ordinal);
            var agrees =
                report.Resources == 1
                && report.Complete
                && (
                    verdict == "pass"
                        ? report.Findings.Count == 0
                        : report.HasFindings(Severity.High) && report.Findings.Any(finding => Names(finding.Rule, check))
                );
            count++;
            if (!agrees)
            {
                wrong.Add(
                    $"{path}: {string.Join("; ", report.Findings.Select(finding => finding.Rule + " " + finding.Message))}"
                );
            }
        }

        Assert.True(wrong.Count == 0, $"{wrong.Count} of {count}\n" + string.Join('\n', wrong.Take(20)));
        Assert.True(count > 200, $"only {count} cases were found");
    }

    private static bool Names(string rule, string check) =>
        check switch
        {
            "hostprobesandhostlifecycle" => rule == "pss-host-probes",
            "hostpathvolumes" => rule is "pss-host-path" or "pss-volume-types",
            "restrictedvolumes" => rule == "pss-volume-types",
            "allowprivilegeescalation" => rule == "pss-privilege-escalation",
            "apparmorprofile" => rule == "pss-apparmor",
            "selinuxoptions" => rule == "pss-selinux",
            "seccompprofilebaseline" => rule is "pss-seccomp-baseline" or "pss-seccomp-restricted",
            "seccompprofilerestricted" => rule == "pss-seccomp-restricted",
            "capabilitiesbaseline" => rule is "pss-capabilities-baseline" or "pss-capabilities-restricted",
            "procmount" => rule is "pss-proc-mount" or "pss-proc-mount-restricted",
            _ => rule.Replace("-", "", StringComparison.Ordinal) == "pss" + check,
        };
}

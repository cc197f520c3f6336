using SupplyChain.Manifests;
using SupplyChain.Manifests.Linting;
using SupplyChain.Manifests.Linting.Fixes;
using SupplyChain.Testing;
using Xunit;

namespace SupplyChain.Tests.Manifests.Linting.Fixes;

public sealed class ManifestFixerTests
{
    private const string Head = "apiVersion: v1\nkind: Pod\nmetadata: {name: p, namespace: n}\nspec:\n";

    private static FixResult Fix(string text, params string[] rules) =>
        ManifestFixer.Fix(ManifestSet.Parse([("m.yaml", text)]), new LintOptions { Rules = RuleSet.BuiltIn.Select(rules) });

    [Theory]
    [InlineData(
        "  containers:\n  - name: c # first\n    image: a:1 # why\n\n# end\n",
        "  containers:\n  - name: c # first\n    image: a:1 # why\n    securityContext:\n      allowPrivilegeEscalation: false\n\n# end\n"
    )]
    [InlineData(
        "  containers:\n    - name: c\n      securityContext:\n        privileged: false # no\n      image: a:1\n",
        "  containers:\n    - name: c\n      securityContext:\n        privileged: false # no\n        allowPrivilegeEscalation: false\n      image: a:1\n"
    )]
    [InlineData(
        "  containers:\n  - name: c\n    securityContext: {allowPrivilegeEscalation: yes}\n",
        "  containers:\n  - name: c\n    securityContext: {allowPrivilegeEscalation: false}\n"
    )]
    [InlineData(
        "  containers:\n  - name: c\n    securityContext: {} # empty\n",
        "  containers:\n  - name: c\n    securityContext: {allowPrivilegeEscalation: false} # empty\n"
    )]
    [InlineData(
        "  containers:\n  - name: c\n    securityContext: # nothing\n",
        "  containers:\n  - name: c\n    securityContext: {allowPrivilegeEscalation: false} # nothing\n"
    )]
    [InlineData(
        "  containers: [{name: c, image: 'a:1'}]\n",
        "  containers: [{name: c, image: 'a:1', securityContext: {allowPrivilegeEscalation: false}}]\n"
    )]
    public void A_field_is_added_or_set_in_the_style_around_it(string before, string after) =>
        Assert.Equal(Head + after, Assert.Single(Fix(Head + before, "pss-privilege-escalation").Files).After);

    [Theory]
    [InlineData("  containers:\n  - name: c\n", true)]
    [InlineData("  serviceAccountName: here\n  containers:\n  - name: c\n", true)]
    [InlineData("  serviceAccountName: elsewhere\n  containers:\n  - name: c\n", false)]
    [InlineData("  automountServiceAccountToken: true\n  containers:\n  - name: c\n", false)]
    [InlineData(
        "  containers:\n  - name: c\n    args: [--token-file=/var/run/secrets/kubernetes.io/serviceaccount/token]\n",
        false
    )]
    public void A_token_is_taken_away_only_where_nothing_speaks_for_its_use(string spec, bool isFixed)
    {
        const string Account = "---\napiVersion: v1\nkind: ServiceAccount\nmetadata: {name: here, namespace: n}\n";
        var result = Fix(Head + spec + Account, "sa-token-automount");
        Assert.Equal(isFixed ? 0 : 1, result.Report.Findings.Count);
        Assert.Empty(result.Refused);
        if (isFixed)
        {
            Assert.Equal(Head + spec + "  automountServiceAccountToken: false\n" + Account, Assert.Single(result.Files).After);
        }
    }

    [Fact]
    public void Windows_line_ends_stay() =>
        Assert.DoesNotMatch(
            "[^\r]\n",
            Assert
                .Single(
                    Fix(
                        (Head + "  containers:\n  - name: c\n").Replace("\n", "\r\n", StringComparison.Ordinal),
                        "pss-privilege-escalation"
                    ).Files
                )
                .After
        );

    [Fact]
    public void Json_stays_json()
    {
        const string Json = """{"apiVersion":"v1","kind":"Pod","metadata":{"name":"p"},"spec":{"containers":[{"name":"c"}]}}""";
        var after = Assert.Single(Fix(Json, "pss-*").Files).After;
        using var document = System.Text.Json.JsonDocument.Parse(after);
        var container = document.RootElement.GetProperty("spec").GetProperty("containers")[0].GetProperty("securityContext");
        Assert.Equal("ALL", container.GetProperty("capabilities").GetProperty("drop")[0].GetString());
        Assert.False(container.GetProperty("allowPrivilegeEscalation").GetBoolean());
    }

    [Fact]
    public void What_several_fixes_add_to_one_place_is_added_together_and_ends_clean()
    {
        var result = Fix(
            Head + "  containers:\n  - name: c\n    securityContext:\n      capabilities:\n        drop:\n        - NET_RAW\n",
            "pss-*"
        );
        Assert.Equal(
            Head
                + "  containers:\n  - name: c\n    securityContext:\n      capabilities:\n        drop:\n        - NET_RAW\n        - ALL\n"
                + "      allowPrivilegeEscalation: false\n  securityContext:\n    seccompProfile:\n      type: RuntimeDefault\n"
                + "    runAsNonRoot: true\n",
            Assert.Single(result.Files).After
        );
        Assert.Empty(result.Report.Findings);
        Assert.Equal(4, result.Fixed.Count);
    }

    [Theory]
    [InlineData("  containers:\n  - &c {name: c}\n  initContainers:\n  - *c\n")]
    [InlineData(
        "  containers:\n  - name: c\n    securityContext: &s {privileged: false}\n  - name: d\n    securityContext: *s\n"
    )]
    [InlineData("  containers:\n  - name: c\n    securityContext: {<<: {privileged: false}}\n")]
    [InlineData("  containers:\n  - name: c\n    env:\n    - name: TEXT\n      value: |+\n        a\n\n\n")]
    [InlineData("  containers:\n  - name: c\n    securityContext: text\n")]
    public void Whatever_the_form_a_fix_is_right_or_not_made(string spec)
    {
        var before = ManifestSet.Parse([("m.yaml", Head + spec)]);
        var result = ManifestFixer.Fix(before, new LintOptions { Rules = RuleSet.BuiltIn.Select(["pss-privilege-escalation"]) });
        Assert.Empty(result.Manifests.Problems);
        Assert.Equal(result.Report.Findings.Count(finding => finding.IsFixable), result.Refused.Count);
        Assert.Equal(result.Fixed.Count == 0, result.Files.Count == 0);
        if (spec.Contains("|+", StringComparison.Ordinal))
        {
            Assert.Equal("a\n\n\n", Text(result.Manifests));
        }

        static string? Text(ManifestSet set) =>
            set.Resources.Single().Root.At("spec", "containers")!.Items[0].List("env")[0].Text("value");
    }

    [Fact]
    public void A_namespace_gets_the_highest_level_that_its_workloads_meet_and_a_policy_that_denies()
    {
        const string Namespace = "apiVersion: v1\nkind: Namespace\nmetadata:\n  name: n\n---\n";
        var result = Fix(Namespace + Head + "  hostUsers: true\n", "psa-unset", "net-ns-no-default-deny");
        Assert.Contains("enforce: restricted\n", result.Files[0].After, StringComparison.Ordinal);
        Assert.Equal(("default-deny-n.yaml", null), (result.Files[1].Name, result.Files[1].Before));
        Assert.Empty(result.Report.Findings);

        var privileged = Fix(Namespace + Head + "  hostPID: true\n", "psa-unset");
        Assert.Empty(privileged.Files);
    }

    [Fact]
    public void Sarif_gets_the_edits_of_each_finding()
    {
        var report = Linter.Lint(
            ManifestSet.Parse([("m.yaml", Head + "  containers:\n  - name: c\n")]),
            new LintOptions { Rules = RuleSet.BuiltIn.Select(["pss-capabilities-restricted"]) }
        );
        var edit = Assert.Single(Assert.Single(report.Findings).Fix);
        Assert.Equal(
            (6, 12, 6, 12),
            (edit.Location.Start.Line, edit.Location.Start.Column, edit.Location.End.Line, edit.Location.End.Column)
        );
        Assert.Equal("\n    securityContext:\n      capabilities:\n        drop: [ALL]", edit.Text);
    }

    [Theory]
    [InlineData("manifests/argo-cd")]
    [InlineData("manifests/kube-prometheus")]
    [InlineData("manifests/microservices-demo")]
    [InlineData("netpol-cases")]
    [InlineData("kubescape-cases")]
    public void Fixing_real_manifests_again_changes_nothing_and_what_is_not_fixed_stays_as_it_was(string data)
    {
        var manifests = ManifestSet.Load([TestData.Require(data)]);
        var options = new LintOptions();
        var first = ManifestFixer.Fix(manifests, options);
        Assert.Equal(data == "manifests/argo-cd", first.Fixed.Count == 0);
        Assert.Equal(manifests.Problems.Count(), first.Manifests.Problems.Count());
        Assert.Equal(
            manifests.Files.Select(file => file.Yaml.Documents.Count),
            first.Manifests.Files.Take(manifests.Files.Count).Select(file => file.Yaml.Documents.Count)
        );
        foreach (var file in first.Files)
        {
            KeepsLines(file);
        }

        var second = ManifestFixer.Fix(first.Manifests, options);
        Assert.Empty(second.Files);
    }

    /// <summary>Every old line is there, in order, but for those whose value was set; comments are among them.</summary>
    private static void KeepsLines(FixedFile file)
    {
        if (file.Before is null)
        {
            return;
        }

        var before = file.Before.Split('\n');
        var kept = 0;
        foreach (var line in file.After.Split('\n'))
        {
            if (
                kept < before.Length
                && (
                    line == before[kept]
                    || line.Replace(",\r", "\r", StringComparison.Ordinal) == before[kept]
                    || line == before[kept] + ","
                    || IsSet(before[kept], line)
                )
            )
            {
                kept++;
            }
        }

        Assert.True(kept == before.Length, $"{file.Name}: line {kept + 1}, '{before.ElementAtOrDefault(kept)}', is gone.");
        Assert.Equal(before.Count(IsComment), file.After.Split('\n').Count(IsComment));
    }

    private static bool IsComment(string line) => line.Contains('#', StringComparison.Ordinal);

    private static bool IsSet(string line, string next) =>
        line.Contains(':', StringComparison.Ordinal)
        && next.StartsWith(line[..(line.IndexOf(':', StringComparison.Ordinal) + 1)], StringComparison.Ordinal);
}

using System.Text;
using System.Text.Json;
using SupplyChain.Manifests;
using SupplyChain.Manifests.Linting;
using SupplyChain.Manifests.Linting.Suppressions;
using SupplyChain.Reports;
using SupplyChain.Testing;
using Xunit;

namespace SupplyChain.Tests.Reports;

public sealed class LintOutputTests
{
    private const string Pod = """
        apiVersion: v1
        kind: Pod
        metadata:
          name: api
          namespace: shop
        spec:
          hostPID: true # supplychain:ignore pss-host-namespaces reason="it watches the node" owner=ops until=2027-01-31
          containers:
          - name: api
            image: registry.example/api:1
            securityContext: {privileged: true} # the password is hunter2
            env: [{name: TOKEN, value: correct-horse-7-battery}]
        """;

    private static readonly LintOptions Options = new()
    {
        Suppressions = new SuppressionOptions(new DateOnly(2026, 11, 25), LintConfiguration.Empty, null),
    };

    private static LintReport Lint(string text) => Linter.Lint(ManifestSet.Parse(("pod.yaml", text)), Options);

    private static Report ReportOf(string text) => Lint(text).ToReport(RuleSet.BuiltIn, Severity.High);

    [Fact]
    public void The_first_screen_tells_the_worst_three_with_line_caret_and_remedy_and_the_ten_areas()
    {
        var text = Written.Text(ReportOf(Pod));
        var screen = text[..text.IndexOf("\nWhat blocks", StringComparison.Ordinal)];
        Assert.Contains(
            """
              critical  pss-privileged: Containers are not privileged
                pod.yaml:11:35: Container 'api' is privileged.
                11 |     securityContext: {privileged: true}
                   |                                   ^^^^
                -> Remove 'privileged', and add only the capabilities that the program needs.
            """.ReplaceLineEndings("\n"),
            screen,
            StringComparison.Ordinal
        );
        Assert.Equal(3, screen.Split("\n    -> ").Length - 1);
        Assert.All(
            Enum.GetValues<HardeningArea>(),
            area => Assert.Contains($"\n{area.Title()}  ", screen, StringComparison.Ordinal)
        );
        Assert.Matches("\nPod security +fail +[0-9]+ +[0-9]+ +1 +[0-9]+\n", screen);
        Assert.Matches("\n  Pod security +what processes do", text);
    }

    [Fact]
    public void The_line_of_an_empty_collection_is_shown_too()
    {
        var report = Lint(
            "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: web, namespace: shop}\nspec:\n  podSelector: {}\n  ingress:\n  - {} # everyone\n"
        );
        var excerpt = report.Findings.Single(finding => finding.Rule == "net-ingress-allow-all").Excerpt;
        Assert.Equal(new SourceExcerpt("  - {}", 5, 2), excerpt);
    }

    [Fact]
    public void A_list_is_marked_where_it_begins()
    {
        var report = Lint(
            "apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: all}\nrules:\n- apiGroups: [\"*\"]\n  resources: [\"*\"]\n  verbs: [get]\n"
        );
        var excerpt = report.Findings.First(finding => finding.Line == 6).Excerpt!;
        Assert.Equal("  resources: [".Length, excerpt.Column);
    }

    [Fact]
    public void What_could_not_be_read_is_told_with_a_title()
    {
        var text = Written.Text(ReportOf("a: [\n"));
        Assert.Contains("  error  yaml.syntax: Every document can be read\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_ten_areas_fit_into_a_terminal_where_nothing_is_waived()
    {
        var lines = Written.Text(ReportOf(Pod.Replace("supplychain:ignore", "", StringComparison.Ordinal))).Split('\n');
        var start = Array.FindIndex(lines, line => line.StartsWith("area ", StringComparison.Ordinal));
        Assert.All(lines[start..(start + 11)], line => Assert.InRange(line.Length, 1, 80));
    }

    [Fact]
    public void A_rule_that_met_nothing_it_is_about_is_no_pass()
    {
        var results = Lint(Pod).Results.ToDictionary(result => result.Rule, result => result.Outcome);
        Assert.Equal(RuleOutcome.Fail, results["pss-privileged"]);
        Assert.Equal(RuleOutcome.Pass, results["pss-host-path"]);
        Assert.Equal(RuleOutcome.Waived, results["pss-host-namespaces"]);
        Assert.Equal(RuleOutcome.Unseen, results["rbac-star-star"]);
    }

    [Theory]
    [InlineData(
        "apiVersion: v1\nkind: Pod\nmetadata: {name: api, namespace: shop}\nspec: {containers: [{name: api, image: registry.example/api:1}]}\n",
        "Network Access Pods Images Secrets"
    )]
    [InlineData("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings, namespace: shop}\ndata: {a: b}\n", "Access Secrets")]
    [InlineData("apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n", "Network Pods")]
    [InlineData("apiVersion: shop.example/v1\nkind: Order\nmetadata: {name: first, namespace: shop}\n", "")]
    [InlineData("apiVersion: velero.io/v1\nkind: BackupStorageLocation\nmetadata: {name: main, namespace: velero}\n", "Backup")]
    [InlineData("apiVersion: audit.k8s.io/v1\nkind: Policy\nrules: [{level: Metadata}]\n", "Audit")]
    public void An_area_that_the_manifests_say_nothing_about_cannot_be_seen(string text, string seen)
    {
        var scores = Lint(text).Scores;
        Assert.Equal(seen, string.Join(' ', scores.Where(score => score.Word != "cannot be seen").Select(score => score.Area)));
        Assert.All(
            scores.Where(score => score.Word == "cannot be seen"),
            score => Assert.Equal((0, 0, 0), (score.Passed, score.Failed, score.Waived))
        );
    }

    [Fact]
    public void Lines_are_shown_without_comments_and_without_values_that_could_be_secret()
    {
        var outputs = Outputs(Lint(Pod)).ToList();
        Assert.All(outputs, output => Assert.DoesNotContain("hunter2", output, StringComparison.Ordinal));
        Assert.All(outputs, output => Assert.DoesNotContain("battery", output, StringComparison.Ordinal));
        Assert.Contains("env: [{name: TOKEN, value: …", outputs[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Values_of_secrets_in_real_manifests_are_in_no_output()
    {
        var manifests = ManifestSet.Load([TestData.Require("manifests"), TestData.Require("kubescape-cases")]);
        var secrets = manifests.Resources.Where(resource => resource.Is("", "Secret")).ToList();
        var elsewhere = string.Concat(manifests.Files.Select(file => Without(file, secrets)));
        var values = secrets
            .SelectMany(secret => new[] { "data", "stringData" }.SelectMany(field => secret.Root[field]?.Entries ?? []))
            .Select(entry => entry.Value.AsString ?? "")
            .SelectMany(value => new[] { value, Decoded(value) })
            // What other objects say as well, such as "password", is no secret.
            .Where(value => value.Length >= 5 && !elsewhere.Contains(value, StringComparison.Ordinal))
            .Distinct()
            .ToList();
        Assert.NotEmpty(values);
        var outputs = Outputs(Linter.Lint(manifests, Options)).ToList();
        Assert.All(
            values,
            value => Assert.All(outputs, output => Assert.False(output.Contains(value, StringComparison.Ordinal)))
        );
    }

    [Fact]
    public async Task Sarif_with_regions_fixes_suppressions_and_related_places_is_valid_by_its_own_tool()
    {
        var report = ReportOf(Pod);
        var chained = report with
        {
            Subjects =
            [
                .. report.Subjects.Select(subject =>
                    subject with
                    {
                        Items =
                        [
                            .. subject.Items.Select(item =>
                                item with
                                {
                                    Related =
                                    [
                                        new RelatedLocation(
                                            new ReportLocation("role.yaml", 3, 5),
                                            "Role shop/api",
                                            "It gives the rights."
                                        ),
                                    ],
                                }
                            ),
                        ],
                    }
                ),
            ],
        };
        var text = Written.Sarif(chained);
        using var sarif = JsonDocument.Parse(text);
        var results = sarif.RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray().ToList();
        var fixable = results.First(result => result.GetProperty("ruleId").ValueEquals("pss-privilege-escalation"));
        var replacement = fixable.GetProperty("fixes")[0].GetProperty("artifactChanges")[0].GetProperty("replacements")[0];
        Assert.Equal(
            ", allowPrivilegeEscalation: false",
            replacement.GetProperty("insertedContent").GetProperty("text").GetString()
        );
        Assert.Equal(
            "role.yaml",
            fixable
                .GetProperty("relatedLocations")[0]
                .GetProperty("physicalLocation")
                .GetProperty("artifactLocation")
                .GetProperty("uri")
                .GetString()
        );
        var suppressed = results.Single(result => result.TryGetProperty("suppressions", out _));
        Assert.Equal("inSource", suppressed.GetProperty("suppressions")[0].GetProperty("kind").GetString());
        await SarifReportTests.ValidateAsync(text);
    }

    [Fact]
    public void The_pages_of_the_rules_are_current()
    {
        var update = Environment.GetEnvironmentVariable("UPDATE_RULE_PAGES") == "1";
        foreach (var (name, text) in RulePages.Of(RuleSet.BuiltIn))
        {
            var path = SourceTree.At("docs", "rules", name);
            if (update)
            {
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                File.WriteAllText(path, text);
            }

            Assert.True(
                File.Exists(path) && File.ReadAllText(path) == text,
                $"docs/rules/{name} is not what the rules say; run this test with UPDATE_RULE_PAGES=1 and look at the change."
            );
        }
    }

    private static IEnumerable<string> Outputs(LintReport lint)
    {
        var report = lint.ToReport(RuleSet.BuiltIn, Severity.High);
        yield return Written.Text(report);
        yield return Written.Sarif(report);
        yield return Written.Markdown(report);
        yield return Written.JUnit(report);
        using var json = new MemoryStream();
        LintReportJson.Write(lint, json);
        yield return Encoding.UTF8.GetString(json.ToArray());
    }

    private static string Without(ManifestFile file, List<Resource> resources)
    {
        var text = file.Yaml.Text;
        foreach (var resource in resources.Where(resource => resource.FileName == file.Name).Reverse())
        {
            var place = resource.Root.Location;
            text = text.Remove(place.Start.Offset, place.End.Offset - place.Start.Offset);
        }

        return text;
    }

    private static string Decoded(string value)
    {
        var bytes = new byte[value.Length];
        return Convert.TryFromBase64String(value, bytes, out var count) ? Encoding.UTF8.GetString(bytes, 0, count).Trim() : "";
    }
}

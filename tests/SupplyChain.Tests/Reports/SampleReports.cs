using SupplyChain.Images;
using SupplyChain.Reports;

namespace SupplyChain.Tests.Reports;

/// <summary>Reports with every kind of item, and with text of people who mean harm.</summary>
internal static class SampleReports
{
    public const string Hostile =
        "\u001b[31mred\u001b[0m\r\n::error::owned\n##vso[task.setvariable variable=x]y ##[error]z <script>alert(1)</script> | [a](javascript:b) `c` @team #1 \u202eabc \ud800";

    public static Digest Digest { get; } = Digest.Parse("sha256:" + new string('a', 64));

    public static ReportItem Item(string rule, Outcome outcome, Severity? severity = null) =>
        new()
        {
            Rule = rule,
            Outcome = outcome,
            Severity = severity,
            Message = $"It breaks {rule}.",
            Remedy = "Mend it.",
            About = "Deployment shop/api",
            Location = new ReportLocation("manifests/api.yaml", 12, 9) { EndLine = 12, EndColumn = 20 },
        };

    public static ReportSubject Image(string name, string identity, params ReportItem[] items) =>
        new()
        {
            Name = name,
            Identity = identity,
            Digest = Digest,
            Items = items,
        };

    public static Report Of(params ReportSubject[] subjects) =>
        new()
        {
            Tool = "lint",
            Title = "2 files",
            Subjects = subjects,
            Rules =
            [
                new ReportRule("pod.privileged", "Privileged container") { Severity = Severity.Critical, Remedy = "Remove it." },
            ],
            Notes = ["One file was empty."],
        };

    public static Report Everything { get; } =
        Of(
            Image(
                "registry.example/shop/api:1.0",
                "registry.example/shop/api",
                Item("pod.memory-limit", Outcome.Note, Severity.Low),
                Item("pod.privileged", Outcome.Fail, Severity.Critical),
                Item("rbac.wildcard", Outcome.Waived, Severity.High) with
                {
                    Reason = "W-1 of ops@example.com until 2027-01-01: migration",
                },
                Item("audit.policy", Outcome.Skipped) with
                {
                    Reason = "no API server configuration was given",
                },
                Item("image.signature", Outcome.Error),
                Item("image.digest", Outcome.Pass)
            ),
            Image("registry.example/shop/worker:1.0", "registry.example/shop/worker", Item("image.digest", Outcome.Pass))
        );

    public static Report Attack { get; } =
        new()
        {
            Tool = "scan",
            Title = Hostile,
            Subjects =
            [
                Image(
                    Hostile,
                    Hostile,
                    new ReportItem
                    {
                        Rule = Hostile,
                        Outcome = Outcome.Fail,
                        Message = Hostile,
                        Remedy = Hostile,
                        About = Hostile,
                        Location = new ReportLocation(Hostile, 1),
                    }
                ),
            ],
            Rules = [new ReportRule(Hostile, Hostile) { Description = Hostile, HelpUri = new Uri("javascript:alert(1)") }],
            Notes = [Hostile],
        };
}

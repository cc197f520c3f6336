using SupplyChain.Images;
using SupplyChain.Manifests.Linting;

namespace SupplyChain.Manifests.Rules.Runtime;

/// <summary>Rules on files of Falco rules, and on Falco's own configuration.</summary>
internal static class FalcoRules
{
    public static IEnumerable<Rule> All { get; } =
    [
        new()
        {
            Id = "falco-rule-off",
            Title = "No detection is switched off",
            Reason = "What the rule would have seen happens unseen, in every workload and for good.",
            Area = HardeningArea.Runtime,
            Severity = Severity.High,
            Remedy = "Enable the rule and describe what is allowed with an exception.",
            Kinds = [ResourceReader.FalcoRules],
            Check = (file, _) =>
                from rule in file.Root.Items
                let enabled = rule["enabled"]
                where rule["rule"] is not null && enabled?.AsBoolean == false
                select new Violation(file, enabled, $"The rule {Printable.Quote(rule.Text("rule") ?? "")} is switched off."),
            Bad = new RuleExample("- rule: Terminal shell in container\n  enabled: false # here\n"),
            Good = new RuleExample(
                "- rule: Terminal shell in container\n  exceptions:\n  - name: debugger\n    fields: [container.image.repository]\n    values: [[registry.example/ops/debug]]\n  override:\n    exceptions: append\n"
            ),
        },
        new()
        {
            Id = "falco-exception-wide",
            Title = "No condition of a detection is always or never true",
            Reason = "Such a condition switches the detection off, or makes it say nothing of worth.",
            Area = HardeningArea.Runtime,
            Severity = Severity.Medium,
            Remedy = "Write a condition that names what it is about.",
            Kinds = [ResourceReader.FalcoRules],
            Check = (file, _) =>
                from rule in file.Root.Items
                let condition = rule["condition"]
                where rule.Text("macro") is not ("always_true" or "never_true") && IsConstant(condition?.AsString)
                select new Violation(file, condition!, "The condition is always or never true."),
            Bad = new RuleExample("- macro: user_known_shell\n  condition: (evt.num>=0) # here\n"),
            Good = new RuleExample(
                "- macro: user_known_shell\n  condition: (container.image.repository=registry.example/ops/debug)\n"
            ),
        },
    ];

    /// <summary>The conditions that Falco's own rules use for "always" and "never"; as macros they are meant to be overridden.</summary>
    private static bool IsConstant(string? condition) =>
        condition?.Replace(" ", "", StringComparison.Ordinal).Trim('(', ')')
            is "evt.num>=0"
                or "evt.num>0"
                or "always_true"
                or "jevt.rawtimeexists";
}

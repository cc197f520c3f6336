using System.Globalization;
using System.Text.RegularExpressions;
using SupplyChain.Images;

namespace SupplyChain.Gate.Policies;

/// <summary>Reads <c>waivers</c>.</summary>
internal sealed partial class WaiverReader(PolicyProblems problems, IReadOnlyList<string> environments)
{
    internal const string IdGrammar = "^[A-Za-z0-9][A-Za-z0-9._\\-]{0,63}\\z";

    public IReadOnlyList<Waiver> Read(PolicySection root)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        var waivers = new List<Waiver>();
        foreach (var node in root.List("waivers"))
        {
            var waiver = Read(node);
            if (!ids.Add(waiver.Id) && waiver.Id.Length > 0)
            {
                problems.Add(
                    node.At,
                    $"{node.Path} has the id {Printable.Quote(waiver.Id)} of another waiver; give it one of its own"
                );
            }

            waivers.Add(waiver);
        }

        return [.. waivers.OrderBy(waiver => waiver.Id, StringComparer.Ordinal)];
    }

    private Waiver Read(PolicyNode node)
    {
        var section = new PolicySection(
            problems,
            node,
            "id",
            "rule",
            "vulnerability",
            "package",
            "lint",
            "image",
            "environments",
            "owner",
            "reason",
            "ticket",
            "expires"
        );
        _ = section.Require("environments");
        _ = section.Require("expires");
        return new Waiver
        {
            Id = ReadId(section),
            Rule = ReadRule(section),
            Vulnerability = section.Text("vulnerability"),
            Package = ReadPackage(section),
            Lint = section.Text("lint"),
            Image = section.Find("image") is { } image ? RepositoryPatternReader.Read(problems, section, image) : null,
            Environments =
            [
                .. section
                    .List("environments")
                    .Select(item => ReadEnvironment(section, item))
                    .OfType<string>()
                    .Order(StringComparer.Ordinal),
            ],
            Owner = section.RequiredText("owner"),
            Reason = section.RequiredText("reason"),
            Ticket = section.Text("ticket"),
            Expires =
                section.Value("expires", ReadDate, "a date; write the last day as year-month-day, such as 2027-06-30") ?? default,
        };
    }

    private static DateOnly? ReadDate(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
        && date < DateOnly.MaxValue
            ? date
            : null;

    private static string ReadId(PolicySection section)
    {
        var id = section.RequiredText("id");
        if (id.Length > 0 && !IdExpression().IsMatch(id))
        {
            section.Add("id", $"{Printable.Quote(id)} is not a waiver's id; use letters, digits, '.', '_' and '-', at most 64");
        }

        return id;
    }

    private static string? ReadPackage(PolicySection section)
    {
        var package = section.Text("package");
        if (package is not null && !package.StartsWith("pkg:", StringComparison.Ordinal))
        {
            section.Add(
                "package",
                $"{Printable.Quote(package)} is not a package URL; write one, such as pkg:nuget/Newtonsoft.Json@12.0.3"
            );
        }

        return package;
    }

    private static string ReadRule(PolicySection section)
    {
        var rule = section.RequiredText("rule");
        if (rule.Length == 0)
        {
            return rule;
        }

        if (!RuleIds.Waivable.Contains(rule))
        {
            var remedy = rule.Contains('*', StringComparison.Ordinal)
                ? $"a waiver is for one rule; give one of {string.Join(", ", RuleIds.Waivable)}"
                : Suggestion.For(rule, RuleIds.Waivable);
            section.Add("rule", $"{Printable.Quote(rule)} is no rule that can be waived; {remedy}");
        }
        else
        {
            var (needed, refused) = KeysOf(rule);
            if (needed is not null)
            {
                _ = section.Require(needed);
            }

            foreach (var key in refused.Where(key => section.Find(key) is not null))
            {
                section.Add(key, $"a waiver of {rule} has no '{key}'; remove it");
            }
        }

        return rule;
    }

    /// <summary>The key that a waiver of a rule needs to say what exactly it waives, and those that make no sense for it.</summary>
    private static (string? Needed, IReadOnlyList<string> Refused) KeysOf(string rule) =>
        rule switch
        {
            RuleIds.ScanFindings => ("vulnerability", ["lint"]),
            RuleIds.ManifestLint => ("lint", ["vulnerability", "package", "image"]),
            RuleIds.ManifestAttested or RuleIds.ManifestUnresolved => (null, ["vulnerability", "package", "lint", "image"]),
            _ => ("image", ["vulnerability", "package", "lint"]),
        };

    private string? ReadEnvironment(PolicySection section, PolicyNode item)
    {
        var name = section.TextOf(item);
        if (name is not null && !environments.Contains(name))
        {
            problems.Add(
                item.At,
                $"{item.Path} names {Printable.Quote(name)}, which is no environment; {Suggestion.For(name, environments)}"
            );
        }

        return name;
    }

    [GeneratedRegex(IdGrammar, RegexOptions.CultureInvariant)]
    private static partial Regex IdExpression();
}

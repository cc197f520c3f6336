using System.Globalization;
using SupplyChain.Images;
using SupplyChain.Manifests.Yaml;

namespace SupplyChain.Manifests.Linting.Suppressions;

/// <summary>Reads a lint configuration; a mistake in it ends the run, for a suppression that nobody wrote must not come of it.</summary>
internal sealed class LintConfigurationReader(string file)
{
    private static readonly string[] Scopes = ["kind", "namespace", "name", "path", "container"];

    public LintConfiguration Read(string text)
    {
        var yaml = YamlFile.Parse(file, text);
        if (yaml.Problems is [var problem, ..])
        {
            throw new ConfigurationException("lint.config", problem.ToString());
        }

        if (yaml.Documents is [])
        {
            return LintConfiguration.Empty;
        }

        var root = yaml.Documents[0].Root;
        Keys(root, "locked", "parameters", "suppressions");
        return new LintConfiguration(
            root.List("locked").SelectMany(Locked),
            [.. root.List("suppressions").Select(Suppression)],
            Parameters(root["parameters"])
        );
    }

    private IEnumerable<string> Locked(YamlNode node)
    {
        var pattern = node.AsString ?? throw Mistake(node, "is no rule id");
        try
        {
            return RuleSet.BuiltIn.Select([pattern]).Rules.Select(rule => rule.Id);
        }
        catch (ConfigurationException)
        {
            throw Mistake(node, $"names no rule ({Printable.Quote(pattern)})");
        }
    }

    private Suppression Suppression(YamlNode node)
    {
        Keys(node, ["rule", "reason", "owner", "until", .. Scopes]);
        var rule = node.Text("rule") ?? throw Mistake(node, "names no rule");
        if (RuleSet.BuiltIn.Find(rule) is null)
        {
            throw Mistake(node["rule"]!, $"names no rule ({Printable.Quote(rule)})");
        }

        if (Scopes.All(scope => node[scope] is null))
        {
            throw Mistake(node, "would suppress the rule everywhere; say where by kind, namespace, name, path or container");
        }

        var words = SuppressionText.Of(rule, node.Text, out var problem) ?? throw Mistake(node, problem);
        var place = node.Location.Start;
        var scope = new SuppressionScope(
            node.Text("kind"),
            node.Text("namespace"),
            node.Text("name"),
            node.Text("path"),
            node.Text("container")
        );
        return new Suppression
        {
            Rule = rule,
            Source = SuppressionSource.Configuration,
            Reason = words.Reason,
            Owner = words.Owner,
            Until = words.Until,
            File = file,
            Line = place.Line,
            Column = place.Column,
            Covers = scope.Covers,
        };
    }

    private Dictionary<RuleParameter, IReadOnlyList<string>> Parameters(YamlNode? node)
    {
        var values = new Dictionary<RuleParameter, IReadOnlyList<string>>();
        foreach (var entry in node?.Entries ?? [])
        {
            var rule = RuleSet.BuiltIn.Find(entry.Name) ?? throw Mistake(entry.Key, "names no rule");
            foreach (var setting in entry.Value.Entries)
            {
                var parameter =
                    rule.Parameters.FirstOrDefault(parameter => parameter.Name == setting.Name)
                    ?? throw Mistake(setting.Key, $"is no parameter of {rule.Id}");
                values[parameter] = Value(parameter, setting.Value);
            }
        }

        return values;
    }

    private IReadOnlyList<string> Value(RuleParameter parameter, YamlNode node)
    {
        if (parameter.Range is not { } range)
        {
            return node is YamlSequence list && list.Items.All(item => item.AsString is not null)
                ? [.. list.Items.Select(item => item.AsString!)]
                : throw Mistake(node, $"has to be a list of texts for {parameter}");
        }

        return node.AsInteger is { } number && number >= range.Least && number <= range.Greatest
            ? [number.ToString(CultureInfo.InvariantCulture)]
            : throw Mistake(
                node,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"has to be a number from {range.Least} to {range.Greatest} for {parameter}"
                )
            );
    }

    private void Keys(YamlNode node, params string[] known)
    {
        if (node is not YamlMapping)
        {
            throw Mistake(node, $"has to be a mapping with {string.Join(", ", known)}");
        }

        if (node.Entries.FirstOrDefault(entry => !known.Contains(entry.Name)) is { } unknown)
        {
            throw Mistake(unknown.Key, $"is not known there; known are {string.Join(", ", known)}");
        }
    }

    private ConfigurationException Mistake(YamlNode node, string what) =>
        new("lint.config", $"{file}:{node.Location}: The lint configuration is wrong: what stands here {what}.");
}

using SupplyChain.Manifests.Yaml;

namespace SupplyChain.Manifests.Linting;

/// <summary>One application of rules to the resources of a set: the findings, and which rules met something they are about.</summary>
internal sealed class LintRun(IReadOnlyList<Rule> rules, RuleScope scope)
{
    /// <summary>Findings of one rule in one resource; what has more was made to be slow to read.</summary>
    private const int MostPerResource = 200;

    /// <summary>Findings in one file; what has more is judged no further, and so is not read whole.</summary>
    private const int MostPerFile = 200_000;

    private readonly HashSet<Rule> met = [];
    private readonly Dictionary<string, int> counts = new(StringComparer.Ordinal);

    /// <summary>Files with more findings than are listed.</summary>
    public IEnumerable<YamlProblem> Overfull =>
        counts
            .Where(file => file.Value >= MostPerFile)
            .Select(file => new YamlProblem(
                YamlProblemKind.Limit,
                FormattableString.Invariant(
                    $"The file breaks rules in more than {MostPerFile} places, so the rest was not judged."
                ),
                "Mend those listed, or split the file.",
                file.Key,
                new TextPosition(0, 1, 1)
            ));

    /// <summary>Whether a rule met a resource that it is about.</summary>
    public bool Met(Rule rule) => met.Contains(rule);

    /// <summary>The findings, in no particular order.</summary>
    public IEnumerable<LintFinding> Findings()
    {
        var table = new RuleTable(rules);
        foreach (var resource in scope.Graph.Resources)
        {
            var before = counts.GetValueOrDefault(resource.FileName);
            if (before >= MostPerFile)
            {
                continue;
            }

            var count = 0;
            foreach (var rule in table.For(resource.Kind))
            {
                if (rule.Concerns?.Invoke(resource, scope) == false)
                {
                    continue;
                }

                met.Add(rule);
                foreach (var violation in Bounded(rule, resource))
                {
                    count++;
                    yield return Finding(rule, violation);
                }
            }

            counts[resource.FileName] = before + count;
        }

        foreach (var rule in rules.Where(rule => rule.CheckSet is not null))
        {
            met.Add(rule);
            foreach (var violation in rule.CheckSet!(scope))
            {
                yield return Finding(rule, violation);
            }
        }
    }

    private IEnumerable<Violation> Bounded(Rule rule, Resource resource)
    {
        var count = 0;
        foreach (var violation in rule.Check!(resource, scope))
        {
            if (++count > MostPerResource)
            {
                scope.CannotJudge(rule.Id, resource, "The resource breaks the rule in more places than are listed.");
                yield break;
            }

            yield return violation;
        }
    }

    private LintFinding Finding(Rule rule, Violation violation)
    {
        var origin = violation.Resource.Origin;
        var place = Place(violation.At, origin);
        var end = origin is null ? EndOf(violation.At) : place with { Column = place.Column + 1 };
        var severity = violation.Severity ?? rule.Severity;
        if (rule.PodSecurity is not null && scope.Options.PodSecurity is not null && severity < Severity.High)
        {
            severity = Severity.High;
        }

        return new LintFinding(
            rule.Id,
            severity,
            violation.Message,
            rule.Remedy,
            origin?.File ?? violation.Resource.FileName,
            place.Line,
            place.Column,
            violation.Resource.Name,
            NodePath.Of(violation.Resource.Root, violation.At)
        )
        {
            EndLine = end.Line,
            EndColumn = end.Column,
            At = violation.At,
            Source = violation.Resource,
            MayBeSecret = rule.MeetsSecrets,
            Changes = violation.Resource.IsEditable ? violation.Fix : [],
            NewFile = violation.Resource.IsEditable ? violation.NewFile : null,
            Related = violation.Related.Count == 0 ? [] : [.. violation.Related.Select(Related)],
        };
    }

    /// <summary>A collection is pointed at by its first key or item: to mark all of it says no more.</summary>
    private static TextPosition EndOf(YamlNode node) =>
        node switch
        {
            YamlMapping { Entries: [var first, ..] } when first.Key.Start >= node.Start => first.Key.Location.End,
            YamlSequence { Items: [YamlScalar first, ..] } when first.Start >= node.Start => first.Location.End,
            YamlScalar => node.Location.End,
            _ => node.Location.Start with { Column = node.Location.Start.Column + 1 },
        };

    private static LintPlace Related(RelatedPlace related)
    {
        var (resource, origin) = (related.Resource, related.Resource.Origin);
        var place = Place(related.At, origin);
        return new LintPlace(origin?.File ?? resource.FileName, place.Line, place.Column, resource.Name, related.Message);
    }

    private static TextPosition Place(YamlNode node, ResourceOrigin? origin) =>
        origin is null ? node.Location.Start : new TextPosition(0, origin.LineOf(node) ?? 1, 1);
}

using SupplyChain.Manifests.Yaml;

namespace SupplyChain.Manifests.Linting;

/// <summary>Makes findings of violations: where they stand, how bad they are, and what mends them.</summary>
internal static class FindingMaker
{
    /// <summary>The finding that a rule has in a violation.</summary>
    public static LintFinding Make(Rule rule, Violation violation, LintOptions options)
    {
        var origin = violation.Resource.Origin;
        var (place, end) = Place(violation.Resource, violation.At);
        var severity = violation.Severity ?? rule.Severity;
        if (rule.PodSecurity is not null && options.PodSecurity is not null && severity < Severity.High)
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
            violation.Resource.Name
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
        var resource = related.Resource;
        var (place, _) = Place(resource, related.At);
        return new LintPlace(
            resource.Origin?.File ?? resource.FileName,
            place.Line,
            place.Column,
            resource.Name,
            related.Message
        );
    }

    /// <summary>Where a node stands, in the source where it was rendered; the first line where nobody knows.</summary>
    private static (TextPosition Start, TextPosition End) Place(Resource resource, YamlNode node)
    {
        var written = resource.Origin is { } origin ? origin.SourceOf(resource, node)?.Node : node;
        if (written is not null)
        {
            return (written.Location.Start, EndOf(written));
        }

        var start = new TextPosition(0, resource.Origin?.LineOf(node) ?? 1, 1);
        return (start, start with { Column = 2 });
    }
}

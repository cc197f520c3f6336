using SupplyChain.Manifests.Yaml;

namespace SupplyChain.Manifests.Linting;

/// <summary>Makes findings of violations: where they stand, how bad they are, and what mends them.</summary>
internal static class FindingMaker
{
    /// <summary>The finding that a rule has in a violation.</summary>
    public static LintFinding Make(Rule rule, Violation violation, LintOptions options)
    {
        var origin = violation.Resource.Origin;
        var place = Place(violation.At, origin);
        var end = origin is null ? EndOf(violation.At) : place with { Column = place.Column + 1 };
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
        var (resource, origin) = (related.Resource, related.Resource.Origin);
        var place = Place(related.At, origin);
        return new LintPlace(origin?.File ?? resource.FileName, place.Line, place.Column, resource.Name, related.Message);
    }

    private static TextPosition Place(YamlNode node, ResourceOrigin? origin) =>
        origin is null ? node.Location.Start : new TextPosition(0, origin.LineOf(node) ?? 1, 1);
}

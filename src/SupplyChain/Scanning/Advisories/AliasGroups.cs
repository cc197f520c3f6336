namespace SupplyChain.Scanning.Advisories;

/// <summary>Groups the matches of one package that are about the same vulnerability, so that it counts once.</summary>
internal static class AliasGroups
{
    /// <summary>The groups: two matches are in one where they share an id.</summary>
    public static IEnumerable<IReadOnlyList<Match>> Of(IEnumerable<Match> matches)
    {
        var all = matches
            .OrderBy(match => match.Id, StringComparer.Ordinal)
            .ThenBy(match => match.Advisory.Id, StringComparer.Ordinal);
        var groups = new Dictionary<string, List<Match>>(StringComparer.Ordinal);
        foreach (var match in all)
        {
            var joined = match.Ids.Select(id => groups.GetValueOrDefault(id)).OfType<List<Match>>().Distinct().ToList();
            var group = joined.FirstOrDefault() ?? [];
            foreach (var other in joined.Skip(1))
            {
                group.AddRange(other);
            }

            group.Add(match);
            foreach (var id in group.SelectMany(member => member.Ids))
            {
                groups[id] = group;
            }
        }

        return groups.Values.Distinct();
    }
}

namespace SupplyChain.Scanning.Advisories;

/// <summary>An advisory that applies, or may apply, to a package.</summary>
/// <param name="Advisory">The advisory.</param>
/// <param name="Id">The vulnerability it is counted as: its own id, or that of one it was published for.</param>
/// <param name="Severity">How bad it is for this package.</param>
/// <param name="Fixes">The versions that fix it.</param>
/// <param name="Decided">False where the versions could not be compared.</param>
internal sealed record Match(Advisory Advisory, string Id, Severity Severity, IReadOnlyList<string> Fixes, bool Decided)
{
    /// <summary>Every id of the vulnerability that the match knows.</summary>
    public IEnumerable<string> Ids =>
        Id == Advisory.Id ? Advisory.Aliases.Prepend(Id)
        : Advisory.Upstream.Count == 1 ? Advisory.Aliases.Append(Id).Append(Advisory.Id)
        : [Id];
}

namespace SupplyChain.Scanning.Versions;

/// <summary>The order of Dart packages (pub_semver): Semantic Versioning, but build metadata counts like a pre-release that comes after.</summary>
internal sealed class PubVersionOrder : IVersionOrder
{
    /// <inheritdoc />
    public bool IsVersion(string text) => DottedVersionOrder.SemanticVersion.IsVersion(text);

    /// <inheritdoc />
    public int Compare(string left, string right)
    {
        var order = DottedVersionOrder.SemanticVersion.Compare(left, right);
        if (order != 0)
        {
            return order;
        }

        var a = Build(left);
        var b = Build(right);
        return a.IsEmpty || b.IsEmpty ? b.IsEmpty.CompareTo(a.IsEmpty) : PrereleaseOrder.Compare(a, b, StringComparison.Ordinal);
    }

    private static ReadOnlySpan<char> Build(string version) =>
        version.IndexOf('+', StringComparison.Ordinal) is >= 0 and var plus ? version.AsSpan(plus + 1) : default;
}

namespace SupplyChain.Scanning.Versions;

/// <summary>How an ecosystem orders its versions.</summary>
internal interface IVersionOrder
{
    /// <summary>Whether the text is a version in this order; nothing can be said about where other texts stand.</summary>
    bool IsVersion(string text);

    /// <summary>Negative, zero or positive as <paramref name="left"/> is before, equal to or after <paramref name="right"/>.</summary>
    int Compare(string left, string right);
}

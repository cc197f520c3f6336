namespace SupplyChain.Gate.Verdicts;

/// <summary>Collects the moments at which a pass would stop being one, and keeps the first.</summary>
internal sealed class ExpiryLedger
{
    /// <summary>The first of the moments noted; null while there is none.</summary>
    public VerdictExpiry? First { get; private set; }

    public void Note(DateTimeOffset at, string reason) => Note(new VerdictExpiry(at, reason));

    public void Note(VerdictExpiry? expiry)
    {
        if (expiry is not null && (First is null || Order(expiry, First) < 0))
        {
            First = expiry;
        }
    }

    private static int Order(VerdictExpiry left, VerdictExpiry right) =>
        left.At != right.At ? left.At.CompareTo(right.At) : string.CompareOrdinal(left.Reason, right.Reason);
}

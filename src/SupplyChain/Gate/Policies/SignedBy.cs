namespace SupplyChain.Gate.Policies;

/// <summary>A requirement that evidence exists and is signed.</summary>
/// <param name="Signers">Names of the signers, sorted; one of them is enough.</param>
public sealed record SignedBy(IReadOnlyList<string> Signers)
{
    /// <summary>The names for a message: <c>ci or release</c>.</summary>
    public override string ToString() => string.Join(" or ", Signers);
}

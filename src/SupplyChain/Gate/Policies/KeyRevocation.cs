using SupplyChain.Images;

namespace SupplyChain.Gate.Policies;

/// <summary>That a key is no longer to be believed.</summary>
/// <param name="From">The moment from which its signatures don't count; null for all of them, whenever they were made.</param>
/// <param name="Reason">Why.</param>
public sealed record KeyRevocation(DateTimeOffset? From, string Reason)
{
    /// <summary>What happened, as the end of a sentence about the key.</summary>
    public override string ToString() =>
        $"was revoked{(From is { } from ? $" on {Instant.Print(from)}" : "")}: {Printable.Line(Reason).TrimEnd('.')}.";
}

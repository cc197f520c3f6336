using SupplyChain.Images;
using SupplyChain.Signing.Keys;

namespace SupplyChain.Gate.Policies;

/// <summary>A key of a signer, and when its signatures count.</summary>
/// <param name="Rule">Where the policy says so, such as <c>signers.ci.keys[1]</c>.</param>
/// <param name="Reference">What the policy calls it, such as <c>keys/ci.pub</c>.</param>
/// <param name="Key">The key.</param>
public sealed record SignerKey(string Rule, string Reference, PublicKey Key)
{
    /// <summary>The moment from which its signatures count; null for any.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>The moment from which they no longer count; null for never.</summary>
    public DateTimeOffset? EndsAt { get; init; }

    /// <summary>That it is no longer to be believed, and why; null where it is.</summary>
    public KeyRevocation? Revoked { get; init; }

    /// <summary>Digest of the key in DER (RFC 5280, SubjectPublicKeyInfo).</summary>
    public Digest Digest => Digest.Sha256(Key.SubjectPublicKeyInfo.Span);

    /// <summary>
    /// Why a signature by it does not count, in sentences; null where it does. What decides is when it signed, as far as that is
    /// proven, and else the moment of judgement: whoever has an old key can date a signature back, but not have it vouched for.
    /// </summary>
    /// <param name="signer">Whose key it is.</param>
    /// <param name="proven">When it signed, as logs and timestamp authorities vouch for it; may be empty.</param>
    /// <param name="now">The moment of judgement.</param>
    internal string? FaultIn(string signer, IReadOnlyList<DateTimeOffset> proven, DateTimeOffset now)
    {
        DateTimeOffset[] times = proven.Count == 0 ? [now] : [.. proven];
        var (first, last) = (times.Min(), times.Max());
        var fault =
            Revoked is { } revoked && (revoked.From is null || last >= revoked.From) ? revoked.ToString()
            : last >= EndsAt ? $"ended on {Instant.Print(EndsAt.Value)}."
            : first < NotBefore ? $"counts from {Instant.Print(NotBefore.Value)} on."
            : null;
        return fault is null ? null
            : Revoked is { From: null } ? $"{Name(signer)} {fault}"
            : proven.Count == 0 ? $"{Name(signer)} {fault} Nothing proves that it signed this at another time than now."
            : $"{Name(signer)} {fault} It signed this at {string.Join(" and ", times.Select(Instant.Print).Distinct())}.";
    }

    /// <summary>Until when a signature that counts now will; null where it always will.</summary>
    internal DateTimeOffset? EndOf(IReadOnlyList<DateTimeOffset> proven) =>
        proven.Count > 0 ? null
        : EndsAt is null || Revoked?.From < EndsAt ? Revoked?.From
        : EndsAt;

    /// <summary>The key and whose it is, for people.</summary>
    internal string Name(string signer) => $"The key {Printable.Quote(Reference)} of signer '{signer}'";
}

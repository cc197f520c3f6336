using SupplyChain.Images;
using SupplyChain.Signing.Certificates;

namespace SupplyChain.Signing.Verification;

/// <summary>Somebody whose signatures count, known by what a certificate says about its holder.</summary>
/// <param name="Identity">The identity: an e-mail address, a URI such as a workflow's, or a user name.</param>
/// <param name="Issuer">Who must have vouched for it.</param>
public sealed record CertificateIdentity(TextPattern Identity, TextPattern Issuer)
{
    /// <summary>Further claims that must be there, by the names of <see cref="ClaimNames"/>; none unless given.</summary>
    public IReadOnlyDictionary<string, TextPattern> Claims { get; init; } = new Dictionary<string, TextPattern>();

    /// <summary>What of the claims is not as wanted, in one clause; null where all is.</summary>
    internal string? FaultIn(CertificateClaims claims) =>
        !Identity.Matches(claims.Identity) ? $"it was issued to {Printable.Quote(claims.Identity)} and {Identity} is wanted"
        : !Issuer.Matches(claims.Issuer) ? $"{Printable.Quote(claims.Issuer)} vouched for its holder and {Issuer} is wanted"
        : Claims
            .OrderBy(wanted => wanted.Key, StringComparer.Ordinal)
            .Select(wanted => FaultIn(claims, wanted.Key, wanted.Value))
            .FirstOrDefault(fault => fault is not null);

    private static string? FaultIn(CertificateClaims claims, string name, TextPattern wanted) =>
        !claims.All.TryGetValue(name, out var value) ? $"it does not say its {name}, and {wanted} is wanted"
        : !wanted.Matches(value) ? $"its {name} is {Printable.Quote(value)} and {wanted} is wanted"
        : null;
}

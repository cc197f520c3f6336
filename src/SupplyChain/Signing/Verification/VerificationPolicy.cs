using SupplyChain.Signing.Keys;
using SupplyChain.Signing.Trust;

namespace SupplyChain.Signing.Verification;

/// <summary>Whose signatures count, and what must come with them. Nothing is believed that it does not name.</summary>
public sealed record VerificationPolicy
{
    /// <summary>The keys whose signatures count; none unless given.</summary>
    public IReadOnlyList<NamedKey> Keys { get; init; } = [];

    /// <summary>The holders of certificates whose signatures count; none unless given. They need <see cref="TrustedRoot"/>.</summary>
    public IReadOnlyList<CertificateIdentity> Identities { get; init; } = [];

    /// <summary>Whose certificates, logs and timestamps are believed; without it, none are looked at.</summary>
    public TrustedRoot? TrustedRoot { get; init; }

    /// <summary>
    /// How many logs of <see cref="TrustedRoot"/> must hold a signature; one unless given. With 0 log entries are not looked at.
    /// </summary>
    public int LogEntries { get; init; } = 1;

    /// <summary>How many authorities of <see cref="TrustedRoot"/> must have signed the time; none unless given.</summary>
    public int SignedTimestamps { get; init; }

    /// <summary>How many logs of certificates must have promised to hold a signer's certificate; one unless given.</summary>
    public int CertificateLogs { get; init; } = 1;

    /// <summary>How many different keys or identities must have signed an image; one unless given.</summary>
    public int Signers { get; init; } = 1;

    /// <summary>Refuses a policy by which nothing could be verified, or anything.</summary>
    /// <exception cref="ConfigurationException">It names nobody, or asks for what it gives no means to judge.</exception>
    internal VerificationPolicy Validated()
    {
        var problem =
            Keys.Count + Identities.Count == 0 ? "it names nobody whose signatures count; name a key or an identity"
            : Identities.Count > 0 && TrustedRoot is null
                ? "identities are known by certificates, and no trusted root says whose certificates count; give one"
            : SignedTimestamps > 0 && TrustedRoot is null
                ? "signed timestamps are demanded, and no trusted root says whose count; give one"
            : LogEntries < 0 || SignedTimestamps < 0 || CertificateLogs < 0 || Signers < 1
                ? "a number in it is too small; demand at least one signer and nothing less than none"
            : Identities.Count == 0 && Keys.DistinctBy(key => key.Key).Count() < Signers
                ? $"it demands {Signers} signers and names fewer; name as many"
            : null;
        return problem is null
            ? this
            : throw new ConfigurationException("signing.policy", $"Nothing can be verified by this policy, since {problem}.");
    }
}

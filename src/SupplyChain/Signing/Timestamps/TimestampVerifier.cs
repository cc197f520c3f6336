using System.Globalization;
using System.Security.Cryptography;
using SupplyChain.Signing.Certificates;
using SupplyChain.Signing.Trust;

namespace SupplyChain.Signing.Timestamps;

/// <summary>Verifies signed timestamps by the authorities of a trusted root.</summary>
internal static class TimestampVerifier
{
    /// <summary>Verifies one timestamp.</summary>
    /// <param name="der">The authority's answer.</param>
    /// <param name="signature">What must have existed at the time: a signature's bytes.</param>
    /// <param name="root">Whose timestamps count.</param>
    /// <returns>The time, and who signed it; or the reason why it does not count, as a clause.</returns>
    public static (DateTimeOffset? Time, string Text) Verify(
        ReadOnlyMemory<byte> der,
        ReadOnlySpan<byte> signature,
        TrustedRoot root
    )
    {
        try
        {
            var token = TimestampToken.Parse(der);
            return !IsImprintOf(token.Info, signature)
                ? (null, "a signed timestamp is about another signature")
                : Find(token, root);
        }
        catch (FormatException error)
        {
            return (null, error.Message);
        }
    }

    private static bool IsImprintOf(TimestampInfo info, ReadOnlySpan<byte> signature) =>
        SignatureAlgorithms.Hash(info.HashAlgorithm) is { } hash
        && info.Imprint.Span.SequenceEqual(CryptographicOperations.HashData(hash, signature));

    private static (DateTimeOffset? Time, string Text) Find(TimestampToken token, TrustedRoot root)
    {
        var nearest = "a signed timestamp is by no authority of the trusted root";
        foreach (var authority in root.TimestampAuthorities)
        {
            if (FindChain(token, authority.Chain) is not { } chain)
            {
                continue;
            }

            var time = token.Info.Time;
            var fault =
                !token.IsSignedBy(chain.Certificates[0]) ? "its signature is not the authority's"
                : !chain.HoldsAll(token.Certificates) ? "it carries a certificate that is no part of its chain, or one twice"
                : !authority.Validity.Contains(time) ? "the authority is not trusted for that time"
                : chain.FaultAt(time, Oids.TimeStamping);
            if (fault is null)
            {
                return (time, authority.Name);
            }

            nearest = string.Create(
                CultureInfo.InvariantCulture,
                $"a signed timestamp of {time:yyyy-MM-dd'T'HH:mm:ss'Z'} does not count, since {fault}"
            );
        }

        return (null, nearest);
    }

    // Where the authority's own certificate stands first in its chain, no other counts; else it comes with the timestamp.
    private static CertificateChain? FindChain(TimestampToken token, IReadOnlyList<Certificate> trusted)
    {
        if (!CertificateRules.IsAuthority(trusted[0]))
        {
            return token.Signer.Names(trusted[0]) ? CertificateChain.Find(trusted[0], [], [.. trusted.Skip(1)]) : null;
        }

        return token.Certificates.FirstOrDefault(token.Signer.Names) is { } signer
            ? CertificateChain.Find(signer, token.Certificates, trusted)
            : null;
    }
}

using SupplyChain.Signing.Trust;

namespace SupplyChain.Gate.Policies;

/// <summary>Who has to vouch for a signer's signatures: logs and timestamp authorities, and for certificates their authority and logs.</summary>
/// <param name="Root">Whose word counts.</param>
/// <param name="Logs">How many transparency logs must hold a signature; with 0 entries are not looked at.</param>
/// <param name="Timestamps">How many authorities must have signed the time; what is carried has to hold even with 0.</param>
/// <param name="CertificateLogs">How many logs must have promised to hold a certificate; null for keys, which have none.</param>
public sealed record SignerTrust(TrustedRoot Root, int Logs, int Timestamps, int? CertificateLogs);

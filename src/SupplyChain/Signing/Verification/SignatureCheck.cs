using SupplyChain.Signing.Certificates;
using SupplyChain.Signing.Keys;

namespace SupplyChain.Signing.Verification;

/// <summary>What came of verifying one signature, whatever it is about.</summary>
/// <param name="Fault">What is wrong with it; null where it holds.</param>
/// <param name="Checks">The checks of who made it.</param>
/// <param name="TimeChecks">The checks of logs and timestamps.</param>
internal sealed record SignatureCheck(VerificationStatus? Fault, IReadOnlyList<Check> Checks, IReadOnlyList<Check> TimeChecks)
{
    /// <summary>The key that made it, under each name it was given by; empty where it does not hold or a certificate's did.</summary>
    public IReadOnlyList<NamedKey> Signers { get; init; } = [];

    /// <summary>When it existed, as logs and timestamp authorities vouch for it; empty where nothing was verified that tells.</summary>
    public IReadOnlyList<DateTimeOffset> Times { get; init; } = [];

    /// <summary>Whose certificate made it; null where it does not hold or a key did.</summary>
    public CertificateClaims? Certificate { get; init; }
}

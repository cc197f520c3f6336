using SupplyChain.Signing.Trust;

namespace SupplyChain.Signing.Transparency;

/// <summary>An entry that a log is shown to hold.</summary>
/// <param name="Log">The log.</param>
/// <param name="Index">The entry's number in it.</param>
/// <param name="Time">When the log took it in, where the log signed that.</param>
internal sealed record LogVerification(TrustedLog Log, long Index, DateTimeOffset? Time);

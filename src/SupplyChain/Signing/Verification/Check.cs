namespace SupplyChain.Signing.Verification;

/// <summary>One thing that was looked at, or was not, and what came of it.</summary>
/// <param name="Id">Stable identifier, one of <see cref="CheckIds"/>.</param>
/// <param name="Outcome">What came of it.</param>
/// <param name="Message">One sentence for people.</param>
public sealed record Check(string Id, CheckOutcome Outcome, string Message);

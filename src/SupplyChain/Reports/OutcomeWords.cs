namespace SupplyChain.Reports;

/// <summary>Outcomes as reports write them.</summary>
internal static class OutcomeWords
{
    public static string Word(this Outcome outcome) =>
        outcome switch
        {
            Outcome.Pass => "pass",
            Outcome.Skipped => "skipped",
            Outcome.Note => "note",
            Outcome.Waived => "waived",
            Outcome.Fail => "fail",
            _ => "error",
        };
}

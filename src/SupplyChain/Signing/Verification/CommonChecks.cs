using SupplyChain.Signing.Bundles;

namespace SupplyChain.Signing.Verification;

/// <summary>The checks that a signature by a given key, without a log, leaves out; and those that are the same for all.</summary>
internal static class CommonChecks
{
    public static Check Readable { get; } = new(CheckIds.Format, CheckOutcome.Passed, "It can be read.");

    public static Check NoEnvelope { get; } = new(CheckIds.PayloadType, CheckOutcome.NotApplicable, "It has no envelope.");

    public static IReadOnlyList<Check> Skipped(VerificationMaterial material) =>
        [
            Skip(CheckIds.LogEntry, material.LogEntries.Count, "log entries"),
            Skip(CheckIds.SignedTimestamp, material.SignedTimestamps.Count, "signed timestamps"),
        ];

    private static Check Skip(string id, int count, string what) =>
        new(
            id,
            CheckOutcome.Skipped,
            count == 0
                ? $"It carries no {what}, and none are part of a key signature without a log."
                : $"It carries {count} {what}, which were not looked at: they are not part of a key signature without a log."
        );
}

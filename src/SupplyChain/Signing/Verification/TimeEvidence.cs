using System.Globalization;
using SupplyChain.Images;
using SupplyChain.Signing.Bundles;
using SupplyChain.Signing.Timestamps;
using SupplyChain.Signing.Transparency;
using SupplyChain.Signing.Trust;

namespace SupplyChain.Signing.Verification;

/// <summary>When a signature existed, as logs and timestamp authorities vouch for it.</summary>
/// <param name="Times">The times that were verified.</param>
/// <param name="Checks">The checks of the log entries and of the signed timestamps.</param>
internal sealed record TimeEvidence(IReadOnlyList<DateTimeOffset> Times, IReadOnlyList<Check> Checks)
{
    public bool IsFailed => Checks.Any(check => check.Outcome == CheckOutcome.Failed);

    /// <summary>Nothing, for a reason that ends a sentence.</summary>
    public static TimeEvidence NotLookedAt(VerificationMaterial material, string reason) =>
        new(
            [],
            [
                Skip(CheckIds.LogEntry, material.LogEntries.Count, "log entries", reason),
                Skip(CheckIds.SignedTimestamp, material.SignedTimestamps.Count, "signed timestamps", reason),
            ]
        );

    /// <summary>Verifies all that came with a signature; what does not hold fails, even where nothing is demanded.</summary>
    public static TimeEvidence Gather(VerificationPolicy policy, TrustedRoot root, SignatureInput input, LoggedMaterial logged)
    {
        var (signedTimes, timestamps) = VerifyTimestamps(policy, root, input);
        if (policy.LogEntries == 0)
        {
            var skipped = Skip(
                CheckIds.LogEntry,
                input.Material.LogEntries.Count,
                "log entries",
                "log entries were to be ignored"
            );
            return new TimeEvidence(signedTimes, [skipped, timestamps]);
        }

        var (logTimes, entries) = VerifyEntries(policy, new LogVerifier(root, logged), input, signedTimes);
        return new TimeEvidence([.. signedTimes, .. logTimes], [entries, timestamps]);
    }

    private static (IReadOnlyList<DateTimeOffset> Times, Check Check) VerifyTimestamps(
        VerificationPolicy policy,
        TrustedRoot root,
        SignatureInput input
    )
    {
        const string id = CheckIds.SignedTimestamp;
        var given = input.Material.SignedTimestamps;
        if (given.Where((one, position) => given.Skip(position + 1).Any(other => other.Span.SequenceEqual(one.Span))).Any())
        {
            return ([], new Check(id, CheckOutcome.Failed, "It carries a signed timestamp twice."));
        }

        var results = input
            .Material.SignedTimestamps.Select(one => TimestampVerifier.Verify(one, input.Timestamped.Span, root))
            .ToArray();
        if (Array.Find(results, result => result.Time is null) is { Text: { } fault })
        {
            return ([], new Check(id, CheckOutcome.Failed, Sentence(fault)));
        }

        var authorities = results.Select(result => result.Text).Distinct(StringComparer.Ordinal).ToArray();
        DateTimeOffset[] times = [.. results.Select(result => result.Time!.Value)];
        return authorities.Length < policy.SignedTimestamps
                ? ([], TooFew(id, "timestamp authorities", authorities.Length, policy.SignedTimestamps, "signed its time"))
            : authorities.Length == 0
                ? ([], new Check(id, CheckOutcome.Skipped, "It carries no signed timestamps, and none are demanded."))
            : (times, new Check(id, CheckOutcome.Passed, $"{Names(authorities)} signed the time {Print(times)}."));
    }

    private static (IReadOnlyList<DateTimeOffset> Times, Check Check) VerifyEntries(
        VerificationPolicy policy,
        LogVerifier verifier,
        SignatureInput input,
        IReadOnlyList<DateTimeOffset> signedTimes
    )
    {
        const string id = CheckIds.LogEntry;
        LogVerification[] entries;
        try
        {
            entries = [.. input.Material.LogEntries.Select(entry => verifier.Verify(entry, input.NeedsProof, signedTimes))];
        }
        catch (FormatException error)
        {
            return ([], new Check(id, CheckOutcome.Failed, Sentence(error.Message)));
        }

        var logs = entries.Select(entry => entry.Log).Distinct().ToArray();
        if (logs.Length < policy.LogEntries)
        {
            return ([], TooFew(id, "logs", logs.Length, policy.LogEntries, "hold it"));
        }

        if (logs.Length < entries.Length)
        {
            return ([], new Check(id, CheckOutcome.Failed, "It carries two entries of one log."));
        }

        DateTimeOffset[] times = [.. entries.Select(entry => entry.Time).OfType<DateTimeOffset>()];
        var since = times.Length > 0 ? $" since {Print(times)}" : "";
        return (times, new Check(id, CheckOutcome.Passed, $"The log {Names(logs.Select(log => log.BaseUrl))} holds it{since}."));
    }

    private static Check TooFew(string id, string what, int count, int demanded, string did) =>
        new(
            id,
            CheckOutcome.Failed,
            string.Create(CultureInfo.InvariantCulture, $"Of the {demanded} {what} that are demanded, {count} {did}.")
        );

    private static Check Skip(string id, int count, string what, string reason) =>
        new(
            id,
            CheckOutcome.Skipped,
            count == 0
                ? $"It carries no {what}, and none were looked for: {reason}."
                : string.Create(CultureInfo.InvariantCulture, $"It carries {count} {what}, which were not looked at: {reason}.")
        );

    private static string Names(IEnumerable<string> names) => string.Join(" and ", names.Select(Printable.Quote));

    private static string Print(IEnumerable<DateTimeOffset> times) =>
        string.Join(
            " and ",
            times.Select(time => time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture))
        );

    private static string Sentence(string clause) => char.ToUpperInvariant(clause[0]) + clause[1..] + ".";
}

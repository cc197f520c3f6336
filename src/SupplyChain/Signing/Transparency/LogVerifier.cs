using System.Globalization;
using System.Text;
using SupplyChain.Images;
using SupplyChain.Signing.Bundles;
using SupplyChain.Signing.Trust;

namespace SupplyChain.Signing.Transparency;

/// <summary>Verifies that logs of a trusted root hold a signature.</summary>
/// <param name="root">Whose entries count.</param>
/// <param name="material">What the entries must be about.</param>
internal sealed class LogVerifier(TrustedRoot root, LoggedMaterial material)
{
    /// <summary>Verifies one entry.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="needsProof">Whether the log's promise alone does not count, as since bundle v0.2.</param>
    /// <param name="signedTimes">Times that timestamp authorities signed, for entries that have no time of their own.</param>
    /// <exception cref="FormatException">The entry does not count; the message is a clause that says why.</exception>
    public LogVerification Verify(LogEntry entry, bool needsProof, IReadOnlyList<DateTimeOffset> signedTimes)
    {
        // A log may stand there once for each time in which it is trusted.
        FormatException? nearest = null;
        foreach (var log in root.Logs.Where(one => one.Id.Span.SequenceEqual(entry.LogId.Span)))
        {
            try
            {
                return Verify(entry, log, needsProof, signedTimes);
            }
            catch (FormatException fault)
            {
                nearest ??= fault;
            }
        }

        throw nearest ?? new FormatException("a log entry is of no log of the trusted root");
    }

    private LogVerification Verify(LogEntry entry, TrustedLog log, bool needsProof, IReadOnlyList<DateTimeOffset> signedTimes)
    {
        if (log.Key is null)
        {
            throw new FormatException($"the key of the log {Printable.Quote(log.BaseUrl)} is of an unknown algorithm");
        }

        var body = LogEntryBody.Parse(entry.CanonicalizedBody);
        if (body.Kind != $"{entry.Kind}/{entry.KindVersion}")
        {
            throw new FormatException("a log entry is of another kind than its bundle says");
        }

        if (body.FaultFor(material) is { } fault)
        {
            throw new FormatException(fault);
        }

        var promised = entry.SignedEntryTimestamp is not null;
        if (promised && !IsPromised(entry, log))
        {
            throw new FormatException("the log did not sign its promise to hold the entry");
        }

        CheckProof(entry, log, needsProof || !promised);
        var time = promised && entry.IntegratedTime > 0 ? TimeOf(entry) : (DateTimeOffset?)null;
        CheckTime(log, time, signedTimes);
        return new LogVerification(log, entry.LogIndex, time);
    }

    private static bool IsPromised(LogEntry entry, TrustedLog log)
    {
        // In canonical JSON (RFC 8785), which the log signs.
        var signed = string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"body":"{{Convert.ToBase64String(entry.CanonicalizedBody.Span)}}","integratedTime":{{entry.IntegratedTime}},"logID":"{{Convert.ToHexStringLower(entry.LogId.Span)}}","logIndex":{{entry.LogIndex}}}"""
        );
        return log.Key!.Verify(Encoding.UTF8.GetBytes(signed), entry.SignedEntryTimestamp!.Value.Span);
    }

    private static void CheckProof(LogEntry entry, TrustedLog log, bool isNeeded)
    {
        if (entry.InclusionProof is not { } proof)
        {
            if (isNeeded)
            {
                throw new FormatException("a log entry has no proof that it is in the log");
            }

            return;
        }

        var checkpoint = Checkpoint.Parse(proof.Checkpoint ?? throw new FormatException("a log entry's proof has no checkpoint"));
        if (!checkpoint.IsSignedBy(log))
        {
            throw new FormatException("the log did not sign the checkpoint");
        }

        if (checkpoint.Size != proof.TreeSize || !checkpoint.RootHash.Span.SequenceEqual(proof.RootHash.Span))
        {
            throw new FormatException("the checkpoint is of another tree than the proof");
        }

        var leaf = MerkleTree.HashLeaf(entry.CanonicalizedBody.Span);
        if (
            MerkleTree.RootOf(proof.LogIndex, proof.TreeSize, leaf, proof.Hashes) is not { } computed
            || !proof.RootHash.Span.SequenceEqual(computed)
        )
        {
            throw new FormatException("the proof does not show that the entry is in the log");
        }

        // A log of one tree numbers its entries once; in one of several trees the numbers differ and only the promise ties them.
        if (entry.SignedEntryTimestamp is null && entry.LogIndex != proof.LogIndex)
        {
            throw new FormatException("a log entry has another number than its proof");
        }
    }

    private static DateTimeOffset TimeOf(LogEntry entry) =>
        entry.IntegratedTime <= DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            ? DateTimeOffset.FromUnixTimeSeconds(entry.IntegratedTime)
            : throw new FormatException("a log entry has a time after the year 9999");

    private static void CheckTime(TrustedLog log, DateTimeOffset? time, IReadOnlyList<DateTimeOffset> signedTimes)
    {
        if (time is null && signedTimes.Count == 0)
        {
            throw new FormatException("a log entry has no time that the log signed, and no signed timestamp stands in for it");
        }

        if (!(time is { } own ? log.Validity.Contains(own) : signedTimes.Any(log.Validity.Contains)))
        {
            throw new FormatException($"the log {Printable.Quote(log.BaseUrl)} is not trusted for the time of the entry");
        }
    }
}

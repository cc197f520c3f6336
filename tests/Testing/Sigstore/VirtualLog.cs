using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using SupplyChain.Signing.Bundles;

namespace SupplyChain.Testing.Sigstore;

/// <summary>A transparency log with a real tree, in the manner of Rekor v1 (promises, several trees) or v2 (one tree, witnesses).</summary>
public sealed class VirtualLog
{
    private const int EarlierEntries = 11;
    private const int LaterEntries = 2;
    private const long EarlierTrees = 4_163_431;

    private readonly SigstoreFault fault;
    private readonly MerkleLog tree = new();
    private readonly LogKey key;
    private readonly LogKey stranger;
    private readonly bool isV1;

    /// <summary>Makes a log that holds some entries of others already.</summary>
    public VirtualLog(string host, bool isV1, SigstoreFault fault)
    {
        this.isV1 = isV1;
        this.fault = fault;
        Host = host;
        (key, stranger) = isV1 ? (LogKey.V1(), LogKey.V1()) : (LogKey.V2(host), LogKey.V2(host));
        AddOthers(EarlierEntries);
    }

    /// <summary>The log's host, which is in its address and its checkpoints.</summary>
    public string Host { get; }

    /// <summary>Its key in DER.</summary>
    public byte[] PublicKey => key.PublicKey;

    /// <summary>What entries call it.</summary>
    public byte[] Id => key.Id;

    /// <summary>The name of its key's algorithm in a trusted root.</summary>
    public string KeyDetails => key.Details;

    /// <summary>Takes an entry in, and answers with what a bundle carries of it.</summary>
    /// <param name="body">The entry.</param>
    /// <param name="kind">Its kind.</param>
    /// <param name="version">The kind's version.</param>
    /// <param name="now">When the log takes it in.</param>
    public LogEntry Add(byte[] body, string kind, string version, DateTimeOffset now)
    {
        var index = tree.Add(body);
        AddOthers(LaterEntries);
        var taken = fault == SigstoreFault.EntryBeforeCertificate ? now.AddHours(-1) : now;
        var entry = new LogEntry
        {
            LogIndex = (isV1 ? EarlierTrees : 0) + index,
            LogId = fault == SigstoreFault.EntryOfStranger ? stranger.Id : key.Id,
            Kind = kind,
            KindVersion = fault == SigstoreFault.EntryOfOtherKind ? "0.0.9" : version,
            IntegratedTime = isV1 ? taken.ToUnixTimeSeconds() : 0,
            InclusionProof = fault == SigstoreFault.NoProof ? null : Prove(index),
            CanonicalizedBody = body,
        };
        var promised = isV1 ? entry with { SignedEntryTimestamp = Promise(entry) } : entry;
        return fault switch
        {
            SigstoreFault.EntryNumberAltered => promised with { LogIndex = promised.LogIndex + 1 },
            SigstoreFault.EntryTimeAltered => promised with { IntegratedTime = promised.IntegratedTime + 1 },
            _ => promised,
        };
    }

    private void AddOthers(int count)
    {
        for (var added = 0; added < count; added++)
        {
            _ = tree.Add(RandomNumberGenerator.GetBytes(64));
        }
    }

    private byte[] Promise(LogEntry entry)
    {
        var signed = string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"body":"{{Convert.ToBase64String(entry.CanonicalizedBody.Span)}}","integratedTime":{{entry.IntegratedTime}},"logID":"{{Convert.ToHexStringLower(entry.LogId.Span)}}","logIndex":{{entry.LogIndex}}}"""
        );
        return (fault == SigstoreFault.EntryPromiseByStranger ? stranger : key).Sign(Encoding.UTF8.GetBytes(signed));
    }

    private InclusionProof Prove(int index)
    {
        var hashes = tree.Proof(index);
        var root = tree.Root();
        switch (fault)
        {
            case SigstoreFault.ProofHashAltered:
                hashes[^1] = SHA256.HashData(hashes[^1]);
                break;
            case SigstoreFault.ProofTooShort:
                hashes.RemoveAt(hashes.Count - 1);
                break;
            case SigstoreFault.ProofTooLong:
                hashes.Add(root);
                break;
        }

        return new InclusionProof
        {
            LogIndex = fault == SigstoreFault.ProofOfOtherPlace ? index - 1 : index,
            RootHash = root,
            TreeSize = tree.Count + (fault == SigstoreFault.ProofOfOtherSize ? 1 : 0),
            Hashes = [.. hashes.Select(hash => (ReadOnlyMemory<byte>)hash)],
            Checkpoint = fault == SigstoreFault.NoCheckpoint ? null : Checkpoint(root),
        };
    }

    private string Checkpoint(byte[] root)
    {
        var shown = fault == SigstoreFault.CheckpointOfOtherRoot ? SHA256.HashData(root) : root;
        var size = tree.Count + (fault == SigstoreFault.CheckpointOfOtherTree ? 1 : 0);
        var origin = isV1 ? $"{Host} - 2605736670972794746" : Host;
        var text = string.Create(CultureInfo.InvariantCulture, $"{origin}\n{size}\n{Convert.ToBase64String(shown)}\n");
        var signature = (fault == SigstoreFault.CheckpointByStranger ? stranger : key).Sign(Encoding.UTF8.GetBytes(text));
        var name = fault == SigstoreFault.CheckpointUnderOtherName ? "log.evil" : Host;
        var line = $"\u2014 {name} {Convert.ToBase64String([.. key.Id[..4], .. signature])}\n";
        // A witness whose key nobody knows, as public logs have them.
        var witness = $"\u2014 witness.example {Convert.ToBase64String(RandomNumberGenerator.GetBytes(76))}\n";
        return fault switch
        {
            SigstoreFault.CheckpointWithoutSignature => $"{text}\n{witness}",
            SigstoreFault.CheckpointBroken => $"{text}{line}",
            _ => isV1 ? $"{text}\n{line}" : $"{text}\n{witness}{line}",
        };
    }
}

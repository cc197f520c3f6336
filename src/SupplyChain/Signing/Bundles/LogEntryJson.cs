using System.Globalization;
using System.Text.Json;
using SupplyChain.Attestations;

namespace SupplyChain.Signing.Bundles;

/// <summary>The JSON of <see cref="LogEntry"/> inside a bundle.</summary>
internal static class LogEntryJson
{
    private const int MaximumHashes = 64;

    public static LogEntry Read(JsonElement element, int position)
    {
        var members = new JsonMembers(element, $"tlogEntries[{position}]").Only(
            "logIndex",
            "logId",
            "kindVersion",
            "integratedTime",
            "inclusionPromise",
            "inclusionProof",
            "canonicalizedBody"
        );
        var kind = members.FindObject("kindVersion")?.Only("kind", "version");
        return new LogEntry
        {
            LogIndex = members.Count("logIndex"),
            LogId = members.FindObject("logId")?.Only("keyId").FindBytes("keyId") ?? [],
            Kind = kind?.FindText("kind") ?? "",
            KindVersion = kind?.FindText("version") ?? "",
            IntegratedTime = members.Count("integratedTime"),
            SignedEntryTimestamp = ReadPromise(members),
            InclusionProof = members.FindObject("inclusionProof") is { } proof ? ReadProof(proof) : null,
            CanonicalizedBody = members.FindBytes("canonicalizedBody") ?? [],
        };
    }

    public static void Write(Utf8JsonWriter writer, LogEntry entry)
    {
        writer.WriteStartObject();
        WriteCount(writer, "logIndex", entry.LogIndex);
        if (!entry.LogId.IsEmpty)
        {
            writer.WriteStartObject("logId");
            writer.WriteBase64String("keyId", entry.LogId.Span);
            writer.WriteEndObject();
        }

        if (entry.Kind.Length + entry.KindVersion.Length > 0)
        {
            writer.WriteStartObject("kindVersion");
            WriteText(writer, "kind", entry.Kind);
            WriteText(writer, "version", entry.KindVersion);
            writer.WriteEndObject();
        }

        WriteCount(writer, "integratedTime", entry.IntegratedTime);
        if (entry.SignedEntryTimestamp is { } promise)
        {
            writer.WriteStartObject("inclusionPromise");
            writer.WriteBase64String("signedEntryTimestamp", promise.Span);
            writer.WriteEndObject();
        }

        if (entry.InclusionProof is { } proof)
        {
            WriteProof(writer, proof);
        }

        WriteBytes(writer, "canonicalizedBody", entry.CanonicalizedBody);
        writer.WriteEndObject();
    }

    private static ReadOnlyMemory<byte>? ReadPromise(JsonMembers members) =>
        members.FindObject("inclusionPromise") is { } promise
            ? new ReadOnlyMemory<byte>(promise.Only("signedEntryTimestamp").Bytes("signedEntryTimestamp"))
            : (ReadOnlyMemory<byte>?)null;

    private static InclusionProof ReadProof(JsonMembers members) =>
        new()
        {
            LogIndex = members.Only("logIndex", "rootHash", "treeSize", "hashes", "checkpoint").Count("logIndex"),
            RootHash = members.FindBytes("rootHash") ?? [],
            TreeSize = members.Count("treeSize"),
            Hashes =
            [
                .. members
                    .Elements("hashes", MaximumHashes)
                    .Select(hash => (ReadOnlyMemory<byte>)JsonMembers.BytesOf(hash, members.PathOf("hashes"))),
            ],
            Checkpoint = members.FindObject("checkpoint")?.Only("envelope").FindText("envelope"),
        };

    private static void WriteProof(Utf8JsonWriter writer, InclusionProof proof)
    {
        writer.WriteStartObject("inclusionProof");
        WriteCount(writer, "logIndex", proof.LogIndex);
        WriteBytes(writer, "rootHash", proof.RootHash);
        WriteCount(writer, "treeSize", proof.TreeSize);
        if (proof.Hashes.Count > 0)
        {
            writer.WriteStartArray("hashes");
            foreach (var hash in proof.Hashes)
            {
                writer.WriteBase64StringValue(hash.Span);
            }

            writer.WriteEndArray();
        }

        if (proof.Checkpoint is not null)
        {
            writer.WriteStartObject("checkpoint");
            WriteText(writer, "envelope", proof.Checkpoint);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static void WriteCount(Utf8JsonWriter writer, string name, long number)
    {
        if (number != 0)
        {
            writer.WriteString(name, number.ToString(CultureInfo.InvariantCulture));
        }
    }

    private static void WriteBytes(Utf8JsonWriter writer, string name, ReadOnlyMemory<byte> bytes)
    {
        if (!bytes.IsEmpty)
        {
            writer.WriteBase64String(name, bytes.Span);
        }
    }

    private static void WriteText(Utf8JsonWriter writer, string name, string text)
    {
        if (text.Length > 0)
        {
            writer.WriteString(name, text);
        }
    }
}

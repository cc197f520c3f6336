using SupplyChain.Attestations;
using SupplyChain.Images;

namespace SupplyChain.Signing.Transparency;

/// <summary>What a log's entry says was signed, by what (Rekor's types hashedrekord, dsse and intoto).</summary>
internal sealed record LogEntryBody
{
    /// <summary>Largest entry that is read, in bytes.</summary>
    public const int MaximumSize = 16 * 1024 * 1024;

    /// <summary>Kind and version, such as <c>hashedrekord/0.0.1</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Whether <see cref="Hash"/> is of an envelope's payload, and not of what is signed.</summary>
    public bool IsOfPayload { get; init; }

    /// <summary>Algorithm of <see cref="Hash"/>, such as <c>sha256</c>.</summary>
    public required string HashAlgorithm { get; init; }

    /// <summary>Hash of what was signed.</summary>
    public required ReadOnlyMemory<byte> Hash { get; init; }

    /// <summary>The signatures.</summary>
    public required IReadOnlyList<LoggedSignature> Signatures { get; init; }

    /// <summary>Reads an entry as the log stores it.</summary>
    /// <exception cref="FormatException">It is of no kind that is known, or another form.</exception>
    public static LogEntryBody Parse(ReadOnlyMemory<byte> json)
    {
        using var document = StrictJson.Parse(json, MaximumSize);
        var members = new JsonMembers(document.RootElement, "a log entry").Only("apiVersion", "kind", "spec");
        var kind = $"{members.Text("kind")}/{members.Text("apiVersion")}";
        var spec = members.Object("spec");
        return kind switch
        {
            LogEntryForms.HashedV1 => LogEntryForms.ReadHashed(kind, spec),
            "hashedrekord/0.0.2" => LogEntryForms.ReadHashedV2(kind, spec),
            "dsse/0.0.1" => LogEntryForms.ReadEnvelope(kind, spec),
            "dsse/0.0.2" => LogEntryForms.ReadEnvelopeV2(kind, spec),
            "intoto/0.0.2" => LogEntryForms.ReadInToto(kind, spec),
            _ => throw new FormatException($"a log entry is of the unknown kind {Printable.Quote(kind)}"),
        };
    }

    /// <summary>Why the entry is not about this signature; null where it is.</summary>
    public string? FaultFor(LoggedMaterial material)
    {
        var hash =
            HashNames.Find(HashAlgorithm) is not { } algorithm ? null
            : IsOfPayload ? material.HashPayload(algorithm)
            : material.Content.FindHash(algorithm);
        return Kind == LogEntryForms.HashedV1 && material.Envelope is not null
                ? "the log entry is of a kind that holds no envelopes"
            : hash is null || !Hash.Span.SequenceEqual(hash) ? "the log entry is about other content"
            : Signatures.Count != material.Signatures.Count
            || !Signatures.All(logged => material.Signatures.Any(one => one.Span.SequenceEqual(logged.Bytes.Span)))
                ? "the log entry holds another signature"
            : !Signatures.All(logged => logged.Verifier.Span.SequenceEqual(material.Verifier.Span))
                ? "the log entry holds another certificate or key"
            : null;
    }
}

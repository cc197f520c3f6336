using System.Text.Json.Nodes;
using SupplyChain.Testing.Sigstore;

namespace SupplyChain.Fuzzing;

/// <summary>The changes that leave what a signature means as it was, and why.</summary>
internal static class Meanings
{
    private const string Material = "verificationMaterial";
    private const string Checkpoint = $"{Material}/tlogEntries/inclusionProof/checkpoint/envelope";

    private static readonly (string Place, string[] What, string Why)[] Known =
    [
        ($"{Material}/publicKey/hint", ["dropped", "emptied"], "a hint that a bundle may do without; given, it has to be right"),
        ("messageSignature/messageDigest", ["dropped"], "a hint that a bundle may do without; given, it has to be right"),
        (
            $"{Material}/timestampVerificationData",
            ["dropped"],
            "beside a log that says when, no signed timestamp is demanded without `--use-signed-timestamps`"
        ),
        (
            $"{Material}/timestampVerificationData/rfc3161Timestamps",
            ["dropped"],
            "beside a log that says when, no signed timestamp is demanded without `--use-signed-timestamps`"
        ),
        ("", ["extended"], "an annotation, or what is beside them here, of an unknown name says nothing"),
        ("annotations", ["extended"], "an annotation of an unknown name says nothing"),
        ("annotations", ["swapped"], "all annotations of another good signature of the same payload are that signature"),
        (
            "annotations/dev.cosignproject.cosign/signature",
            ["dropped", "lengthened"],
            "an attestation's signature is in its envelope and not in the annotation"
        ),
        (
            $"annotations/{OlderForm.Prefix}certificate",
            ["changed", "lengthened", "shortened"],
            "the same certificate, with other white space or filling bits in its PEM"
        ),
        ("content", ["lengthened"], "the same envelope, with white space around its JSON"),
        (
            $"annotations/{OlderForm.Prefix}chain",
            ["changed", "shortened", "emptied", "dropped", "lengthened"],
            "of the authority's chain that comes along the root is not believed and the rest not needed: the trusted root has both"
        ),
        (
            $"annotations/{OlderForm.Prefix}rfc3161timestamp",
            ["emptied", "dropped"],
            "beside a log that says when, no signed timestamp is demanded without `--use-signed-timestamps`"
        ),
        ($"{Material}/tlogEntries/inclusionProof", ["dropped"], "in a bundle v0.1 the log's promise needs no proof beside it"),
    ];

    /// <summary>Why the change leaves the meaning as it was; null where it does not.</summary>
    /// <param name="original">What was changed.</param>
    /// <param name="change">The change.</param>
    public static string? Of(byte[] original, BundleChange change) =>
        change.Place == Checkpoint && SignedPart(original) == SignedPart(change.Json)
            ? "in a checkpoint, the line of a witness whose key nobody gave says nothing"
            : Known.FirstOrDefault(known => known.Place == change.Place && known.What.Contains(change.What)).Why;

    // Of a checkpoint, the log signs all up to the empty line.
    private static string SignedPart(byte[] json)
    {
        var text = (string)JsonNode.Parse(json)![Material]!["tlogEntries"]![0]!["inclusionProof"]!["checkpoint"]!["envelope"]!;
        return text[..(text.IndexOf("\n\n", StringComparison.Ordinal) + 1)];
    }
}

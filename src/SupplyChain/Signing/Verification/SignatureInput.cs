using SupplyChain.Attestations;
using SupplyChain.Signing.Bundles;
using SupplyChain.Signing.Keys;

namespace SupplyChain.Signing.Verification;

/// <summary>Signatures over one content, with what came along to verify them.</summary>
/// <param name="Content">What is signed.</param>
/// <param name="Signatures">The signatures; at least one.</param>
/// <param name="Material">What came along.</param>
internal sealed record SignatureInput(
    SignedContent Content,
    IReadOnlyList<ReadOnlyMemory<byte>> Signatures,
    VerificationMaterial Material
)
{
    /// <summary>The envelope that holds the signatures; null where there is none.</summary>
    public Envelope? Envelope { get; init; }

    /// <summary>Whether it is cosign's older form of an image's signature.</summary>
    public bool IsOlderForm { get; init; }

    /// <summary>Whether a log's promise needs a proof beside it, as since bundle v0.2.</summary>
    public bool NeedsProof { get; init; }

    /// <summary>What signed timestamps are about: the signature, but for the older form of an attestation.</summary>
    public ReadOnlyMemory<byte> Timestamped => Material.TimestampedContent ?? Signatures[0];

    /// <summary>The signatures of a bundle that holds a statement.</summary>
    public static SignatureInput Of(Bundle bundle, Envelope envelope) =>
        new(
            SignedContent.Of(envelope.PayloadType, envelope.Payload),
            [.. envelope.Signatures.Select(one => one.Bytes)],
            bundle.Material
        )
        {
            Envelope = envelope,
            NeedsProof = BundleMediaTypes.NeedsProof(bundle.MediaType),
        };

    /// <summary>The signature of a bundle over a file.</summary>
    public static SignatureInput Of(Bundle bundle, MessageSignature message, SignedContent content) =>
        new(content, [message.Signature], bundle.Material) { NeedsProof = BundleMediaTypes.NeedsProof(bundle.MediaType) };

    /// <summary>The signature of the older form of an image's signature.</summary>
    public static SignatureInput Of(SimpleSigning payload) =>
        new(SignedContent.Of(payload.Payload), [payload.Signature], payload.Material) { IsOlderForm = true };
}

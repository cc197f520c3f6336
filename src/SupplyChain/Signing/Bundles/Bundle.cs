using SupplyChain.Attestations;

namespace SupplyChain.Signing.Bundles;

/// <summary>
/// A signature with what is needed to verify it (Sigstore bundle, sigstore/protobuf-specs). Holds an envelope, for a
/// statement, or a message signature, for a file.
/// </summary>
public sealed record Bundle
{
    /// <summary>Largest bundle that is read, in bytes.</summary>
    public const int MaximumSize = Envelope.MaximumSize / 3 * 4 + (1024 * 1024);

    /// <summary>Makes the bundle of a signed statement.</summary>
    public Bundle(VerificationMaterial material, Envelope envelope)
    {
        Material = material;
        Envelope = envelope;
    }

    /// <summary>Makes the bundle of a signed file.</summary>
    public Bundle(VerificationMaterial material, MessageSignature messageSignature)
    {
        Material = material;
        MessageSignature = messageSignature;
    }

    /// <summary>Media type; v0.3 unless an older bundle was read.</summary>
    public string MediaType { get; init; } = BundleMediaTypes.V03;

    /// <summary>What a verifier may need besides its own keys.</summary>
    public VerificationMaterial Material { get; }

    /// <summary>The envelope with one signature, or null where there is a message signature.</summary>
    public Envelope? Envelope { get; }

    /// <summary>The signature over a file, or null where there is an envelope.</summary>
    public MessageSignature? MessageSignature { get; }

    /// <summary>Reads a bundle.</summary>
    /// <exception cref="UndeterminedException">The bytes are not a bundle of a known version, or one over the bounds.</exception>
    public static Bundle Parse(ReadOnlyMemory<byte> json)
    {
        try
        {
            return BundleJson.Read(json);
        }
        catch (FormatException error)
        {
            throw new UndeterminedException(
                "signing.bundle",
                $"The bundle cannot be used: {error.Message}; sign again, or fetch the bundle anew if it may be damaged.",
                error
            );
        }
    }

    /// <summary>The bundle in JSON, by protobuf's mapping: equal bundles give equal bytes.</summary>
    public byte[] ToBytes() => BundleJson.Write(this);
}

using System.Text.Json;
using SupplyChain.Attestations;
using SupplyChain.Images;
using SupplyChain.Signing.Bundles;

namespace SupplyChain.Signing.Verification;

/// <summary>The older form of an image's signature: over JSON that names the image's digest (cosign, specs/SIGNATURE_SPEC.md).</summary>
public sealed class SimpleSigning
{
    /// <summary>Largest payload that is read, in bytes.</summary>
    public const int MaximumSize = 256 * 1024;

    private const string KnownType = "cosign container image signature";

    private SimpleSigning(
        ReadOnlyMemory<byte> payload,
        ReadOnlyMemory<byte> signature,
        Digest image,
        IReadOnlyDictionary<string, string> annotations
    ) => (Payload, Signature, Image, Annotations) = (payload, signature, image, annotations);

    /// <summary>What came along to verify it: certificates, a log's promise, a timestamp; nothing for a signature by a key alone.</summary>
    public VerificationMaterial Material { get; internal init; } = new();

    /// <summary>The bytes that were signed.</summary>
    public ReadOnlyMemory<byte> Payload { get; }

    /// <summary>The signature, for ECDSA in ASN.1 DER.</summary>
    public ReadOnlyMemory<byte> Signature { get; }

    /// <summary>Digest of the image that the payload is about.</summary>
    public Digest Image { get; }

    /// <summary>Annotations whose value is a string.</summary>
    public IReadOnlyDictionary<string, string> Annotations { get; }

    /// <summary>Reads a payload.</summary>
    /// <param name="payload">The bytes that were signed.</param>
    /// <param name="signature">The signature over them.</param>
    /// <param name="material">What came along; nothing unless given.</param>
    /// <exception cref="UndeterminedException">The payload is not the one of an image's signature.</exception>
    public static SimpleSigning Parse(
        ReadOnlyMemory<byte> payload,
        ReadOnlyMemory<byte> signature,
        VerificationMaterial? material = null
    )
    {
        try
        {
            using var document = StrictJson.Parse(payload, MaximumSize);
            var members = new JsonMembers(document.RootElement);
            var critical = members.Object("critical");
            var type = critical.Text("type");
            var digest = critical.Object("image").Text("docker-manifest-digest");
            return type == KnownType && Digest.TryParse(digest, out var image)
                ? new SimpleSigning(payload, signature, image, ReadAnnotations(members))
                {
                    Material = material ?? new VerificationMaterial(),
                }
                : throw new FormatException($"its type is {Printable.Quote(type)} and its digest {Printable.Quote(digest)}");
        }
        catch (FormatException error)
        {
            throw new UndeterminedException(
                "signing.simple-signing",
                $"The simple signing payload cannot be used: {error.Message}; sign the image again.",
                error
            );
        }
    }

    private static Dictionary<string, string> ReadAnnotations(JsonMembers members)
    {
        const int maximum = 256;
        return members
            .Properties("optional", maximum)
            .Where(entry => entry.Value.ValueKind == JsonValueKind.String)
            .ToDictionary(entry => entry.Name, entry => JsonMembers.TextOf(entry.Value, "optional"), StringComparer.Ordinal);
    }
}

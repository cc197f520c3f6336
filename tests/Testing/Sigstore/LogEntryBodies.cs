using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using SupplyChain.Attestations;

namespace SupplyChain.Testing.Sigstore;

/// <summary>Entries as Rekor stores them: JSON with sorted names, without white space.</summary>
internal static class LogEntryBodies
{
    // Rekor v2's verifiers bring an entry into canonical form, in which '+' stands for itself.
    private static readonly JsonSerializerOptions Canonical = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Hashed(byte[] hash, byte[] signature, string verifierPem) =>
        Write(
            "hashedrekord",
            "0.0.1",
            new JsonObject
            {
                ["data"] = new JsonObject { ["hash"] = HexHash(hash) },
                ["signature"] = new JsonObject
                {
                    ["content"] = Convert.ToBase64String(signature),
                    ["publicKey"] = new JsonObject { ["content"] = Base64(verifierPem) },
                },
            }
        );

    public static byte[] HashedV2(byte[] hash, byte[] signature, byte[] verifier, bool isCertificate) =>
        Write(
            "hashedrekord",
            "0.0.2",
            new JsonObject
            {
                ["hashedRekordV002"] = new JsonObject
                {
                    ["data"] = new JsonObject { ["algorithm"] = "SHA2_256", ["digest"] = Convert.ToBase64String(hash) },
                    ["signature"] = new JsonObject
                    {
                        ["content"] = Convert.ToBase64String(signature),
                        ["verifier"] = new JsonObject
                        {
                            ["keyDetails"] = "PKIX_ECDSA_P256_SHA_256",
                            [isCertificate ? "x509Certificate" : "publicKey"] = new JsonObject
                            {
                                ["rawBytes"] = Convert.ToBase64String(verifier),
                            },
                        },
                    },
                },
            }
        );

    public static byte[] Dsse(Envelope envelope, byte[] payloadHash, byte[] signature, string verifierPem) =>
        Write(
            "dsse",
            "0.0.1",
            new JsonObject
            {
                ["envelopeHash"] = HexHash(SHA256.HashData(envelope.ToBytes())),
                ["payloadHash"] = HexHash(payloadHash),
                ["signatures"] = new JsonArray(
                    new JsonObject { ["signature"] = Convert.ToBase64String(signature), ["verifier"] = Base64(verifierPem) }
                ),
            }
        );

    public static byte[] InToto(Envelope envelope, byte[] payloadHash, byte[] signature, string verifierPem) =>
        Write(
            "intoto",
            "0.0.2",
            new JsonObject
            {
                ["content"] = new JsonObject
                {
                    ["envelope"] = new JsonObject
                    {
                        ["payloadType"] = envelope.PayloadType,
                        ["signatures"] = new JsonArray(
                            new JsonObject
                            {
                                ["publicKey"] = Base64(verifierPem),
                                ["sig"] = Base64(Convert.ToBase64String(signature)),
                            }
                        ),
                    },
                    ["hash"] = HexHash(SHA256.HashData(envelope.ToBytes())),
                    ["payloadHash"] = HexHash(payloadHash),
                },
            }
        );

    private static JsonObject HexHash(byte[] hash) =>
        new() { ["algorithm"] = "sha256", ["value"] = Convert.ToHexStringLower(hash) };

    private static byte[] Write(string kind, string version, JsonObject spec) =>
        Encoding.UTF8.GetBytes(
            new JsonObject
            {
                ["apiVersion"] = version,
                ["kind"] = kind,
                ["spec"] = spec,
            }.ToJsonString(Canonical)
        );

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}

using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using SupplyChain.Attestations;
using SupplyChain.Images;
using SupplyChain.Signing.Bundles;

namespace SupplyChain.Testing.Sigstore;

/// <summary>A signature or attestation in cosign's older form: a layer, with all that verifies it in annotations.</summary>
public sealed record OlderForm(Descriptor Layer, byte[] Content)
{
    public const string Prefix = "dev.sigstore.cosign/";

    /// <summary>An image's signature, as under the tag <c>sha256-….sig</c>.</summary>
    public static OlderForm OfSignature(VirtualSigstore sigstore, Digest image, SigningShape? shape = null)
    {
        var payload = Encoding.UTF8.GetBytes(
            $$"""{"critical":{"identity":{"docker-reference":"shop"},"image":{"docker-manifest-digest":"{{image}}"},"type":"cosign container image signature"},"optional":null}"""
        );
        var bundle = sigstore.SignFile(payload, shape);
        var signature = Convert.ToBase64String(bundle.MessageSignature!.Signature.Span);
        return Of(sigstore, "application/vnd.dev.cosign.simplesigning.v1+json", payload, signature, bundle.Material);
    }

    /// <summary>An attestation, as under the tag <c>sha256-….att</c>.</summary>
    public static OlderForm OfAttestation(VirtualSigstore sigstore, Statement statement, SigningShape? shape = null)
    {
        var bundle = sigstore.SignStatement(statement, shape);
        var envelope = bundle.Envelope!.ToBytes();
        var material =
            bundle.Material.SignedTimestamps.Count == 0
                ? bundle.Material
                : bundle.Material with
                {
                    SignedTimestamps = [sigstore.Timestamps.Sign(envelope, sigstore.Now)],
                };
        return Of(sigstore, "application/vnd.dsse.envelope.v1+json", envelope, "", material);
    }

    /// <summary>The manifest that holds these layers.</summary>
    public static ImageManifest ManifestOf(params IEnumerable<OlderForm> forms) =>
        new()
        {
            MediaType = MediaTypes.OciManifest,
            Config = Descriptor.Of(MediaTypes.OciEmpty, "{}"u8),
            Layers = [.. forms.Select(form => form.Layer)],
        };

    /// <summary>The content and the annotations as JSON, with the JSON inside annotations opened.</summary>
    public byte[] ToJson()
    {
        var annotations = new JsonObject();
        foreach (var (name, value) in Layer.Annotations!)
        {
            annotations[name] = value.StartsWith('{') ? JsonNode.Parse(value) : value;
        }

        return JsonSerializer.SerializeToUtf8Bytes(
            new JsonObject
            {
                ["mediaType"] = Layer.MediaType,
                ["content"] = Convert.ToBase64String(Content),
                ["annotations"] = annotations,
            }
        );
    }

    /// <summary>Reads what <see cref="ToJson"/> writes, changed or not; what is missing is empty.</summary>
    public static OlderForm FromJson(byte[] json)
    {
        var form = JsonNode.Parse(json)!;
        var content = Convert.FromBase64String((string?)form["content"] ?? "");
        var annotations = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in form["annotations"]?.AsObject() ?? [])
        {
            annotations[name] = value is JsonValue ? (string)value! : value!.ToJsonString();
        }

        return new OlderForm(
            Descriptor.Of((string?)form["mediaType"] ?? "", content) with
            {
                Annotations = annotations,
            },
            content
        );
    }

    private static OlderForm Of(
        VirtualSigstore sigstore,
        string type,
        byte[] content,
        string signature,
        VerificationMaterial material
    )
    {
        var annotations = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["dev.cosignproject.cosign/signature"] = signature,
        };
        if (material.Certificates is [{ } certificate, ..])
        {
            annotations[Prefix + "certificate"] = Pem(certificate);
            annotations[Prefix + "chain"] = string.Concat(sigstore.Authority.Chain.Select(der => Pem(der)));
        }

        foreach (var entry in material.LogEntries)
        {
            annotations[Prefix + "bundle"] =
                $$$"""{"SignedEntryTimestamp":"{{{Convert.ToBase64String(entry.SignedEntryTimestamp!.Value.Span)}}}","Payload":{"body":"{{{Convert.ToBase64String(entry.CanonicalizedBody.Span)}}}","integratedTime":{{{entry.IntegratedTime}}},"logIndex":{{{entry.LogIndex}}},"logID":"{{{Convert.ToHexStringLower(entry.LogId.Span)}}}"}}""";
        }

        if (material.SignedTimestamps is [{ } timestamp])
        {
            annotations[Prefix + "rfc3161timestamp"] =
                $$"""{"SignedRFC3161Timestamp":"{{Convert.ToBase64String(timestamp.Span)}}"}""";
        }

        return new OlderForm(Descriptor.Of(type, content) with { Annotations = annotations }, content);
    }

    private static string Pem(ReadOnlyMemory<byte> der) => PemEncoding.WriteString("CERTIFICATE", der.Span) + "\n";
}

using System.Runtime.InteropServices;
using System.Text.Json;

namespace SupplyChain.Scanning.Sbom;

/// <summary>
/// Takes an SBOM out of what it was attested in: a statement (in-toto, "Statement" v0.1 and v1), an envelope (DSSE) around that, a Sigstore
/// bundle around that. No signature is checked: an SBOM that is given to a scan is believed by whoever gives it.
/// </summary>
internal static class SbomWrapping
{
    private const int MostWrappings = 3;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 64 };

    /// <summary>The document that is inside; the one given where nothing is around it.</summary>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public static JsonDocument Open(ReadOnlyMemory<byte> content)
    {
        var document = JsonDocument.Parse(content, Strict);
        for (var wrapping = 0; wrapping < MostWrappings && Inside(document.RootElement) is { } inside; wrapping++)
        {
            document.Dispose();
            document = JsonDocument.Parse(inside, Strict);
        }

        return document;
    }

    private static byte[]? Inside(JsonElement root)
    {
        if (JsonText.Child(root, "predicate") is { ValueKind: JsonValueKind.Object } predicate)
        {
            return JsonMarshal.GetRawUtf8Value(predicate).ToArray();
        }

        var envelope = JsonText.Child(root, "dsseEnvelope") ?? root;
        return
            JsonText.Member(envelope, "payloadType") is not null
            && JsonText.Child(envelope, "payload") is { ValueKind: JsonValueKind.String } payload
            && payload.TryGetBytesFromBase64(out var statement)
            ? statement
            : null;
    }
}

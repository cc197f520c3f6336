using System.Text.Json.Nodes;
using SupplyChain.Images;

namespace SupplyChain.Testing.Registry;

/// <summary>Reads of a manifest what a registry has to know.</summary>
internal static class RegistryManifest
{
    /// <summary>Digest of the subject; null where there is none.</summary>
    public static Digest? SubjectOf(byte[] content) =>
        JsonNode.Parse(content)?["subject"]?["digest"] is { } digest ? Digest.Parse((string)digest!) : null;

    /// <summary>Digests of the configuration and the layers, which have to be there before the manifest.</summary>
    public static IEnumerable<Digest> BlobsOf(byte[] content)
    {
        var manifest = JsonNode.Parse(content)!;
        var layers = manifest["layers"]?.AsArray() ?? [];
        return layers.Append(manifest["config"]).Select(blob => (string?)blob?["digest"]).OfType<string>().Select(Digest.Parse);
    }

    /// <summary>The descriptor to list it with, if it names the subject.</summary>
    public static Descriptor? DescribeReferrer(Digest digest, string mediaType, byte[] content, Digest subject)
    {
        if (SubjectOf(content) != subject)
        {
            return null;
        }

        var manifest = JsonNode.Parse(content)!;
        var annotations = manifest["annotations"]?.AsObject().ToDictionary(pair => pair.Key, pair => (string)pair.Value!);
        return new Descriptor(mediaType, digest, content.Length)
        {
            ArtifactType = (string?)manifest["artifactType"] ?? (string?)manifest["config"]?["mediaType"],
            Annotations = annotations is null ? null : new SortedDictionary<string, string>(annotations),
        };
    }
}

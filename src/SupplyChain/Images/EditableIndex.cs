using System.Text.Json;
using System.Text.Json.Nodes;

namespace SupplyChain.Images;

/// <summary>An index that entries are added to while everything else in it, known to this library or not, stays as it is.</summary>
internal sealed class EditableIndex
{
    /// <summary>Annotation that names a manifest in a layout (OCI image specification, annotations.md).</summary>
    public const string RefName = "org.opencontainers.image.ref.name";

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };
    private static readonly JsonNodeOptions CaseSensitive = new() { PropertyNameCaseInsensitive = false };

    private readonly JsonObject root;

    private EditableIndex(JsonObject root) => this.root = root;

    private JsonArray Manifests => root["manifests"]!.AsArray();

    /// <summary>An index without entries.</summary>
    public static EditableIndex Empty() =>
        new(
            new JsonObject
            {
                ["schemaVersion"] = 2,
                ["mediaType"] = MediaTypes.OciIndex,
                ["manifests"] = new JsonArray(),
            }
        );

    /// <summary>Reads an index.</summary>
    /// <exception cref="UndeterminedException">The bytes are not an index.</exception>
    public static EditableIndex Parse(ReadOnlyMemory<byte> content, string place)
    {
        _ = ImageIndex.Parse(content, place);
        return new EditableIndex(JsonNode.Parse(content.Span, CaseSensitive, Strict)!.AsObject());
    }

    /// <summary>Whether an entry has this digest.</summary>
    public bool Contains(Digest digest) => Manifests.Any(entry => DigestOf(entry!) == digest.ToString());

    /// <summary>Adds an entry, unless one with the digest is there; gives it the name and takes that from any other.</summary>
    public void Add(Descriptor descriptor, string? name)
    {
        if (name is not null)
        {
            RemoveName(name);
        }

        var unnamed = Manifests.FirstOrDefault(entry =>
            DigestOf(entry!) == descriptor.Digest.ToString() && NameOf(entry!) is null
        );
        if (unnamed is null && (name is not null || !Contains(descriptor.Digest)))
        {
            unnamed = JsonSerializer.SerializeToNode(descriptor, OciJson.Plain.Descriptor)!;
            Manifests.Add(unnamed);
        }

        if (name is not null)
        {
            var annotations = unnamed!["annotations"] as JsonObject ?? [];
            annotations[RefName] = name;
            unnamed["annotations"] ??= annotations;
        }
    }

    /// <summary>Keeps the entries that are wanted and removes the others.</summary>
    public void Keep(Func<Descriptor, bool> isWanted)
    {
        foreach (var entry in Manifests.Where(entry => !isWanted(entry.Deserialize(OciJson.Plain.Descriptor)!)).ToList())
        {
            _ = Manifests.Remove(entry);
        }
    }

    /// <summary>The index's bytes.</summary>
    public ReadOnlyMemory<byte> ToBytes()
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = OciJson.Plain.Options.Encoder }))
        {
            root.WriteTo(writer);
        }

        return buffer.ToArray();
    }

    // What had the name stays in the index without one, as in a registry; but once is enough.
    private void RemoveName(string name)
    {
        foreach (var entry in Manifests.Where(entry => NameOf(entry!) == name).ToList())
        {
            _ = entry!["annotations"]!.AsObject().Remove(RefName);
            if (Manifests.Count(other => DigestOf(other!) == DigestOf(entry)) > 1)
            {
                _ = Manifests.Remove(entry);
            }
        }
    }

    private static string? DigestOf(JsonNode entry) => (string?)entry["digest"];

    private static string? NameOf(JsonNode entry) => (string?)entry["annotations"]?[RefName];
}

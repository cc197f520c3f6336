using System.Text.Json;

namespace SupplyChain.Images;

/// <summary>A manifest or an index, whichever the bytes are; read within bounds, and never both at once.</summary>
internal sealed record OciDocument
{
    /// <summary>Largest manifest or index that is read by default: the 4 MiB that the distribution specification asks registries to take.</summary>
    public const int LargestSize = 4 * 1024 * 1024;

    /// <summary>Largest manifest or index that is ever read.</summary>
    public const int LargestEver = 64 * 1024 * 1024;

    /// <summary>Code of the error for bytes that are no manifest and no index.</summary>
    public const string Malformed = "image.manifest";

    /// <summary>The manifest, unless it is an index.</summary>
    public ImageManifest? Manifest { get; private init; }

    /// <summary>The index, unless it is a manifest.</summary>
    public ImageIndex? Index { get; private init; }

    /// <summary>What the document says it is, or what its shape says.</summary>
    public string MediaType => Members.MediaType ?? (Manifest is null ? MediaTypes.OciIndex : MediaTypes.OciManifest);

    /// <summary>The manifest it refers to.</summary>
    public Descriptor? Subject => Members.Subject;

    private ManifestMembers Members => (ManifestMembers?)Manifest ?? Index!;

    /// <summary>What the artifact claims to be; for an image, the media type of its configuration.</summary>
    public string? ArtifactType => Members.ArtifactType ?? Manifest?.Config.MediaType;

    /// <summary>The annotations, where there are some.</summary>
    public SortedDictionary<string, string>? Annotations => Members.Annotations;

    /// <summary>Reads a document.</summary>
    /// <exception cref="UndeterminedException">It is too large, not JSON, not a manifest or index, or both.</exception>
    public static OciDocument Parse(ReadOnlyMemory<byte> content, string place)
    {
        if (content.Length > LargestEver)
        {
            throw Unusable(place, $"it has {content.Length} bytes, and {LargestEver} are allowed");
        }

        try
        {
            var (isIndex, isManifest) = Shape(content.Span);
            var document = (isIndex, isManifest) switch
            {
                (true, false) => new OciDocument { Index = JsonSerializer.Deserialize(content.Span, OciJson.Plain.ImageIndex) },
                (false, true) => new OciDocument
                {
                    Manifest = JsonSerializer.Deserialize(content.Span, OciJson.Plain.ImageManifest),
                },
                (true, true) => throw Unusable(place, "it is a manifest and an index at once"),
                _ => throw Unusable(place, "it has neither 'config' and 'layers' nor 'manifests'"),
            };
            return document.Problem() is { } problem ? throw Unusable(place, problem) : document;
        }
        catch (JsonException error)
        {
            throw Unusable(place, $"line {error.LineNumber + 1} is not as the specification has it", error);
        }
    }

    /// <summary>The manifest, where an image of one platform is needed.</summary>
    /// <exception cref="ConfigurationException">It is an index.</exception>
    public ImageManifest RequireManifest(string place) =>
        Manifest
        ?? throw new ConfigurationException(
            "image.several-platforms",
            $"{place} holds an image of one platform, and this is an index of several; copy one of its images by its digest."
        );

    /// <summary>The plain descriptor of this document's bytes, fit for a subject.</summary>
    public Descriptor Describe(ReadOnlySpan<byte> content, Digest digest) => new(MediaType, digest, content.Length);

    /// <summary>The descriptor to list a referrer with: artifact type and annotations as the document itself gives them.</summary>
    public Descriptor DescribeReferrer(ReadOnlySpan<byte> content, Digest digest) =>
        Describe(content, digest) with
        {
            ArtifactType = ArtifactType,
            Annotations = Annotations,
        };

    private static (bool IsIndex, bool IsManifest) Shape(ReadOnlySpan<byte> content)
    {
        var reader = new Utf8JsonReader(content);
        var (isIndex, isManifest) = (false, false);
        _ = reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            isIndex |= reader.ValueTextEquals("manifests"u8);
            isManifest |= reader.ValueTextEquals("layers"u8) || reader.ValueTextEquals("config"u8);
            reader.Skip();
        }

        return (isIndex, isManifest);
    }

    private string? Problem()
    {
        var descriptors = Manifest is null ? Index!.Manifests : [Manifest.Config, .. Manifest.Layers];
        var declared = Members.MediaType;
        var fits = declared is null || (Manifest is null ? MediaTypes.IsIndex(declared) : MediaTypes.IsManifest(declared));
        return Members.SchemaVersion != 2 ? "its schemaVersion is not 2"
            : !fits ? $"its mediaType {Printable.Quote(declared!)} does not fit its content"
            : descriptors.Any(descriptor => descriptor is null || descriptor.Size < 0)
                ? "a descriptor is null or has a negative size"
            : null;
    }

    private static UndeterminedException Unusable(string place, string problem, Exception? inner = null) =>
        new(Malformed, $"{place} is not a usable manifest: {problem}; push the image again with a current client.", inner);
}

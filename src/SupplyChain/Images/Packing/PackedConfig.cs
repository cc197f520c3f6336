using System.Globalization;

namespace SupplyChain.Images.Packing;

/// <summary>What a packed image says about itself.</summary>
internal static class PackedConfig
{
    private const string CreatedAnnotation = "org.opencontainers.image.created";
    private const string BaseDigestAnnotation = "org.opencontainers.image.base.digest";
    private const string BaseNameAnnotation = "org.opencontainers.image.base.name";

    /// <summary>The configuration: the base's, with the program, the user and the layers that were added.</summary>
    public static ImageConfig Make(PackInput input, ImageContent? below, IReadOnlyList<(LayerPart Part, Digest DiffId)> own)
    {
        var request = input.Request;
        var inherited = below?.Config;
        var created = request.Created.ToUniversalTime();
        return new ImageConfig
        {
            OS = request.Platform.OS,
            Architecture = request.Platform.Architecture,
            Variant = inherited?.Variant ?? request.Platform.Variant,
            Created = created,
            Runtime = new ImageRuntimeConfig
            {
                User = request.User,
                ExposedPorts = inherited?.Runtime?.ExposedPorts,
                Env = inherited?.Runtime?.Env,
                Entrypoint = input.EntryPoint,
                WorkingDir = request.WorkingDirectory,
                Labels = Merge(inherited?.Runtime?.Labels, request.Labels),
                Other = inherited?.Runtime?.Other,
            },
            RootFileSystem = new ImageRootFileSystem
            {
                DiffIds = [.. inherited?.RootFileSystem.DiffIds ?? [], .. own.Select(layer => layer.DiffId)],
            },
            History =
            [
                .. History(below),
                .. own.Select(layer => new ImageHistory { Created = created, CreatedBy = Step(layer.Part) }),
            ],
            Other = inherited?.Other,
        };
    }

    /// <summary>The annotations: those asked for, the time, and the base with the digest that it has where others find it.</summary>
    public static SortedDictionary<string, string> Annotate(PackRequest request, ImageContent? below)
    {
        var annotations = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            [CreatedAnnotation] = request
                .Created.ToUniversalTime()
                .ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        };
        if (below is not null)
        {
            var name = ImageLocation.Parse(request.Base!.Written).Reference;
            var published = request.Base.RegistryReferences.FirstOrDefault(there => there.Repository == name?.Repository);
            annotations[BaseDigestAnnotation] = (published?.Digest ?? below.Descriptor.Digest).ToString();
            if (name is not null)
            {
                annotations[BaseNameAnnotation] = name.Canonical;
            }
        }

        return Merge(annotations, request.Annotations)!;
    }

    private static string Step(LayerPart part) =>
        part switch
        {
            LayerPart.Framework => "supplychain pack (framework)",
            LayerPart.Packages => "supplychain pack (packages)",
            _ => "supplychain pack",
        };

    // A base without history gets one, since steps and layers have to stay in line.
    private static IEnumerable<ImageHistory> History(ImageContent? below)
    {
        var known = below?.Config.History ?? [];
        return below is null || known.Count(step => step.EmptyLayer is not true) == below.Layers.Count
            ? known
            : below.Layers.Select(layer => new ImageHistory { CreatedBy = layer.DiffId.ToString() });
    }

    private static SortedDictionary<string, string>? Merge(
        SortedDictionary<string, string>? below,
        IReadOnlyDictionary<string, string> over
    )
    {
        var merged = new SortedDictionary<string, string>(below ?? [], StringComparer.Ordinal);
        foreach (var (key, value) in over)
        {
            merged[key] = value;
        }

        return merged.Count > 0 ? merged : null;
    }
}

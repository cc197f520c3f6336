namespace SupplyChain.Images.Packing;

/// <summary>What an image is to be made of.</summary>
public sealed record PackRequest
{
    /// <summary>The folder whose content becomes the application layer.</summary>
    public required string SourceDirectory { get; init; }

    /// <summary>The program to run and its fixed arguments, such as <c>dotnet</c>, <c>Shop.Api.dll</c>.</summary>
    public required IReadOnlyList<string> EntryPoint { get; init; }

    /// <summary>What the image runs on, and which of the base's platforms is taken; <c>linux/amd64</c> by default.</summary>
    public Platform Platform { get; init; } = Platform.LinuxAmd64;

    /// <summary>Absolute path in the image that the folder's content goes to and the program starts in; <c>/app</c> by default.</summary>
    public string WorkingDirectory { get; init; } = "/app";

    /// <summary>User, and group after a colon, that the program runs as; 1654 by default, the <c>app</c> user of .NET's own images.</summary>
    public string User { get; init; } = "1654";

    /// <summary>Labels of the configuration, over those of the base; none by default.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>Annotations of the manifest, such as <c>org.opencontainers.image.source</c>; those about base and time are added.</summary>
    public IReadOnlyDictionary<string, string> Annotations { get; init; } = new Dictionary<string, string>();

    /// <summary>When the image says it was made; <c>SOURCE_DATE_EPOCH</c> by default, and 1970-01-01 where that is unset.</summary>
    public DateTimeOffset Created { get; init; } = SourceDateEpoch.FromEnvironment() ?? DateTimeOffset.UnixEpoch;

    /// <summary>The image whose layers come first, from any source; none by default.</summary>
    public ResolvedImage? Base { get; init; }
}

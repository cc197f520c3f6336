namespace SupplyChain.Images.Packing;

/// <summary>What an image is to be made of.</summary>
public sealed record PackRequest
{
    /// <summary>Annotation that says where the sources are (OCI image specification, annotations.md).</summary>
    public const string SourceAnnotation = "org.opencontainers.image.source";

    /// <summary>Annotation that says which commit of the sources it is (OCI image specification, annotations.md).</summary>
    public const string RevisionAnnotation = "org.opencontainers.image.revision";

    /// <summary>The <c>app</c> user of .NET's own images, which is not root.</summary>
    public const string DefaultUser = "1654";

    /// <summary>The folder that is packed: a published .NET application, or any other.</summary>
    public required string SourceDirectory { get; init; }

    /// <summary>
    /// The program to run and its fixed arguments, such as <c>dotnet</c>, <c>Shop.Api.dll</c>. Empty by default, which takes the
    /// program of the .NET application that was published to the folder.
    /// </summary>
    public IReadOnlyList<string> EntryPoint { get; init; } = [];

    /// <summary>What the image runs on, and which of the base's platforms is taken; <c>linux/amd64</c> by default.</summary>
    public Platform Platform { get; init; } = Platform.LinuxAmd64;

    /// <summary>Absolute path in the image that the folder's content goes to and the program starts in; <c>/app</c> by default.</summary>
    public string WorkingDirectory { get; init; } = "/app";

    /// <summary>User, and group after a colon, that the program runs as; <see cref="DefaultUser"/> by default.</summary>
    public string User { get; init; } = DefaultUser;

    /// <summary>Labels of the configuration, over those of the base; none by default.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>Annotations of the manifest, such as <see cref="SourceAnnotation"/>; those about base and time are added.</summary>
    public IReadOnlyDictionary<string, string> Annotations { get; init; } = new Dictionary<string, string>();

    /// <summary>When the image says it was made; <c>SOURCE_DATE_EPOCH</c> by default, and 1970-01-01 where that is unset.</summary>
    public DateTimeOffset Created { get; init; } = SourceDateEpoch.FromEnvironment() ?? DateTimeOffset.UnixEpoch;

    /// <summary>The image whose layers come first, from any source; none by default.</summary>
    public ResolvedImage? Base { get; init; }
}

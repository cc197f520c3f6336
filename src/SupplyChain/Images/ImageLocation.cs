namespace SupplyChain.Images;

/// <summary>
/// Where an image is: a reference into a registry, or with a prefix <c>oci:DIR[:tag|@digest]</c>, <c>oci-archive:FILE</c>,
/// <c>docker-archive:FILE</c>, <c>docker-daemon:NAME</c>. After DIR or FILE, <c>:name</c> or <c>@digest</c> chooses one of several images.
/// </summary>
public sealed record ImageLocation
{
    private static readonly (string Prefix, ImageTransport Transport)[] Prefixes =
    [
        ("oci:", ImageTransport.Layout),
        ("oci-archive:", ImageTransport.LayoutArchive),
        ("docker-archive:", ImageTransport.DockerArchive),
        ("docker-daemon:", ImageTransport.DockerDaemon),
    ];

    private readonly string text;

    private ImageLocation(string text, ImageTransport transport)
    {
        this.text = text;
        Transport = transport;
    }

    /// <summary>The kind of place.</summary>
    public ImageTransport Transport { get; }

    /// <summary>The reference; null for folders and files.</summary>
    public ImageReference? Reference { get; private init; }

    /// <summary>The folder or file; null for a registry or a Docker Engine.</summary>
    public string? Path { get; private init; }

    /// <summary>Tag, full name or digest that chooses the image; null where the place has to have one image only.</summary>
    public string? Name => Digest?.ToString() ?? Tag;

    /// <summary>Tag or full name, also where a digest is written beside it: what an image gets there that is copied to it.</summary>
    public string? Tag { get; private init; }

    /// <summary>The digest, where one is written; it chooses the image, whatever the tag.</summary>
    public Digest? Digest { get; private init; }

    /// <summary>The location of a reference in its registry.</summary>
    public static ImageLocation Of(ImageReference reference) =>
        new(reference.ToString(), ImageTransport.Registry)
        {
            Reference = reference,
            Tag = reference.Tag ?? (reference.Digest is null ? reference.TagOrDigest : null),
            Digest = reference.Digest,
        };

    /// <summary>The location of an OCI layout, and an image in it where a name is given.</summary>
    /// <param name="folder">The layout's folder.</param>
    /// <param name="name">Tag, full name or digest of the image.</param>
    public static ImageLocation OfLayout(string folder, string? name = null)
    {
        Digest? digest = Images.Digest.TryParse(name, out var written) ? written : null;
        var ending =
            name is null ? ""
            : digest is null ? $":{name}"
            : $"@{name}";
        return new ImageLocation($"oci:{folder}{ending}", ImageTransport.Layout)
        {
            Path = folder,
            Tag = digest is null ? name : null,
            Digest = digest,
        };
    }

    /// <summary>Reads a location.</summary>
    /// <exception cref="ConfigurationException">The path is missing, or the text is not an image reference.</exception>
    public static ImageLocation Parse(string text)
    {
        foreach (var (prefix, transport) in Prefixes)
        {
            if (text.StartsWith(prefix, StringComparison.Ordinal))
            {
                return transport == ImageTransport.DockerDaemon
                    ? OfDaemon(text, text[prefix.Length..])
                    : OfPath(text, transport, text[prefix.Length..]);
            }
        }

        return Of(ImageReference.Parse(text));
    }

    /// <summary>The location as it was written.</summary>
    public override string ToString() => text;

    private static ImageLocation OfDaemon(string text, string name)
    {
        var reference = ImageReference.Parse(name);
        return new ImageLocation(text, ImageTransport.DockerDaemon) { Reference = reference, Tag = name };
    }

    private static ImageLocation OfPath(string text, ImageTransport transport, string rest)
    {
        var at = rest.LastIndexOf('@');
        Digest? digest = at >= 0 && Images.Digest.TryParse(rest[(at + 1)..], out var written) ? written : null;
        var place = digest is null ? rest : rest[..at];
        var driveLetter = OperatingSystem.IsWindows() && place is [_, ':', ..] && char.IsAsciiLetter(place[0]) ? 2 : 0;
        var colon = place.IndexOf(':', driveLetter);
        var path = colon >= 0 ? place[..colon] : place;
        var name = colon >= 0 ? place[(colon + 1)..] : null;
        return path.Length > 0 && name is not ""
            ? new ImageLocation(text, transport)
            {
                Path = path,
                Tag = name,
                Digest = digest,
            }
            : throw new ConfigurationException(
                "image.location",
                $"{Printable.Quote(text)} names no {(path.Length > 0 ? "tag after ':'" : "path")}; expected {text[..text.IndexOf(':', StringComparison.Ordinal)]}:PATH, and :tag or @digest to choose one of several images."
            );
    }
}

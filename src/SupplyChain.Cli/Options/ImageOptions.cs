using System.CommandLine;
using SupplyChain.Images;
using SupplyChain.Signing;

namespace SupplyChain.Cli.Options;

/// <summary>Images on the command line, and where they are looked for.</summary>
internal static class ImageOptions
{
    private const string Forms =
        "a reference in a registry, oci:DIR[:tag|@digest], oci-archive:FILE, docker-archive:FILE or docker-daemon:NAME";

    /// <summary>One or more images.</summary>
    public static Argument<string[]> Several() =>
        new("image") { Description = $"Images: {Forms}.", Arity = ArgumentArity.OneOrMore };

    /// <summary>One image.</summary>
    public static Argument<string> One(string name = "image", string what = "The image") =>
        new(name) { Description = $"{what}: {Forms}." };

    /// <summary>Folders in OCI layout that stand in for registries.</summary>
    public static Option<string[]> Layouts() =>
        new("--image-layout")
        {
            Description = "Look references up in this OCI layout first, by their full names; may be given several times.",
            HelpName = "DIR",
        };

    /// <summary>Whether what an index lists is meant as well.</summary>
    /// <param name="verb">What is done to each.</param>
    public static Option<bool> Recursive(string verb) =>
        new("--recursive", "-r") { Description = $"{verb} every manifest of an index as well, and not the index alone." };

    /// <summary>The manifests that are meant: the image's own, and where asked for those below it.</summary>
    public static async Task<IReadOnlyList<Descriptor>> ListAsync(
        ResolvedImage image,
        bool recursive,
        CancellationToken cancellationToken
    ) => recursive ? await ImageTree.ListAsync(image.Source, image.Manifest, cancellationToken) : [image.Manifest];

    /// <summary>Annotations as <c>key=value</c>.</summary>
    public static Option<string[]> Annotations(string description) =>
        new("--annotation", "-a") { Description = description, HelpName = "KEY=VALUE" };

    /// <summary>The places of images, as the common options say.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="time">The clock.</param>
    /// <param name="layouts">Folders that stand in for registries.</param>
    public static ImageStores Stores(ParseResult parsed, TimeProvider time, string[]? layouts = null) =>
        new(
            new ImageStoreOptions
            {
                Offline = parsed.GetValue(CommonOptions.Offline),
                AllowHttp = parsed.GetValue(CommonOptions.AllowHttp),
                Layouts = layouts ?? [],
                Credentials = RegistryOptions.Credentials(parsed),
                Tls = RegistryOptions.Tls(parsed),
                Time = time,
            }
        );

    /// <summary>Reads annotations.</summary>
    /// <exception cref="ConfigurationException">One has no <c>=</c>, or a key is given twice.</exception>
    public static IReadOnlyDictionary<string, string> ReadAnnotations(string[]? written)
    {
        var annotations = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var text in written ?? [])
        {
            var parts = text.Split('=', 2);
            if (parts is not [{ Length: > 0 } key, var value] || !annotations.TryAdd(key, value))
            {
                throw new ConfigurationException(
                    "annotation",
                    $"The annotation '{Reports.SafeText.Line(text)}' is not of the form KEY=VALUE with a key of its own; write it so."
                );
            }
        }

        return annotations;
    }
}

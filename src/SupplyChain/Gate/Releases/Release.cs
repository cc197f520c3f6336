using SupplyChain.Images;
using SupplyChain.Manifests;
using SupplyChain.Manifests.Pinning;

namespace SupplyChain.Gate.Releases;

/// <summary>What is to be judged and deployed: manifests, and the images they name.</summary>
public sealed class Release
{
    private Release(ManifestSet manifests, IReadOnlyList<ReleaseFile> files)
    {
        Manifests = manifests;
        Files = files;
        Images = ManifestImages.Find(manifests);
    }

    /// <summary>The manifests, as they were given.</summary>
    public ManifestSet Manifests { get; }

    /// <summary>The files, sorted by their relative names.</summary>
    public IReadOnlyList<ReleaseFile> Files { get; }

    /// <summary>Every place that names an image, or may name one.</summary>
    public IReadOnlyList<ManifestImage> Images { get; }

    /// <summary>Reads the manifests of a release.</summary>
    /// <param name="paths">Files, and folders that stand for every manifest below them; <c>-</c> for <paramref name="standardInput"/>.</param>
    /// <param name="standardInput">What <c>-</c> stands for; null where that is not offered.</param>
    /// <exception cref="ConfigurationException">
    /// A path can't be read, a document can't be read as YAML, there is none, or two files would have one name in the gated folder.
    /// </exception>
    public static Release Load(IReadOnlyList<string> paths, Stream? standardInput = null)
    {
        var manifests = ManifestSet.Load(paths, standardInput).RequireReadable();
        var names = new ReleaseFileNames(paths);
        var files = manifests.Files.Select(file => new ReleaseFile(names.Of(file.Name), file)).ToArray();
        var same = files.GroupBy(file => file.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1);
        return same is null
            ? new Release(manifests, [.. files.OrderBy(file => file.Name, StringComparer.Ordinal)])
            : throw new ConfigurationException(
                "gate.names",
                $"{string.Join(" and ", same.Select(file => Printable.Quote(file.Manifest.Name)))} would both be {Printable.Quote(same.Key)} in the gated folder; rename one, or give the folder above them."
            );
    }

    /// <summary>A release of named texts.</summary>
    /// <exception cref="ConfigurationException">A text can't be read as YAML, or there is nothing in them.</exception>
    internal static Release Of(IEnumerable<(string Name, string Text)> texts)
    {
        var manifests = ManifestSet.Parse(texts).RequireReadable();
        return new Release(manifests, [.. manifests.Files.Select(file => new ReleaseFile(file.Name, file))]);
    }

    /// <summary>
    /// The files with every image pinned to the digest it was resolved to; null where one has no digest. What may name an image,
    /// and is not known to, stays as it is.
    /// </summary>
    /// <exception cref="ConfigurationException">An image stands in a form that can't be pinned; the message names the place.</exception>
    public IReadOnlyList<GatedFile>? Pin(IReadOnlyDictionary<ImageReference, Digest> digests) =>
        Images.Any(image => image is { IsPinned: false, Reference: { } reference } && !digests.ContainsKey(reference))
            ? null
            :
            [
                .. Files.Select(file => new GatedFile(
                    file.Name,
                    System.Text.Encoding.UTF8.GetBytes(ImagePinner.Pin(file.Manifest, digests, keepUnresolved: true).Text)
                )),
            ];
}

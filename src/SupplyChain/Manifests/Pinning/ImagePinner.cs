using SupplyChain.Images;
using SupplyChain.Manifests.Yaml;

namespace SupplyChain.Manifests.Pinning;

/// <summary>Adds digests to the image references of manifests, and changes nothing else: <c>name:tag</c> becomes <c>name:tag@sha256:…</c>.</summary>
public static class ImagePinner
{
    /// <summary>Pins every image of a file. References with a digest stay as they are.</summary>
    /// <param name="file">The file.</param>
    /// <param name="digests">What each reference without a digest stands for.</param>
    /// <param name="keepUnresolved">Whether a text that may be an image, and is not known to be one, stays as it is; else it is refused.</param>
    /// <exception cref="ConfigurationException">
    /// The file cannot be read whole, a text may be an image and is not known to be one, a reference has no digest in
    /// <paramref name="digests"/>, or it stands in a form that cannot be edited without changing something else.
    /// </exception>
    public static PinnedManifest Pin(
        ManifestFile file,
        IReadOnlyDictionary<ImageReference, Digest> digests,
        bool keepUnresolved = false
    )
    {
        new ManifestSet([file]).RequireReadable();
        var images = Find(file, keepUnresolved);
        var pins = new List<ImagePin>();
        foreach (var image in images.Where(image => !image.IsPinned))
        {
            pins.Add(new ImagePin(image, Pinned(image, digests)));
        }

        if (pins.Count == 0)
        {
            return new PinnedManifest(file, pins);
        }

        SharedImages.Refuse(file, images);
        var result = ManifestFile.Parse(file.Name, Edited(file.Yaml.Text, pins));
        Prove(images, pins, Find(result, keepUnresolved), result);
        return new PinnedManifest(result, pins);
    }

    private static IReadOnlyList<ManifestImage> Find(ManifestFile file, bool keepUnresolved) =>
        [.. ManifestImages.Find(file).Where(image => !keepUnresolved || image.Reference is not null)];

    private static ImageReference Pinned(ManifestImage image, IReadOnlyDictionary<ImageReference, Digest> digests)
    {
        if (image.Reference is not { } reference)
        {
            throw At(
                image,
                "pin.unresolved",
                $"{image.Unresolved} Write a full image reference there, or pin it where it is defined."
            );
        }

        return digests.TryGetValue(reference, out var digest)
            ? reference.WithDigest(digest)
            : throw At(
                image,
                "pin.digest",
                $"The image {Printable.Quote(image.Text)} was not resolved to a digest; resolve it first."
            );
    }

    private static string Edited(string text, List<ImagePin> pins) =>
        TextEdit.Apply(text, pins.DistinctBy(pin => pin.Image.Node).Select(Edit));

    private static TextEdit Edit(ImagePin pin) =>
        ScalarSuffix.Append(pin.Image.Node, $"@{pin.Pinned.Digest}")
        ?? throw At(
            pin.Image,
            "pin.form",
            $"The image {Printable.Quote(pin.Image.Text)} is written over several lines; write it on one line."
        );

    /// <summary>Reads the result as anyone would and finds every image, in its old order, with the digest it should have.</summary>
    private static void Prove(
        IReadOnlyList<ManifestImage> before,
        List<ImagePin> pins,
        IReadOnlyList<ManifestImage> after,
        ManifestFile result
    )
    {
        var expected = pins.DistinctBy(pin => pin.Image.Node).ToDictionary(pin => pin.Image.Node, pin => pin.Pinned);
        var proven =
            !result.Problems.Any(problem => problem.LosesDocument)
            && after.Count == before.Count
            && before
                .Zip(after)
                .All(pair =>
                    pair.Second.Path == pair.First.Path
                    && pair.Second.Reference is { Digest: not null } now
                    && now.Equals(expected.GetValueOrDefault(pair.First.Node, pair.First.Reference!))
                );
        if (!proven)
        {
            throw new UndeterminedException(
                "pin.proof",
                $"'{result.Name}' does not name every image by digest after pinning; write its images as plain texts on one line."
            );
        }
    }

    private static ConfigurationException At(ManifestImage image, string code, string message) =>
        new(code, $"{image.File}:{image.Location}: {message}");
}

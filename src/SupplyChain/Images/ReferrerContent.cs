namespace SupplyChain.Images;

/// <summary>What a referrer must be before it is written, and what makes two of them the same.</summary>
internal static class ReferrerContent
{
    /// <summary>Checks that bytes, descriptor and subject belong together, and reads the manifest.</summary>
    /// <exception cref="UndeterminedException">They do not.</exception>
    public static OciDocument Check(Descriptor referrer, ReadOnlyMemory<byte> content, Digest subject, string place)
    {
        var document = OciDocument.Parse(content, $"The referrer to write to {place}");
        return document.Subject?.Digest == subject && referrer.Digest.Matches(content.Span) && referrer.Size == content.Length
            ? document
            : throw new UndeterminedException(
                "image.referrer",
                $"The referrer {referrer.Digest} to write to {place} does not name the subject {subject} or is not what its descriptor says; make it again."
            );
    }

    /// <summary>The listed referrer that is this one, or has the same artifact type and the same layers; null where there is none.</summary>
    public static async Task<Referrer?> FindSameAsync(
        IImageSource source,
        Descriptor referrer,
        OciDocument document,
        IReadOnlyList<Referrer> listed,
        CancellationToken cancellationToken
    )
    {
        foreach (var candidate in listed)
        {
            if (candidate.Digest == referrer.Digest)
            {
                return candidate;
            }

            var other = await source.ReadDocumentAsync(candidate.Digest, cancellationToken);
            if (document.Manifest is { } mine && other.Manifest is { } theirs && IsSame(mine, theirs))
            {
                return candidate;
            }
        }

        return null;
    }

    // Without a layer of its own an artifact says everything in its annotations, so that only its digest tells.
    private static bool IsSame(ImageManifest mine, ImageManifest theirs) =>
        mine.Layers.Any(layer => layer.MediaType != MediaTypes.OciEmpty)
        && ArtifactTypeOf(mine) == ArtifactTypeOf(theirs)
        && mine.Layers.Select(layer => layer.Digest).SequenceEqual(theirs.Layers.Select(layer => layer.Digest));

    private static string ArtifactTypeOf(ImageManifest manifest) => manifest.ArtifactType ?? manifest.Config.MediaType;
}

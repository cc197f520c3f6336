namespace SupplyChain.Images;

/// <summary>
/// Copies an image, or an index with all its images or some of them, and everything attached to it, from one place to another.
/// What is there already is not sent again, so that a copy that broke off goes on where it was.
/// </summary>
public static class ImageCopier
{
    /// <summary>Copies the whole image under a name.</summary>
    /// <param name="image">The image.</param>
    /// <param name="destination">Where it goes.</param>
    /// <param name="name">Tag, or in a layout full reference, that it gets there; null for none.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>The image's manifest; the same digest in both places.</returns>
    /// <exception cref="UndeterminedException">Something is missing, altered, or cannot be written.</exception>
    public static Task<Descriptor> CopyAsync(
        ResolvedImage image,
        IImageStore destination,
        string? name,
        CancellationToken cancellationToken
    ) =>
        CopyAsync(
            new CopyRequest
            {
                Image = image,
                Destination = destination,
                Name = name,
            },
            cancellationToken
        );

    /// <summary>Copies the image, or the platforms asked for.</summary>
    /// <returns>
    /// What got the name: the image; of an index the one platform asked for; or a new index of the several platforms asked for,
    /// which has a digest of its own, so that what is attached to the original index does not come along.
    /// </returns>
    /// <exception cref="ConfigurationException">The image is not for a platform asked for, or has another digest than asked for.</exception>
    /// <exception cref="UndeterminedException">Something is missing, altered, or cannot be written.</exception>
    public static async Task<Descriptor> CopyAsync(CopyRequest request, CancellationToken cancellationToken)
    {
        var image = request.Image;
        var wanted = await ChooseAsync(request, cancellationToken);
        if (request.Digest is { } expected && expected != wanted.Named.Digest)
        {
            throw new ConfigurationException(
                "image.digest",
                $"{image.Written} is to be copied as {expected}, and what would be copied is {wanted.Named.Digest}; leave out the digest of the destination, or copy the image that has it."
            );
        }

        using var copy = new ImageCopy(image.Source, request.Destination, cancellationToken);
        foreach (var digest in wanted.Digests)
        {
            await copy.RunAsync(digest, isWrittenLast: digest == wanted.Named.Digest);
        }

        // The name comes last: whoever sees it finds everything there.
        await request.Destination.WriteManifestAsync(wanted.Named, wanted.Content, request.Name, cancellationToken);
        await StagedStore.CompleteAsync(request.Destination, cancellationToken);
        return wanted.Named;
    }

    private static async Task<Wanted> ChooseAsync(CopyRequest request, CancellationToken cancellationToken)
    {
        var image = request.Image;
        var document = await image.Source.ReadDocumentAsync(image.Digest, cancellationToken);
        if (document.Index is { } index && request.Platforms.Count > 0)
        {
            var images = PlatformChoice.ChooseAll(index, request.Platforms, image.Written);
            if (images.Count == 1)
            {
                return await WholeAsync(image.Source, images.Single(), cancellationToken);
            }

            if (!index.Manifests.Where(PlatformChoice.IsImage).All(child => images.Contains(child.Digest)))
            {
                return await SomeAsync(image, images, cancellationToken);
            }
        }
        else
        {
            foreach (var platform in request.Platforms)
            {
                _ = await ImageContent.OpenAsync(image, platform, cancellationToken);
            }
        }

        return await WholeAsync(image.Source, image.Digest, cancellationToken);
    }

    private static async Task<Wanted> WholeAsync(IImageSource source, Digest digest, CancellationToken cancellationToken)
    {
        var document = await source.ReadDocumentAsync(digest, cancellationToken);
        var content = (await source.ReadManifestAsync(digest, cancellationToken))!.Value;
        return new Wanted([digest], document.Describe(content.Span, digest), content);
    }

    private static async Task<Wanted> SomeAsync(
        ResolvedImage image,
        IReadOnlySet<Digest> images,
        CancellationToken cancellationToken
    )
    {
        var place = $"{image.Source.Location}@{image.Digest}";
        var index = EditableIndex.Parse((await image.Source.ReadManifestAsync(image.Digest, cancellationToken))!.Value, place);
        index.Keep(child => images.Contains(PlatformChoice.ImageOf(child)));
        var content = index.ToBytes();
        return new Wanted(
            [.. ImageIndex.Parse(content, place).Manifests.Select(child => child.Digest)],
            Descriptor.Of(image.Manifest.MediaType, content.Span),
            content
        );
    }

    private sealed record Wanted(IReadOnlyList<Digest> Digests, Descriptor Named, ReadOnlyMemory<byte> Content);
}

using System.CommandLine;
using SupplyChain.Cli.Options;
using SupplyChain.Cli.Terminal;
using SupplyChain.Images;
using SupplyChain.Signing;

namespace SupplyChain.Cli.Commands;

/// <summary>A command that signs something about each of several images, and publishes it beside them.</summary>
internal abstract class PublishCommand : SessionCommand
{
    private readonly Argument<string[]> images = ImageOptions.Several();
    private readonly SignerOptions signers = new();
    private readonly Option<bool> recursive;

    /// <summary>Takes images, a signer, and what the command signs.</summary>
    /// <param name="name">The verb.</param>
    /// <param name="description">What it does, as a sentence.</param>
    /// <param name="signed">The options that say what is signed.</param>
    protected PublishCommand(string name, string description, params IEnumerable<Option> signed)
        : base(name, description)
    {
        recursive = ImageOptions.Recursive(char.ToUpperInvariant(name[0]) + name[1..]);
        Take(OutputOptions.ForListing(), [images, .. signers.All, .. signed, recursive]);
    }

    /// <inheritdoc/>
    protected sealed override async Task<ExitCode> RunAsync(
        Session session,
        ParseResult parsed,
        CancellationToken cancellationToken
    )
    {
        using var stores = ImageOptions.Stores(parsed, session.Clock);
        var publish = Publication(parsed);
        // Before a key is asked for, and anything is signed with it.
        var places = parsed
            .GetRequiredValue(images)
            .Select(ImageLocation.Parse)
            .Select(location => (Location: location, Store: stores.OpenEvidenceStore(location)))
            .ToList();
        using var opener = SignerOptions.Opener(parsed, session);
        var signer = new ImageSigner(await opener.OpenAsync(signers.Read(parsed), cancellationToken), session.Clock);
        var published = new List<PublishedLine>();
        foreach (var (location, store) in places)
        {
            var image = await stores.ResolveAsync(location, cancellationToken);
            foreach (var manifest in await ImageOptions.ListAsync(image, parsed.GetValue(recursive), cancellationToken))
            {
                var bundle = await publish(signer, store, manifest, cancellationToken);
                published.Add(new PublishedLine(location.ToString(), manifest.Digest, bundle));
            }
        }

        PublishedLine.Write(session, Name, published);
        return ExitCode.Pass;
    }

    /// <summary>Signs for one manifest and publishes beside it.</summary>
    protected delegate Task<PublishedBundle> Publish(
        ImageSigner signer,
        IImageStore store,
        Descriptor image,
        CancellationToken cancellationToken
    );

    /// <summary>Reads what is signed; a mistake in it is told before a key is asked for.</summary>
    /// <returns>What signs it for one manifest and publishes it.</returns>
    protected abstract Publish Publication(ParseResult parsed);
}

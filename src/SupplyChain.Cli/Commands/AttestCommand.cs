using System.CommandLine;
using SupplyChain.Attestations;
using SupplyChain.Cli.Options;
using SupplyChain.Cli.Terminal;
using SupplyChain.Images;
using SupplyChain.Signing;

namespace SupplyChain.Cli.Commands;

/// <summary><c>attest</c>: signs statements about images.</summary>
internal sealed class AttestCommand : SessionCommand
{
    private readonly Argument<string[]> images = ImageOptions.Several();
    private readonly SignerOptions signers = new();
    private readonly StatementOptions statements = new();
    private readonly Option<bool> recursive = ImageOptions.Recursive("Attest");

    public AttestCommand()
        : base("attest", "Attest images: a signed statement of one predicate type beside each.")
    {
        Take(OutputOptions.ForListing(), [images, .. signers.All, .. statements.All, recursive]);
        Validators.Add(statements.Validate);
    }

    protected override async Task<ExitCode> RunAsync(Session session, ParseResult parsed, CancellationToken cancellationToken)
    {
        using var stores = ImageOptions.Stores(parsed, session.Clock);
        var make = statements.Read(parsed);
        using var opener = SignerOptions.Opener(parsed, session);
        var signer = new ImageSigner(await opener.OpenAsync(signers.Read(parsed), cancellationToken), session.Clock);
        var published = new List<PublishedLine>();
        foreach (var location in parsed.GetRequiredValue(images).Select(ImageLocation.Parse).ToList())
        {
            var store = stores.OpenStore(location);
            var image = await stores.ResolveAsync(location, cancellationToken);
            foreach (var manifest in await ImageOptions.ListAsync(image, parsed.GetValue(recursive), cancellationToken))
            {
                var bundle = await signer.AttestAsync(store, manifest, make(Subject.Of(manifest.Digest)), cancellationToken);
                published.Add(new PublishedLine(location.ToString(), manifest.Digest, bundle));
            }
        }

        PublishedLine.Write(session, "attest", published);
        return ExitCode.Pass;
    }
}

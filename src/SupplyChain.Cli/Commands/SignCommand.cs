using System.CommandLine;
using SupplyChain.Cli.Options;
using SupplyChain.Cli.Terminal;
using SupplyChain.Images;
using SupplyChain.Signing;

namespace SupplyChain.Cli.Commands;

/// <summary><c>sign</c>: signs images.</summary>
internal sealed class SignCommand : SessionCommand
{
    private readonly Argument<string[]> images = ImageOptions.Several();
    private readonly SignerOptions signers = new();
    private readonly Option<string[]> annotations = ImageOptions.Annotations("Sign this along; may be given several times.");

    private readonly Option<bool> recursive = ImageOptions.Recursive("Sign");

    public SignCommand()
        : base("sign", "Sign images: a signature statement beside each.")
    {
        Take(OutputOptions.ForListing(), [images, .. signers.All, annotations, recursive]);
    }

    protected override async Task<ExitCode> RunAsync(Session session, ParseResult parsed, CancellationToken cancellationToken)
    {
        using var stores = ImageOptions.Stores(parsed, session.Clock);
        var signed = ImageOptions.ReadAnnotations(parsed.GetValue(annotations));
        using var opener = SignerOptions.Opener(parsed, session);
        var signer = new ImageSigner(await opener.OpenAsync(signers.Read(parsed), cancellationToken), session.Clock);
        var published = new List<PublishedLine>();
        foreach (var location in parsed.GetRequiredValue(images).Select(ImageLocation.Parse).ToList())
        {
            var store = stores.OpenStore(location);
            var image = await stores.ResolveAsync(location, cancellationToken);
            foreach (var manifest in await ImageOptions.ListAsync(image, parsed.GetValue(recursive), cancellationToken))
            {
                var bundle = await signer.SignAsync(store, manifest, signed, cancellationToken);
                published.Add(new PublishedLine(location.ToString(), manifest.Digest, bundle));
            }
        }

        PublishedLine.Write(session, "sign", published);
        return ExitCode.Pass;
    }
}

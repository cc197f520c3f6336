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
    private readonly Option<string?> key = KeyOption.ToSign();
    private readonly Option<string[]> annotations = ImageOptions.Annotations("Sign this along; may be given several times.");

    public SignCommand()
        : base("sign", "Sign images: a signature statement beside each.")
    {
        Take(OutputOptions.ForListing(), images, key, annotations);
    }

    protected override async Task<ExitCode> RunAsync(Session session, ParseResult parsed, CancellationToken cancellationToken)
    {
        using var stores = ImageOptions.Stores(parsed, session.Clock);
        var signed = ImageOptions.ReadAnnotations(parsed.GetValue(annotations));
        var signer = new ImageSigner(KeyOption.Open(parsed, key), session.Clock);
        var published = new List<PublishedLine>();
        foreach (var location in parsed.GetRequiredValue(images).Select(ImageLocation.Parse).ToList())
        {
            var store = stores.OpenStore(location);
            var image = await stores.ResolveAsync(location, cancellationToken);
            var bundle = await signer.SignAsync(store, image.Manifest, signed, cancellationToken);
            published.Add(new PublishedLine(location.ToString(), image.Digest, bundle));
        }

        PublishedLine.Write(session, "sign", published);
        return ExitCode.Pass;
    }
}

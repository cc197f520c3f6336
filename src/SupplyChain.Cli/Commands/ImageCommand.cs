using System.CommandLine;
using SupplyChain.Cli.Options;
using SupplyChain.Cli.Terminal;
using SupplyChain.Images;

namespace SupplyChain.Cli.Commands;

/// <summary><c>image</c>: packs, copies and shows images.</summary>
internal sealed class ImageCommand : Command
{
    public ImageCommand()
        : base("image", "Pack, copy and inspect images.")
    {
        Subcommands.Add(new ImagePackCommand());
        Subcommands.Add(new Copy());
        Subcommands.Add(new Inspect());
    }

    private sealed class Copy : SessionCommand
    {
        private readonly Argument<string> source = ImageOptions.One("source");
        private readonly Argument<string> destination = ImageOptions.One("dest", "Where the copy goes");
        private readonly Option<string[]> platforms = new("--platform")
        {
            Description =
                "A platform to copy of an image for several, such as linux/arm64; may be given several times; all unless given.",
            HelpName = "OS/ARCH",
        };

        public Copy()
            : base("copy", "Copy an image with everything kept beside it; what is there already is not sent again.")
        {
            Take(OutputOptions.ForListing(), source, destination, platforms);
        }

        protected override async Task<ExitCode> RunAsync(Session session, ParseResult parsed, CancellationToken cancellationToken)
        {
            using var stores = ImageOptions.Stores(parsed, session.Clock);
            var to = ImageLocation.Parse(parsed.GetRequiredValue(destination));
            var store = stores.OpenStore(to);
            var image = await stores.ResolveAsync(ImageLocation.Parse(parsed.GetRequiredValue(source)), cancellationToken);
            var request = new CopyRequest
            {
                Image = image,
                Destination = store,
                Name = to.Tag,
                Digest = to.Digest,
                Platforms = [.. (parsed.GetValue(platforms) ?? []).Select(Platform.Parse)],
            };
            var copied = await ImageCopier.CopyAsync(request, cancellationToken);
            if (copied.Digest != image.Digest)
            {
                session.Say($"Copied some platforms of {image.Digest} only; what is kept beside that index itself stays behind.");
            }

            if (to.Transport is ImageTransport.DockerArchive or ImageTransport.DockerDaemon)
            {
                session.Say($"{to} holds images without what is kept beside them, which stays behind.");
            }

            ImageText.Write(session, "copy", to.ToString(), copied.Digest);
            return ExitCode.Pass;
        }
    }

    private sealed class Inspect : SessionCommand
    {
        private readonly Argument<string> image = ImageOptions.One();
        private readonly Option<string?> platform = TargetOptions.Platform();
        private readonly Option<string[]> layouts = ImageOptions.Layouts();

        public Inspect()
            : base("inspect", "Show digest, platform, program, layers and labels of an image.")
        {
            Take(OutputOptions.ForListing(), image, platform, layouts);
        }

        protected override async Task<ExitCode> RunAsync(Session session, ParseResult parsed, CancellationToken cancellationToken)
        {
            using var stores = ImageOptions.Stores(parsed, session.Clock, parsed.GetValue(layouts));
            var resolved = await stores.ResolveAsync(ImageLocation.Parse(parsed.GetRequiredValue(image)), cancellationToken);
            var chosen = parsed.GetValue(platform) is { } written ? Platform.Parse(written) : null;
            var content = await ImageContent.OpenAsync(resolved, chosen, cancellationToken);
            ImageText.Write(session, resolved, content);
            return ExitCode.Pass;
        }
    }
}

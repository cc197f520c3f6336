using System.CommandLine;
using SupplyChain.Cli.Options;
using SupplyChain.Cli.Terminal;
using SupplyChain.Images;
using SupplyChain.Reports.Trees;

namespace SupplyChain.Cli.Commands;

/// <summary><c>tree</c>: shows what is kept beside an image.</summary>
internal sealed class TreeCommand : SessionCommand
{
    private readonly Argument<string> image = ImageOptions.One();
    private readonly Option<string[]> layouts = ImageOptions.Layouts();

    public TreeCommand()
        : base(
            "tree",
            "Show everything kept beside an image and its platforms, what it claims to be and where it was found; nothing is verified."
        )
    {
        Take(OutputOptions.ForListing(), image, layouts);
    }

    protected override async Task<ExitCode> RunAsync(Session session, ParseResult parsed, CancellationToken cancellationToken)
    {
        using var stores = ImageOptions.Stores(parsed, session.Clock, parsed.GetValue(layouts));
        var resolved = await stores.ResolveAsync(ImageLocation.Parse(parsed.GetRequiredValue(image)), cancellationToken);
        var tree = await ReferrerTree.ReadAsync(resolved.Source, resolved.Digest, cancellationToken);
        TreeText.Write(session, resolved.Written, tree);
        return ExitCode.Pass;
    }
}

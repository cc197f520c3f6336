using System.CommandLine;
using System.Text.Json;
using SupplyChain.Cli.Options;
using SupplyChain.Cli.Terminal;
using SupplyChain.Images;
using SupplyChain.Reports;

namespace SupplyChain.Cli.Commands;

/// <summary><c>tree</c>: shows what is kept beside an image.</summary>
internal sealed class TreeCommand : SessionCommand
{
    private readonly Argument<string> image = ImageOptions.One();
    private readonly Option<string[]> layouts = ImageOptions.Layouts();

    public TreeCommand()
        : base("tree", "Show every referrer of an image, where it was found and what it claims to be; nothing is verified.")
    {
        Take(OutputOptions.ForListing(), image, layouts);
    }

    protected override async Task<ExitCode> RunAsync(Session session, ParseResult parsed, CancellationToken cancellationToken)
    {
        using var stores = ImageOptions.Stores(parsed, session.Clock, parsed.GetValue(layouts));
        var resolved = await stores.ResolveAsync(ImageLocation.Parse(parsed.GetRequiredValue(image)), cancellationToken);
        var tree = await ReferrerTree.ReadAsync(resolved.Source, resolved.Digest, cancellationToken);
        if (session.Format == OutputFormat.Json)
        {
            session.Write(stream => JsonDocumentWriter.Write(stream, "supplychain.tree/v1", writer => Write(writer, tree)));
        }
        else
        {
            session.WriteText(writer =>
            {
                writer.Write($"{SafeText.Line(resolved.Written)}\n{tree.Digest}\n");
                Write(writer, tree.Referrers, "");
            });
        }

        return ExitCode.Pass;
    }

    private static void Write(TextWriter writer, IReadOnlyList<ReferrerTree> referrers, string indent)
    {
        foreach (var (index, referrer) in referrers.Index())
        {
            var last = index == referrers.Count - 1;
            writer.Write(
                $"{indent}{(last ? "└─ " : "├─ ")}{referrer.Digest}  {SafeText.Line(referrer.Kind ?? "of no stated type")}  ({referrer.Place})\n"
            );
            Write(writer, referrer.Referrers, indent + (last ? "   " : "│  "));
        }
    }

    private static void Write(Utf8JsonWriter writer, ReferrerTree node)
    {
        writer.WriteString("digest", node.Digest.ToString());
        writer.WriteString("kind", node.Kind is { } kind ? SafeText.Line(kind) : null);
        writer.WriteString("place", node.Place);
        writer.WriteList("referrers", node.Referrers, referrer => Write(writer, referrer));
    }
}

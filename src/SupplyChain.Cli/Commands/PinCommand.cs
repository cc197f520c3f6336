using System.CommandLine;
using System.Text;
using SupplyChain.Cli.Options;
using SupplyChain.Cli.Terminal;
using SupplyChain.Images;
using SupplyChain.Manifests;
using SupplyChain.Manifests.Pinning;

namespace SupplyChain.Cli.Commands;

/// <summary><c>pin</c>: adds its digest to every image reference of manifests.</summary>
internal sealed class PinCommand : SessionCommand
{
    private readonly Argument<string[]> paths = new("manifests")
    {
        Description = "Files or folders of manifests; '-' is standard input.",
        Arity = ArgumentArity.OneOrMore,
    };
    private readonly Option<bool> write = new("--write") { Description = "Change the files." };
    private readonly Option<bool> diff = new("--diff") { Description = "Print what would change, as a unified diff." };
    private readonly Option<string[]> layouts = ImageOptions.Layouts();

    public PinCommand()
        : base(
            "pin",
            "Add its digest to every image reference; comments and layout are kept. Prints the manifests unless told otherwise."
        )
    {
        var output = OutputOptions.ForData();
        Take(output, paths, write, diff, layouts);
        Validators.Add(result =>
        {
            if (result.GetResult(write) is not null && (result.GetResult(diff) ?? result.GetResult(output.File)) is not null)
            {
                result.AddError("--write changes the files, so it goes with neither --diff nor --output");
            }
        });
    }

    protected override async Task<ExitCode> RunAsync(Session session, ParseResult parsed, CancellationToken cancellationToken)
    {
        using var input = Console.OpenStandardInput();
        var manifests = ManifestSet.Load(parsed.GetRequiredValue(paths), input).RequireReadable();
        using var stores = ImageOptions.Stores(parsed, session.Clock, parsed.GetValue(layouts));
        var digests = await ResolveAsync(stores, manifests, cancellationToken);
        var pinned = manifests.Files.Select(file => (Before: file, After: ImagePinner.Pin(file, digests))).ToList();
        if (parsed.GetValue(write))
        {
            foreach (var (before, after) in pinned.Where(pair => pair.After.Pins.Count > 0 && pair.Before.Name != "-"))
            {
                OutputFile.Write(before.Name, stream => stream.Write(Encoding.UTF8.GetBytes(after.Text)));
            }
        }
        else if (parsed.GetValue(diff))
        {
            session.WriteText(writer =>
            {
                foreach (var (before, after) in pinned)
                {
                    LineDiff.Write(writer, before.Name, before.Yaml.Text, after.Text);
                }
            });
        }
        else
        {
            session.WriteText(writer => writer.Write(Joined([.. pinned.Select(pair => pair.After.Text)])));
        }

        session.Say($"Pinned {pinned.Sum(pair => pair.After.Pins.Count)} image references in {pinned.Count} files.");
        return ExitCode.Pass;
    }

    private static async Task<IReadOnlyDictionary<ImageReference, Digest>> ResolveAsync(
        ImageStores stores,
        ManifestSet manifests,
        CancellationToken cancellationToken
    )
    {
        var digests = new Dictionary<ImageReference, Digest>();
        var references = ManifestImages
            .Find(manifests)
            .Where(image => !image.IsPinned)
            .Select(image => image.Reference)
            .OfType<ImageReference>();
        foreach (var reference in references.Distinct())
        {
            digests[reference] = (await stores.ResolveAsync(reference, cancellationToken)).Digest;
        }

        return digests;
    }

    private static string Joined(IReadOnlyList<string> texts)
    {
        var joined = new StringBuilder();
        foreach (var text in texts)
        {
            var ended = joined.Length == 0 || joined[^1] == '\n';
            joined.Append(ended ? "" : "\n");
            joined.Append(joined.Length == 0 || text.StartsWith("---", StringComparison.Ordinal) ? "" : "---\n").Append(text);
        }

        return joined.ToString();
    }
}

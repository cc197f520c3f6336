using System.CommandLine;
using SupplyChain.Attestations.Builds;
using SupplyChain.Cli.Options;
using SupplyChain.Cli.Terminal;
using SupplyChain.Images;
using SupplyChain.Images.Packing;

namespace SupplyChain.Cli.Commands;

/// <summary><c>image pack</c>: makes an image of a folder, or an index of images for several platforms.</summary>
internal sealed class ImagePackCommand : SessionCommand
{
    private readonly Argument<string> folder = new("dir") { Description = "The folder, such as the output of 'dotnet publish'." };
    private readonly Argument<string> destination = ImageOptions.One("dest", "Where the image goes");
    private readonly Option<string[]> entryPoint = new("--entry-point")
    {
        Description =
            "The program and its arguments, such as: --entry-point dotnet Shop.Api.dll; that of the published application unless given.",
        HelpName = "WORD",
        AllowMultipleArgumentsPerToken = true,
    };
    private readonly Option<string[]> platforms = new("--platform")
    {
        Description =
            "What the image runs on, and the folder for it where that is another; linux/amd64 unless given, several give an index.",
        HelpName = "OS/ARCH[=DIR]",
    };
    private readonly Option<string?> below = new("--base")
    {
        Description = "An image whose layers come first.",
        HelpName = "IMAGE",
    };
    private readonly Option<string?> user = new("--user")
    {
        Description = "The user that the program runs as; 1654 unless given, as in .NET's own images.",
        HelpName = "USER[:GROUP]",
    };
    private readonly Option<string[]> labels = new("--label")
    {
        Description = "A label; may be given several times.",
        HelpName = "KEY=VALUE",
    };
    private readonly Option<string[]> annotations = ImageOptions.Annotations(
        "An annotation; may be given several times. On GitHub Actions and Azure Pipelines source and revision are added."
    );

    public ImagePackCommand()
        : base("pack", "Make an image of a folder; equal content gives an equal digest.")
    {
        Take(OutputOptions.ForListing(), folder, destination, entryPoint, platforms, below, user, labels, annotations);
    }

    protected override async Task<ExitCode> RunAsync(Session session, ParseResult parsed, CancellationToken cancellationToken)
    {
        using var stores = ImageOptions.Stores(parsed, session.Clock);
        var location = ImageLocation.Parse(parsed.GetRequiredValue(destination));
        var request = new PackRequest
        {
            SourceDirectory = parsed.GetRequiredValue(folder),
            EntryPoint = parsed.GetValue(entryPoint) ?? [],
            User = parsed.GetValue(user) ?? PackRequest.DefaultUser,
            Base = parsed.GetValue(below) is { } name
                ? await stores.ResolveAsync(ImageLocation.Parse(name), cancellationToken)
                : null,
            Labels = ImageOptions.ReadAnnotations(parsed.GetValue(labels)),
            Annotations = BuildEnvironment
                .Detect(Environment.GetEnvironmentVariable)
                .ImageAnnotations(over: ImageOptions.ReadAnnotations(parsed.GetValue(annotations))),
        };
        var packed = await ImagePacker.PackAsync(
            [.. RequestsOf(request, parsed.GetValue(platforms) ?? [])],
            stores.OpenStore(location),
            location.Name,
            cancellationToken
        );
        ImageText.Write(session, "pack", location.ToString(), packed.Digest);
        return ExitCode.Pass;
    }

    private static IEnumerable<PackRequest> RequestsOf(PackRequest request, string[] platforms) =>
        platforms.Length == 0
            ? [request]
            : platforms
                .Select(written => written.Split('=', 2))
                .Select(parts =>
                    request with
                    {
                        Platform = Platform.Parse(parts[0]),
                        SourceDirectory = parts.ElementAtOrDefault(1) ?? request.SourceDirectory,
                    }
                );
}

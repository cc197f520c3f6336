using System.CommandLine;
using System.Text;
using SupplyChain.Attestations;
using SupplyChain.Cli.Options;
using SupplyChain.Cli.Terminal;
using SupplyChain.Images;
using SupplyChain.Scanning;
using SupplyChain.Signing;

namespace SupplyChain.Cli.Commands;

/// <summary><c>attest</c>: signs statements about images.</summary>
internal sealed class AttestCommand : SessionCommand
{
    private readonly Argument<string[]> images = ImageOptions.Several();
    private readonly Option<string?> key = KeyOption.ToSign();
    private readonly Option<string?> type = new("--type")
    {
        Description = "Predicate type: a URI or one of cosign's short names, such as cyclonedx, spdxjson, slsaprovenance1, vuln.",
        HelpName = "NAME|URI",
    };
    private readonly Option<string?> predicate = new("--predicate")
    {
        Description = "JSON file of the predicate.",
        HelpName = "FILE",
    };
    private readonly Option<string?> statement = new("--statement")
    {
        Description = "JSON file of a whole statement, in place of --type and --predicate.",
        HelpName = "FILE",
    };

    public AttestCommand()
        : base("attest", "Attest images: a signed statement of one predicate type beside each.")
    {
        Take(OutputOptions.ForListing(), images, key, type, predicate, statement);
        Validators.Add(result =>
        {
            var whole = result.GetResult(statement) is not null;
            if (whole == (result.GetResult(predicate) is not null) || whole == (result.GetResult(type) is not null))
            {
                result.AddError("'attest' needs either --type and --predicate, or --statement");
            }
        });
    }

    protected override async Task<ExitCode> RunAsync(Session session, ParseResult parsed, CancellationToken cancellationToken)
    {
        using var stores = ImageOptions.Stores(parsed, session.Clock);
        var make = Statement(parsed);
        var signer = new ImageSigner(KeyOption.Open(parsed, key), session.Clock);
        var published = new List<PublishedLine>();
        foreach (var location in parsed.GetRequiredValue(images).Select(ImageLocation.Parse).ToList())
        {
            var store = stores.OpenStore(location);
            var image = await stores.ResolveAsync(location, cancellationToken);
            var bundle = await signer.AttestAsync(store, image.Manifest, make(image.Digest), cancellationToken);
            published.Add(new PublishedLine(location.ToString(), image.Digest, bundle));
        }

        PublishedLine.Write(session, "attest", published);
        return ExitCode.Pass;
    }

    private Func<Digest, Statement> Statement(ParseResult parsed)
    {
        if (parsed.GetValue(statement) is { } file)
        {
            var whole = Attestations.Statement.Parse(InputFile.Read(file, Attestations.Statement.MaximumSize));
            return _ => whole;
        }

        var predicateType = PredicateTypes.Parse(parsed.GetRequiredValue(type)!);
        var content = InputFile.Read(parsed.GetRequiredValue(predicate)!, Attestations.Statement.MaximumSize);
        return digest =>
            predicateType == PredicateTypes.VulnerabilityScan && ScanOf(content, parsed.GetRequiredValue(predicate)!) is { } scan
                ? ScanStatement.Of(scan, [Subject.Of(digest)])
                : new Statement([Subject.Of(digest)], predicateType, content);
    }

    // What 'scan' prints becomes the predicate that says the same; anything else is taken for a predicate already.
    private static ScanReport? ScanOf(byte[] content, string origin) =>
        content.AsSpan().IndexOf(Encoding.UTF8.GetBytes($"\"{ScanReport.CurrentSchema}\"")) is >= 0 and < 200
            ? ScanReportJson.Read(content, origin)
            : null;
}

using System.CommandLine;
using SupplyChain.Cli.Options;
using SupplyChain.Cli.Terminal;
using SupplyChain.Scanning;

namespace SupplyChain.Cli.Commands;

/// <summary><c>sbom</c>: lists the packages of a target.</summary>
internal sealed class SbomCommand : SessionCommand
{
    private readonly Argument<string> target = TargetOptions.One();
    private readonly Option<SbomFormat> format = new ChoiceOption<SbomFormat>(
        "--sbom-format",
        "Which document to write; cyclonedx unless given.",
        ("cyclonedx", SbomFormat.CycloneDx),
        ("spdx", SbomFormat.Spdx)
    );
    private readonly Option<string?> platform = TargetOptions.Platform();
    private readonly Option<string[]> layouts = ImageOptions.Layouts();

    public SbomCommand()
        : base("sbom", "List the packages of a target as CycloneDX 1.6 or SPDX 2.3.")
    {
        Take(OutputOptions.ForData(), target, format, platform, layouts);
    }

    protected override async Task<ExitCode> RunAsync(Session session, ParseResult parsed, CancellationToken cancellationToken)
    {
        using var stores = ImageOptions.Stores(parsed, session.Clock, parsed.GetValue(layouts));
        var resolved = await TargetOptions.ResolveAsync(
            stores,
            parsed.GetRequiredValue(target),
            parsed.GetValue(platform),
            cancellationToken
        );
        var catalogue = await new Cataloguer().CatalogueAsync(resolved, cancellationToken);
        session.WriteJson(SbomWriter.Write(catalogue, parsed.GetValue(format), session.Clock));
        foreach (var limitation in catalogue.Limitations)
        {
            session.Say($"not covered: {limitation.Location} {limitation.Message}");
        }

        return ExitCode.Pass;
    }
}

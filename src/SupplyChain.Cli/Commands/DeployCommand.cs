using System.CommandLine;
using SupplyChain.Cli.Options;
using SupplyChain.Cli.Terminal;
using SupplyChain.Gate.Deployment;
using SupplyChain.Reports;

namespace SupplyChain.Cli.Commands;

/// <summary><c>deploy</c>: applies a gated folder, after it has proved to be what was judged.</summary>
internal sealed class DeployCommand : SessionCommand
{
    private readonly Argument<string> folder = new("gated-dir") { Description = "The folder that the gate wrote." };
    private readonly PolicyOptions policy = new();
    private readonly Option<bool> checkOnly = new("--check-only") { Description = "Check, and apply nothing." };

    public DeployCommand()
        : base("deploy", "Check that a folder is what the gate judged, and apply exactly these bytes with kubectl.")
    {
        Take(OutputOptions.ForReport(), [folder, .. policy.All, checkOnly]);
    }

    protected override async Task<ExitCode> RunAsync(Session session, ParseResult parsed, CancellationToken cancellationToken)
    {
        var layouts = parsed.GetValue(policy.Layouts) ?? [];
        using var stores = ImageOptions.Stores(parsed, TimeProvider.System, layouts);
        using var keys = SignerOptions.Opener(parsed, session);
        var request = new DeploymentRequest
        {
            Folder = parsed.GetRequiredValue(folder),
            Policy = await policy.ReadAsync(parsed, keys, cancellationToken),
            Stores = parsed.GetValue(CommonOptions.Offline) && layouts.Length == 0 ? null : stores,
            Attestations = parsed.GetValue(policy.Attestations) ?? [],
        };
        var result = await DeploymentCheck.VerifyAsync(request, cancellationToken);
        var report = result.ToReport(request.Folder);
        ReportOutput.Write(session, report, stream => ChecksJson.Write(report, stream));
        if (result.IsAllowed && !parsed.GetValue(checkOnly))
        {
            await Kubectl.Find().ApplyAsync(result.Files, session.Say, cancellationToken);
        }

        return result.ExitCode;
    }
}

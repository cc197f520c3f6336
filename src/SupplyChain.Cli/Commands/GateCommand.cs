using System.CommandLine;
using SupplyChain.Cli.Options;
using SupplyChain.Cli.Terminal;
using SupplyChain.Gate;
using SupplyChain.Gate.Verdicts;
using SupplyChain.Reports;
using SupplyChain.Signing.Signers;

namespace SupplyChain.Cli.Commands;

/// <summary><c>gate</c>: judges a release by a policy and hands on exactly what was judged.</summary>
internal sealed class GateCommand : SessionCommand
{
    private readonly Argument<string[]> manifests = new("manifests")
    {
        Description = "Rendered manifests: files or folders; '-' is standard input.",
        Arity = ArgumentArity.OneOrMore,
    };
    private readonly PolicyOptions policy = new();
    private readonly Option<string> folder = new("--out")
    {
        Description = "Folder for decision.json, the reports gate.*, verdict.jsonl and gated/; artifacts/gate unless given.",
        HelpName = "DIR",
        DefaultValueFactory = _ => Path.Combine("artifacts", "gate"),
    };
    private readonly Option<string?> key = new("--key", "-k")
    {
        Description = "The gatekeeper's private key: publishes the verdict beside each image and signs the gated manifests.",
        HelpName = "KEY",
    };

    public GateCommand()
        : base("gate", "Judge a release by a policy, and write the folder that may be deployed.")
    {
        Take(OutputOptions.ForReport(), [manifests, .. policy.All, folder, key, KeyOption.PasswordDescriptor]);
    }

    protected override async Task<ExitCode> RunAsync(Session session, ParseResult parsed, CancellationToken cancellationToken)
    {
        using var keys = SignerOptions.Opener(parsed, session);
        var environment = await policy.ReadAsync(parsed, keys, cancellationToken);
        var place = parsed.GetRequiredValue(folder);
        using var stores = ImageOptions.Stores(parsed, session.Clock, parsed.GetValue(policy.Layouts));
        ReportFolder.Remove(place, "gate");
        var result = await GateRun.RunAsync(
            new GateRequest
            {
                Policy = environment,
                Manifests = parsed.GetRequiredValue(manifests),
                StandardInput = Console.OpenStandardInput(),
                Stores = stores,
                Attestations = parsed.GetValue(policy.Attestations) ?? [],
                Signer = parsed.GetValue(key) is { } reference
                    ? await keys.OpenAsync(new SignerRequest { Key = reference }, cancellationToken)
                    : null,
                Output = place,
                Time = session.Clock,
            },
            cancellationToken
        );
        var report = result.Verdict.ToReport();
        await ReportFolder.WriteAsync(report, place, "gate", cancellationToken);
        ReportOutput.Write(session, report, stream => stream.Write(VerdictJson.Write(result.Verdict)));
        session.Say($"Decision: {result.Decision}");
        session.Say(result.Gated is { } gated ? $"May be deployed: {gated}" : "Nothing may be deployed.");
        return result.ExitCode;
    }
}

using System.CommandLine;
using System.Text;
using SupplyChain.Cli.Options;
using SupplyChain.Cli.Terminal;
using SupplyChain.Manifests;
using SupplyChain.Manifests.Linting;
using SupplyChain.Manifests.Linting.Fixes;
using SupplyChain.Manifests.Rendering;
using SupplyChain.Reports;
using SupplyChain.Signing;
using SupplyChain.Signing.Signers;
using SupplyChain.Tools;

namespace SupplyChain.Cli.Commands;

/// <summary><c>lint</c>: judges manifests by the hardening rules.</summary>
internal sealed class LintCommand : SessionCommand
{
    private readonly Argument<string[]> paths = new("path")
    {
        Description = "Files or folders of manifests, charts or kustomizations; '-' is standard input.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<Severity?> failOn = SeverityOption.FailOn("high");

    private readonly Option<bool> fix = new("--fix")
    {
        Description = "Mend in the files what has a safe fix, and lint the result.",
    };

    private readonly Option<bool> diff = new("--diff") { Description = "Print what --fix would change, as a unified diff." };

    private readonly Option<string?> bundle = new("--bundle")
    {
        Description = "Sign the result, as a statement about the bytes of each file, into this bundle; needs --key.",
        HelpName = "FILE",
    };

    private readonly Option<string?> key = new("--key", "-k")
    {
        Description = "Private key file for --bundle.",
        HelpName = "FILE",
    };

    private readonly Option<bool> listRules = new("--list-rules") { Description = "List the rules and end." };

    private readonly Option<string?> explain = new("--explain") { Description = "Explain one rule and end.", HelpName = "ID" };

    private readonly RuleOptions rules = new();

    public LintCommand()
        : base("lint", "Judge manifests by the hardening rules.")
    {
        Take(OutputOptions.ForReport(), [paths, .. rules.All, failOn, fix, diff, bundle, key, listRules, explain]);
        Validators.Add(result =>
        {
            var named = result.GetResult(paths)?.Tokens ?? [];
            if (named.Count == 0 && result.GetResult(listRules) is null && result.GetResult(explain) is null)
            {
                result.AddError("'lint' needs the path of at least one file or folder of manifests, or '-' for standard input");
            }

            if (result.GetResult(bundle) is null != result.GetResult(key) is null)
            {
                result.AddError("--bundle and --key go together");
            }

            if (result.GetResult(fix) is not null && result.GetResult(diff) is not null)
            {
                result.AddError("--fix changes the files and --diff does not, so they don't go together");
            }

            if (result.GetResult(fix) is not null && named.Any(token => token.Value == "-"))
            {
                result.AddError("--fix changes files, and standard input is none; print the changes with --diff");
            }
        });
    }

    protected override async Task<ExitCode> RunAsync(Session session, ParseResult parsed, CancellationToken cancellationToken)
    {
        var selected = rules.Selected(parsed);
        if (parsed.GetValue(explain) is { } id)
        {
            session.WriteText(writer => RuleText.Explain(selected.Select([id]), writer));
            return ExitCode.Pass;
        }

        if (parsed.GetValue(listRules))
        {
            session.WriteText(writer => RuleText.List(selected, writer));
            return ExitCode.Pass;
        }

        var options = rules.ToLintOptions(parsed, session.Clock);
        var loader = new ManifestLoader(new ToolRunner(session.Clock), ExternalTool.Find);
        await using var input = Console.OpenStandardInput();
        var manifests = await loader.LoadAsync(parsed.GetValue(paths)!, input, cancellationToken);
        if (parsed.GetValue(diff))
        {
            return PrintDiff(session, manifests, options);
        }

        var (linted, report) = parsed.GetValue(fix)
            ? Fixed(session, manifests, options)
            : (manifests, Linter.Lint(manifests, options));
        return await ReportAsync(parsed, session, linted, report, options.Rules, cancellationToken);
    }

    private async Task<ExitCode> ReportAsync(
        ParseResult parsed,
        Session session,
        ManifestSet manifests,
        LintReport lint,
        RuleSet judged,
        CancellationToken cancellationToken
    )
    {
        var threshold = parsed.GetValue(failOn) ?? Severity.High;
        var report = lint.ToReport(judged, threshold);
        ReportOutput.Write(session, report, stream => LintReportJson.Write(lint, stream));
        manifests.RequireReadable();
        if (parsed.GetValue(bundle) is { } path)
        {
            using var keys = new KeyOpener(KeyOption.Access(parsed));
            var signer = new BundleSigner(await keys.OpenAsync(parsed.GetRequiredValue(key)!, cancellationToken));
            var signed = await signer.SignAsync(LintStatement.Of(manifests, lint, threshold), cancellationToken);
            OutputFile.Write(path, stream => stream.Write(signed.ToBytes()));
        }

        return report.ExitCode;
    }

    private static ExitCode PrintDiff(Session session, ManifestSet manifests, LintOptions options)
    {
        var result = ManifestFixer.Fix(manifests, options);
        session.WriteText(writer =>
        {
            foreach (var file in result.Files)
            {
                LineDiff.Write(writer, file.Name, file.Before, file.After);
            }
        });
        Tell(session, "would mend", result);
        return ExitCode.Pass;
    }

    private static (ManifestSet Manifests, LintReport Report) Fixed(Session session, ManifestSet manifests, LintOptions options)
    {
        var result = ManifestFixer.Fix(manifests, options);
        foreach (var file in result.Files)
        {
            if (file.Before is null && File.Exists(file.Name))
            {
                throw new ConfigurationException(
                    "lint.fix",
                    $"'{SafeText.Line(file.Name)}' is there already and is not overwritten; name it among the manifests, or remove it."
                );
            }
        }

        foreach (var file in result.Files)
        {
            OutputFile.Write(file.Name, stream => stream.Write(Encoding.UTF8.GetBytes(file.After)));
        }

        Tell(session, "mended", result);
        return (result.Manifests, result.Report);
    }

    private static void Tell(Session session, string did, FixResult result)
    {
        session.Say($"lint {did} {result.Fixed.Count} findings in {result.Files.Count} files.");
        foreach (var (finding, reason) in result.Refused)
        {
            session.Say($"{finding.File}:{finding.Line}:{finding.Column}: {finding.Rule} is not mended. {reason}");
        }
    }
}

using System.CommandLine;
using SupplyChain.Cli.Options;
using SupplyChain.Cli.Terminal;
using SupplyChain.Manifests;
using SupplyChain.Manifests.Linting;
using SupplyChain.Reports;
using SupplyChain.Signing;

namespace SupplyChain.Cli.Commands;

/// <summary><c>lint</c>: judges manifests by the hardening rules.</summary>
internal sealed class LintCommand : SessionCommand
{
    private readonly Argument<string[]> paths = new("path")
    {
        Description = "Files or folders of manifests; '-' is standard input.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<string[]> rules = new("--rules")
    {
        Description = "Run these rules only: ids, with '*' for any characters; may be given several times.",
        HelpName = "GLOB",
    };

    private readonly Option<PodSecurityLevel?> podSecurity = new ChoiceOption<PodSecurityLevel?>(
        "--pod-security",
        "Hold every workload to this level of the Pod Security Standards.",
        ("baseline", PodSecurityLevel.Baseline),
        ("restricted", PodSecurityLevel.Restricted)
    );

    private readonly Option<string?> kubernetesVersion = new("--kubernetes-version")
    {
        Description = $"Version of the cluster, such as 1.34; {KubernetesVersion.Newest} unless given.",
        HelpName = "VERSION",
    };

    private readonly Option<Severity?> failOn = SeverityOption.FailOn("high");

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

    public LintCommand()
        : base("lint", "Judge manifests by the hardening rules.")
    {
        Take(OutputOptions.ForReport(), paths, rules, podSecurity, kubernetesVersion, failOn, bundle, key, listRules, explain);
        Validators.Add(result =>
        {
            var named = result.GetResult(paths) is { Tokens.Count: > 0 };
            if (!named && result.GetResult(listRules) is null && result.GetResult(explain) is null)
            {
                result.AddError("'lint' needs the path of at least one file or folder of manifests, or '-' for standard input");
            }

            if (result.GetResult(bundle) is null != result.GetResult(key) is null)
            {
                result.AddError("--bundle and --key go together");
            }
        });
    }

    protected override async Task<ExitCode> RunAsync(Session session, ParseResult parsed, CancellationToken cancellationToken)
    {
        var selected = parsed.GetValue(rules) is { Length: > 0 } patterns ? RuleSet.BuiltIn.Select(patterns) : RuleSet.BuiltIn;
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

        return await LintAsync(parsed, session, selected, cancellationToken);
    }

    private async Task<ExitCode> LintAsync(
        ParseResult parsed,
        Session session,
        RuleSet selected,
        CancellationToken cancellationToken
    )
    {
        var options = new LintOptions
        {
            Rules = selected,
            PodSecurity = parsed.GetValue(podSecurity),
            KubernetesVersion = parsed.GetValue(kubernetesVersion) is { } version
                ? KubernetesVersion.Parse(version)
                : KubernetesVersion.Newest,
        };
        var manifests = ManifestSet.Load(parsed.GetValue(paths)!, Console.In);
        var lint = Linter.Lint(manifests, options);
        var threshold = parsed.GetValue(failOn) ?? Severity.High;
        var report = lint.ToReport(selected, threshold);
        ReportOutput.Write(session, report, stream => LintReportJson.Write(lint, stream));
        manifests.RequireReadable();
        if (parsed.GetValue(bundle) is { } path)
        {
            var signer = new BundleSigner(KeyOption.Open(parsed, key));
            var signed = await signer.SignAsync(LintStatement.Of(manifests, lint, threshold), cancellationToken);
            OutputFile.Write(path, stream => stream.Write(signed.ToBytes()));
        }

        return report.ExitCode;
    }
}

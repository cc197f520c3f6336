using System.CommandLine;
using SupplyChain.Manifests.Linting;
using SupplyChain.Manifests.Linting.Suppressions;

namespace SupplyChain.Cli.Options;

/// <summary>Which rules judge, how, and what is suppressed.</summary>
internal sealed class RuleOptions
{
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

    private readonly Option<string?> config = new("--config")
    {
        Description = "Lint configuration: suppressions, locked rules, parameters of rules.",
        HelpName = "FILE",
    };

    private readonly Option<string?> baseline = new("--baseline")
    {
        Description = "Report of an earlier 'lint --format json', whose findings don't count.",
        HelpName = "FILE",
    };

    /// <summary>The options.</summary>
    public IReadOnlyList<Option> All => [rules, podSecurity, kubernetesVersion, config, baseline];

    /// <summary>The rules asked for; all unless some are named.</summary>
    public RuleSet Selected(ParseResult parsed) =>
        parsed.GetValue(rules) is { Length: > 0 } patterns ? RuleSet.BuiltIn.Select(patterns) : RuleSet.BuiltIn;

    /// <summary>How to lint.</summary>
    public LintOptions ToLintOptions(ParseResult parsed, TimeProvider clock)
    {
        var configuration = parsed.GetValue(config) is { } path ? LintConfiguration.Load(path) : LintConfiguration.Empty;
        return new LintOptions
        {
            Rules = Selected(parsed),
            PodSecurity = parsed.GetValue(podSecurity),
            KubernetesVersion = parsed.GetValue(kubernetesVersion) is { } version
                ? KubernetesVersion.Parse(version)
                : KubernetesVersion.Newest,
            Parameters = configuration.Parameters,
            Suppressions = new SuppressionOptions(
                DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime),
                configuration,
                parsed.GetValue(baseline) is { } known ? Baseline.Load(known) : null
            ),
        };
    }
}

using System.CommandLine;

namespace SupplyChain.Cli.Options;

/// <summary>The severity from which a finding fails the command.</summary>
internal static class SeverityOption
{
    /// <summary>Makes the option.</summary>
    /// <param name="otherwise">What happens where it is not given, to end a sentence.</param>
    public static Option<Severity?> FailOn(string otherwise) =>
        new ChoiceOption<Severity?>(
            "--fail-on",
            $"End with 1 when a finding is at or over this severity, or of unknown severity; {otherwise} unless given.",
            ("critical", Severity.Critical),
            ("high", Severity.High),
            ("medium", Severity.Medium),
            ("low", Severity.Low),
            ("negligible", Severity.Negligible)
        );
}

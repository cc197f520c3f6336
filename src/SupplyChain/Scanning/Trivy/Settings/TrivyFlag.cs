namespace SupplyChain.Scanning.Trivy.Settings;

/// <summary>A flag of Trivy.</summary>
/// <param name="Name">With its dashes.</param>
/// <param name="Commands">The commands that know it.</param>
/// <param name="Since">The first version that knows it; null for all that may be run.</param>
internal sealed record TrivyFlag(string Name, TrivyCommand Commands, Version? Since = null)
{
    /// <summary>Whether a command of a version knows it.</summary>
    public bool IsKnown(TrivyCommand command, Version version) =>
        Commands.HasFlag(command) && (Since is null || version >= Since);
}

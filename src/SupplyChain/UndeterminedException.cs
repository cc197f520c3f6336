namespace SupplyChain;

/// <summary>No answer could be found: a registry, tool or file system failed, or evidence is malformed. Never a pass, and not a denial.</summary>
/// <param name="code">Stable identifier in dotted lower case.</param>
/// <param name="message">What failed, on what, and the remedy.</param>
/// <param name="inner">The cause, if another exception is.</param>
public sealed class UndeterminedException(string code, string message, Exception? inner = null)
    : SupplyChainException(code, message, inner)
{
    /// <inheritdoc />
    public override ExitCode ExitCode => ExitCode.Undetermined;
}

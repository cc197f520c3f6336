namespace SupplyChain;

/// <summary>What the caller supplied is wrong: an option, a reference, a policy, a file that cannot be read. Nothing was tried.</summary>
/// <param name="code">Stable identifier in dotted lower case.</param>
/// <param name="message">What failed, on what, and the remedy.</param>
/// <param name="inner">The cause, if another exception is.</param>
public sealed class ConfigurationException(string code, string message, Exception? inner = null)
    : SupplyChainException(code, message, inner)
{
    /// <inheritdoc />
    public override ExitCode ExitCode => ExitCode.Usage;
}

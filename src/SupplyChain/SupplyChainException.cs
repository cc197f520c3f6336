namespace SupplyChain;

/// <summary>
/// Root of every failure this library reports on purpose. The message says in one sentence what failed, on what, and the
/// remedy; <see cref="Code"/> is stable and safe to match on.
/// </summary>
public abstract class SupplyChainException : Exception
{
    private protected SupplyChainException(string code, string message, Exception? inner)
        : base(message, inner) => Code = code;

    /// <summary>Stable identifier in dotted lower case, such as <c>image.reference</c>.</summary>
    public string Code { get; }

    /// <summary>The exit code of a command that ends with this failure.</summary>
    public abstract ExitCode ExitCode { get; }
}

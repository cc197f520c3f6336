namespace SupplyChain.Signing.Keys;

/// <summary>What keys may be opened with: variables, passwords, and the network.</summary>
public sealed record KeyAccess
{
    /// <summary>Gives a variable of the environment; null where it is not set.</summary>
    public required Func<string, string?> Environment { get; init; }

    /// <summary>Gives the password of a key, or the PIN of its token, by the key's name; null where there is none to give.</summary>
    public required Func<string, string?> Password { get; init; }

    /// <summary>Gives the beginning of the remedy for a wrong password, by where it comes from: <c>set COSIGN_PASSWORD to</c> unless set.</summary>
    public Func<string> PasswordRemedy { get; init; } = () => KeyFile.PasswordRemedy;

    /// <summary>Whether no connection may be opened.</summary>
    public bool Offline { get; init; }

    /// <summary>Whether a key service may be asked without TLS.</summary>
    public bool AllowHttp { get; init; }
}

using System.CommandLine;
using SupplyChain.Cli.Terminal;
using SupplyChain.Signing.Keys;

namespace SupplyChain.Cli.Options;

/// <summary>Keys: files as cosign writes them.</summary>
internal static class KeyOption
{
    /// <summary>The private key to sign with.</summary>
    public static Option<string?> ToSign() =>
        new("--key", "-k")
        {
            Description = $"Private key file to sign with; its password comes from {KeyFile.PasswordVariable}.",
            HelpName = "FILE",
            Required = true,
        };

    /// <summary>The public keys to verify by.</summary>
    public static Option<string[]> ToVerify() =>
        new("--key", "-k")
        {
            Description = "Public key file whose signatures count; may be given several times.",
            HelpName = "FILE",
        };

    /// <summary>Opens the private key.</summary>
    public static PrivateKey Open(ParseResult parsed, Option<string?> option)
    {
        var path = parsed.GetRequiredValue(option)!;
        return KeyFile.Load(path, () => Password.Of(path));
    }
}

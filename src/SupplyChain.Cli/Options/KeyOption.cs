using System.CommandLine;
using SupplyChain.Cli.Terminal;
using SupplyChain.Signing.Keys;

namespace SupplyChain.Cli.Options;

/// <summary>Keys by the references that cosign's users write, and where their passwords come from.</summary>
internal static class KeyOption
{
    private const string References =
        "a file, env://VARIABLE, pkcs11:…, hashivault://NAME, awskms://…, azurekms://… or gcpkms://…";

    /// <summary>The descriptor to read a password from.</summary>
    public static Option<int?> PasswordDescriptor { get; } =
        new("--password-fd")
        {
            Description =
                $"Read the key's password from this open file descriptor, up to its first line end, and not from {KeyFile.PasswordVariable}.",
            HelpName = "NUMBER",
        };

    /// <summary>The private key to sign with.</summary>
    public static Option<string?> ToSign(bool required = true) =>
        new("--key", "-k")
        {
            Description =
                $"Private key to sign with: {References}. The password of a file comes from {KeyFile.PasswordVariable}.",
            HelpName = "KEY",
            Required = required,
        };

    /// <summary>The public keys to verify by.</summary>
    public static Option<string[]> ToVerify() =>
        new("--key", "-k")
        {
            Description = $"Public key whose signatures count: {References}; may be given several times.",
            HelpName = "KEY",
        };

    /// <summary>What keys are opened with.</summary>
    public static KeyAccess Access(ParseResult parsed)
    {
        var descriptor = parsed.GetResult(PasswordDescriptor) is null ? null : parsed.GetValue(PasswordDescriptor);
        // A descriptor can be read once, and nobody wants to be asked twice, though cosign is run several times for one key.
        var known = new Dictionary<string, string?>(StringComparer.Ordinal);
        return new KeyAccess
        {
            Environment = Environment.GetEnvironmentVariable,
            Password = name => known.TryGetValue(name, out var given) ? given : known[name] = Password.Of(name, descriptor),
            PasswordRemedy = () => Password.Remedy(descriptor),
            Offline = parsed.GetValue(CommonOptions.Offline),
            AllowHttp = parsed.GetValue(CommonOptions.AllowHttp),
        };
    }
}

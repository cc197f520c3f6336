using System.CommandLine;
using SupplyChain.Cli.Terminal;
using SupplyChain.Signing.Signers;

namespace SupplyChain.Cli.Options;

/// <summary>Who signs, and with what.</summary>
internal sealed class SignerOptions
{
    private readonly Option<string?> key = KeyOption.ToSign(required: false);
    private readonly Option<SignerKind> kind = Kind(
        "Who makes the signature: this program (native, the default), or the installed cosign, which signs keyless as well."
    );
    private readonly Option<string?> token = Text(
        "--identity-token",
        "File of the identity token to sign keyless with (cosign)."
    );
    private readonly Option<string?> config = Text(
        "--signing-config",
        "File that names the log and the timestamp authority to ask (cosign); with a key, none are asked unless given."
    );
    private readonly Option<string?> root = Text("--trusted-root", "File of the trusted root that cosign knows its services by.");

    /// <summary>The options, in the order of a command's help.</summary>
    public IEnumerable<Option> All => [key, KeyOption.PasswordDescriptor, kind, token, config, root];

    /// <summary>The choice between this program and cosign.</summary>
    public static Option<SignerKind> Kind(string description) =>
        new ChoiceOption<SignerKind>("--signer", description, ("native", SignerKind.Native), ("cosign", SignerKind.Cosign));

    /// <summary>Opens keys and signers as the command line says.</summary>
    public static SignerOpener Opener(ParseResult parsed, Session session) => new(KeyOption.Access(parsed), session.Clock);

    /// <summary>What the command line asks for.</summary>
    /// <exception cref="ConfigurationException">Options are given that the native signer does not use.</exception>
    public SignerRequest Read(ParseResult parsed)
    {
        var request = new SignerRequest
        {
            Kind = parsed.GetValue(kind),
            Key = parsed.GetValue(key),
            IdentityToken = Full(parsed.GetValue(token)),
            SigningConfig = Full(parsed.GetValue(config)),
            TrustedRoot = Full(parsed.GetValue(root)),
        };
        return
            request.Kind == SignerKind.Cosign || (request.IdentityToken ?? request.SigningConfig ?? request.TrustedRoot) is null
            ? request
            : throw new ConfigurationException(
                "signer.options",
                "--identity-token, --signing-config and --trusted-root are for --signer cosign; add it, or leave them out."
            );
    }

    private static string? Full(string? path) => path is null ? null : Path.GetFullPath(path);

    private static Option<string?> Text(string name, string description) =>
        new(name) { Description = description, HelpName = "FILE" };
}

using System.CommandLine;
using SupplyChain.Cli.Options;
using SupplyChain.Cli.Terminal;
using SupplyChain.Signing.Bundles;

namespace SupplyChain.Cli.Commands;

/// <summary><c>sign-blob</c>: signs a file.</summary>
internal sealed class SignBlobCommand : SessionCommand
{
    private readonly Argument<string> file = new("file") { Description = "The file to sign." };
    private readonly SignerOptions signers = new();
    private readonly Option<string> bundle = BundleFile();

    public SignBlobCommand()
        : base("sign-blob", "Sign a file: a bundle with a signature over its bytes.")
    {
        Take(output: null, [file, .. signers.All, bundle]);
    }

    protected override async Task<ExitCode> RunAsync(Session session, ParseResult parsed, CancellationToken cancellationToken)
    {
        await using var content = InputFile.Open(parsed.GetRequiredValue(file));
        using var opener = SignerOptions.Opener(parsed, session);
        var signer = await opener.OpenAsync(signers.Read(parsed), cancellationToken);
        Write(session, parsed.GetRequiredValue(bundle), await signer.SignBlobAsync(content, cancellationToken));
        return ExitCode.Pass;
    }

    /// <summary>Where a bundle goes.</summary>
    internal static Option<string> BundleFile() =>
        new("--bundle")
        {
            Description = "Where the bundle goes.",
            HelpName = "FILE",
            Required = true,
        };

    /// <summary>Writes a bundle and says so.</summary>
    internal static void Write(Session session, string path, Bundle signed)
    {
        OutputFile.Write(path, stream => stream.Write(signed.ToBytes()));
        session.Say($"Wrote {path}.");
    }
}

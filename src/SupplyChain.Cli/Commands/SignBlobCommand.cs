using System.CommandLine;
using SupplyChain.Cli.Options;
using SupplyChain.Cli.Terminal;
using SupplyChain.Signing;

namespace SupplyChain.Cli.Commands;

/// <summary><c>sign-blob</c>: signs a file.</summary>
internal sealed class SignBlobCommand : SessionCommand
{
    private readonly Argument<string> file = new("file") { Description = "The file to sign." };
    private readonly Option<string?> key = KeyOption.ToSign();
    private readonly Option<string> bundle = new("--bundle")
    {
        Description = "Where the bundle goes.",
        HelpName = "FILE",
        Required = true,
    };

    public SignBlobCommand()
        : base("sign-blob", "Sign a file: a bundle with a signature over its bytes.")
    {
        Take(output: null, file, key, bundle);
    }

    protected override async Task<ExitCode> RunAsync(Session session, ParseResult parsed, CancellationToken cancellationToken)
    {
        await using var content = InputFile.Open(parsed.GetRequiredValue(file));
        var signed = await new BundleSigner(KeyOption.Open(parsed, key)).SignBlobAsync(content, cancellationToken);
        var path = parsed.GetRequiredValue(bundle);
        OutputFile.Write(path, stream => stream.Write(signed.ToBytes()));
        session.Say($"Wrote {path}.");
        return ExitCode.Pass;
    }
}

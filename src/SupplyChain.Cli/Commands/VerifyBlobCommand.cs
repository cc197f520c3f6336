using System.CommandLine;
using System.Security.Cryptography;
using SupplyChain.Attestations;
using SupplyChain.Cli.Options;
using SupplyChain.Cli.Terminal;
using SupplyChain.Images;
using SupplyChain.Reports;
using SupplyChain.Signing.Bundles;

namespace SupplyChain.Cli.Commands;

/// <summary><c>verify-blob</c>: tells whether a file is signed or attested.</summary>
internal sealed class VerifyBlobCommand : SessionCommand
{
    private readonly Argument<string> file = new("file|digest") { Description = "The file, or its sha256:… digest." };
    private readonly Option<string[]> keys = KeyOption.ToVerify();
    private readonly Option<string> bundle = new("--bundle")
    {
        Description = "The bundle with the signature.",
        HelpName = "FILE",
        Required = true,
    };
    private readonly Option<string?> type = new("--type")
    {
        Description =
            "Ask for an attestation of this predicate type (a URI or a short name), and not for a signature over the file.",
        HelpName = "NAME|URI",
    };

    public VerifyBlobCommand()
        : base("verify-blob", "Verify that a file is signed, or attested.")
    {
        Take(OutputOptions.ForReport(), file, keys, bundle, type);
    }

    protected override async Task<ExitCode> RunAsync(Session session, ParseResult parsed, CancellationToken cancellationToken)
    {
        var name = parsed.GetRequiredValue(file);
        var verifier = KeyOption.Verifier(parsed, keys);
        var given = Bundle.Parse(InputFile.Read(parsed.GetRequiredValue(bundle), Bundle.MaximumSize));
        var digest = await DigestOfAsync(name, cancellationToken);
        var verification = parsed.GetValue(type) is { } wanted
            ? verifier.VerifyStatement(given, digest, PredicateTypes.Parse(wanted))
            : verifier.VerifyBlob(given, digest);
        var result = verification.ToReport(name, digest);
        ReportOutput.Write(session, result, stream => ChecksJson.Write(result, stream));
        return result.ExitCode;
    }

    private static async Task<Digest> DigestOfAsync(string name, CancellationToken cancellationToken)
    {
        if (Digest.TryParse(name, out var digest))
        {
            return digest;
        }

        await using var content = InputFile.Open(name);
        return Digest.FromSha256(await SHA256.HashDataAsync(content, cancellationToken));
    }
}

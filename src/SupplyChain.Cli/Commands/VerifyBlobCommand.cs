using System.CommandLine;
using SupplyChain.Attestations;
using SupplyChain.Cli.Options;
using SupplyChain.Cli.Terminal;
using SupplyChain.Images;
using SupplyChain.Reports;
using SupplyChain.Signing.Bundles;
using SupplyChain.Signing.Keys;
using SupplyChain.Signing.Verification;

namespace SupplyChain.Cli.Commands;

/// <summary><c>verify-blob</c> and <c>verify-blob-attestation</c>: tell whether a file is signed or attested.</summary>
internal sealed class VerifyBlobCommand : SessionCommand
{
    private readonly Argument<string> file = new("file|digest") { Description = "The file, or its sha256:… digest." };
    private readonly VerificationOptions options = new();
    private readonly Option<string> bundle = new("--bundle")
    {
        Description = "The bundle with the signature.",
        HelpName = "FILE",
        Required = true,
    };
    private readonly Option<string?> type = new("--type")
    {
        Description = "Ask for an attestation of this predicate type (a URI or a short name).",
        HelpName = "NAME|URI",
    };

    private VerifyBlobCommand(string name, string description, bool needsType)
        : base(name, description)
    {
        type.Required = needsType;
        Take(OutputOptions.ForReport(), [file, .. options.All, bundle, type]);
    }

    /// <summary>The command that takes a signature over the file, or a statement of whichever type.</summary>
    public static VerifyBlobCommand Any() =>
        new("verify-blob", "Verify that a file is signed, or attested; the result says which.", needsType: false);

    /// <summary>The command that takes a statement of one type alone.</summary>
    public static VerifyBlobCommand Attestation() =>
        new("verify-blob-attestation", "Verify that a file is attested with a predicate type.", needsType: true);

    protected override async Task<ExitCode> RunAsync(Session session, ParseResult parsed, CancellationToken cancellationToken)
    {
        var name = parsed.GetRequiredValue(file);
        try
        {
            var result = await VerifyAsync(session, parsed, name, cancellationToken);
            Write(session, result);
            return result.ExitCode;
        }
        catch (UndeterminedException failure)
        {
            Write(session, failure.ToReport(name));
            throw;
        }
    }

    private async Task<Report> VerifyAsync(Session session, ParseResult parsed, string name, CancellationToken cancellationToken)
    {
        using var opener = SignerOptions.Opener(parsed, session);
        var policy = await options.PolicyAsync(parsed, opener, signers: 1, cancellationToken);
        var path = parsed.GetRequiredValue(bundle);
        var given = Bundle.Parse(InputFile.Read(path, Bundle.MaximumSize));
        var verifier = new Verifier(policy);
        var content = await ReadAsync(name, verifier, given, cancellationToken);
        var digest = Digest.TryParse(name, out var written) ? written : content.Sha256!.Value;
        var wanted = parsed.GetValue(type) is { } named ? PredicateTypes.Parse(named) : null;
        var cosign = options.IsByCosign(parsed) ? await options.CosignAsync(parsed, policy, opener, cancellationToken) : null;
        var verification =
            cosign is not null ? await cosign.VerifyBlobAsync(name, path, given, wanted, cancellationToken)
            : wanted is not null ? verifier.VerifyStatement(given, digest, wanted)
            : verifier.VerifyAny(given, content, digest);
        return verification.ToReport(name, digest);
    }

    private static void Write(Session session, Report result) =>
        ReportOutput.Write(session, result, stream => ChecksJson.Write(result, stream));

    private static async Task<SignedContent> ReadAsync(
        string name,
        Verifier verifier,
        Bundle bundle,
        CancellationToken cancellationToken
    )
    {
        if (Digest.TryParse(name, out var digest))
        {
            return SignedContent.Of(digest);
        }

        await using var content = InputFile.Open(name);
        return await verifier.ReadAsync([bundle], content, cancellationToken);
    }
}

using System.Text;
using System.Text.RegularExpressions;
using SupplyChain.Attestations;
using SupplyChain.Images;
using SupplyChain.Signing.Verification;
using SupplyChain.Tools;

namespace SupplyChain.Signing.Signers;

/// <summary>What cosign says of a signature. Its exit code is 1 for nearly everything, so that code and words are read together.</summary>
/// <param name="Status">What that means.</param>
/// <param name="Said">Its own words.</param>
/// <param name="Output">What it printed of the signatures that it verified.</param>
internal sealed partial record CosignAnswer(VerificationStatus Status, string Said, string Output)
{
    private const int MaximumOutput = 64 * 1024 * 1024;
    private const string OlderSignature = "cosign container image signature";

    // By the sources of versions 2 and 3; the first that fits counts.
    private static readonly (string Words, VerificationStatus Status)[] Denials =
    [
        ("no signatures found", VerificationStatus.Missing),
        ("none of the attestations matched the predicate type", VerificationStatus.WrongType),
        ("invalid predicate type", VerificationStatus.WrongType),
        ("missing or incorrect annotation", VerificationStatus.OtherAnnotations),
        ("does not match any digest in statement", VerificationStatus.OtherSubject),
        ("do not match digests in statement", VerificationStatus.OtherSubject),
        ("invalid or missing digest in claim", VerificationStatus.OtherSubject),
        ("failed to verify certificate identity", VerificationStatus.WrongIdentity),
        ("none of the expected identities matched", VerificationStatus.WrongIdentity),
        ("failed to verify log inclusion", VerificationStatus.Untrusted),
        ("failed to verify timestamps", VerificationStatus.Untrusted),
        ("failed to verify leaf certificate", VerificationStatus.Untrusted),
        ("failed to verify signed certificate timestamp", VerificationStatus.Untrusted),
        ("not enough verified", VerificationStatus.Untrusted),
        ("accepted signatures do not match threshold", VerificationStatus.WrongKey),
        ("invalid signature", VerificationStatus.WrongKey),
        ("failed to verify signature", VerificationStatus.WrongKey),
        ("no matching signatures", VerificationStatus.WrongKey),
    ];

    /// <summary>Reads an answer.</summary>
    /// <param name="result">How it ended.</param>
    /// <param name="command">What it was asked.</param>
    /// <exception cref="ConfigurationException">It was called wrongly.</exception>
    /// <exception cref="UndeterminedException">It could not tell.</exception>
    public static CosignAnswer Of(ToolResult result, string command)
    {
        const int nothingFound = 10;
        var said = CosignProgram.LastError(result.Error);
        return result.ExitCode == 0 ? new CosignAnswer(VerificationStatus.Verified, said, result.Output)
            : result.Error.Contains("unknown flag", StringComparison.Ordinal)
                ? throw new ConfigurationException(
                    "cosign.version",
                    $"cosign {command} refused: {said}; install a version from 2.6 to 4, or verify without --signer cosign."
                )
            : Unreached().IsMatch(result.Error) ? throw Undetermined(result, command, said)
            : result.ExitCode == nothingFound || NothingAttested().IsMatch(result.Error)
                ? new CosignAnswer(VerificationStatus.Missing, said, "")
            : Denials.FirstOrDefault(denial => said.Contains(denial.Words, StringComparison.Ordinal)) is { Words: not null } known
                ? new CosignAnswer(known.Status, said, "")
            : throw Undetermined(result, command, said);
    }

    /// <summary>The status for an image and a purpose: what cosign verified may be a statement of another type.</summary>
    public VerificationStatus StatusFor(Digest image, string predicateType)
    {
        if (Status != VerificationStatus.Verified)
        {
            return Status;
        }

        try
        {
            return predicateType == PredicateTypes.ImageSignature
                ? StatusOfSignatures(image)
                : StatusOfStatements(image, predicateType);
        }
        catch (Exception error) when (error is FormatException or UndeterminedException)
        {
            throw new UndeterminedException(
                "cosign.output",
                "cosign said that it verified something and printed what can't be read; verify without --signer cosign.",
                error
            );
        }
    }

    private VerificationStatus StatusOfSignatures(Digest image)
    {
        const int most = 10_000;
        using var document = StrictJson.Parse(Encoding.UTF8.GetBytes($$"""{"all":{{Output}}}"""), MaximumOutput);
        var claims = new JsonMembers(document.RootElement)
            .Elements("all", most)
            .Select(element => new JsonMembers(element, "all").Object("critical"))
            .Select(critical => (Type: critical.Text("type"), Digest: critical.Object("image").Text("docker-manifest-digest")))
            .ToArray();
        return !Array.Exists(claims, claim => claim.Digest == image.ToString()) ? VerificationStatus.OtherSubject
            : Array.Exists(
                claims,
                claim => claim.Digest == image.ToString() && claim.Type is PredicateTypes.ImageSignature or OlderSignature
            )
                ? VerificationStatus.Verified
            : VerificationStatus.WrongType;
    }

    private VerificationStatus StatusOfStatements(Digest image, string predicateType)
    {
        var statements = Output
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(line => Envelope.Parse(Encoding.UTF8.GetBytes(line)).ReadStatement())
            .ToArray();
        return !Array.Exists(statements, statement => statement.IsAbout(image)) ? VerificationStatus.OtherSubject
            : Array.Exists(
                statements,
                statement => statement.IsAbout(image) && PredicateTypes.IsKind(statement.PredicateType, predicateType)
            )
                ? VerificationStatus.Verified
            : VerificationStatus.WrongType;
    }

    private static UndeterminedException Undetermined(ToolResult result, string command, string said) =>
        new(
            "cosign.failed",
            $"cosign {command} ended with {result.ExitCode}: {said}; run it again, or verify without --signer cosign."
        );

    [GeneratedRegex(
        "dial tcp|no such host|connection refused|connection reset|i/o timeout|context deadline exceeded|TLS handshake|tls: |UNAUTHORIZED|DENIED|TOOMANYREQUESTS|MANIFEST_UNKNOWN|NAME_UNKNOWN|image tag not found|unexpected status code",
        RegexOptions.NonBacktracking
    )]
    private static partial Regex Unreached();

    [GeneratedRegex("no matching attestations: *\\r?\\n", RegexOptions.NonBacktracking)]
    private static partial Regex NothingAttested();
}

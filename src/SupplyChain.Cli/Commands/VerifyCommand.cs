using System.CommandLine;
using SupplyChain.Attestations;
using SupplyChain.Cli.Options;
using SupplyChain.Cli.Terminal;
using SupplyChain.Images;
using SupplyChain.Reports;
using SupplyChain.Signing.Verification;

namespace SupplyChain.Cli.Commands;

/// <summary><c>verify</c>: tells whether images are signed or attested, by whom, and what is missing.</summary>
internal sealed class VerifyCommand : SessionCommand
{
    private const int ImagesAtOnce = 16;

    private readonly Argument<string[]> images = ImageOptions.Several();
    private readonly VerificationOptions verification = new();
    private readonly Option<string?> type = new("--type")
    {
        Description =
            "Ask for an attestation of this predicate type (a URI or a short name), and not for a signature, unless that is the type.",
        HelpName = "NAME|URI",
    };
    private readonly Option<string[]> annotations = ImageOptions.Annotations(
        "Demand that this was signed along, which only signatures have; may be given several times."
    );
    private readonly Option<int> threshold = new("--signers")
    {
        Description = "How many different keys or identities must have signed; 1 unless given.",
        HelpName = "NUMBER",
        DefaultValueFactory = _ => 1,
    };
    private readonly Option<string[]> layouts = ImageOptions.Layouts();

    public VerifyCommand()
        : base("verify", "Verify that images are signed, or attested.")
    {
        Take(OutputOptions.ForReport(), [images, .. verification.All, type, annotations, threshold, layouts]);
    }

    protected override async Task<ExitCode> RunAsync(Session session, ParseResult parsed, CancellationToken cancellationToken)
    {
        using var stores = ImageOptions.Stores(parsed, session.Clock, parsed.GetValue(layouts));
        var wanted = ImageOptions.ReadAnnotations(parsed.GetValue(annotations));
        var predicateType = parsed.GetValue(type) is { } written ? PredicateTypes.Parse(written) : PredicateTypes.ImageSignature;
        RequireWhatIsAnnotated(predicateType, wanted);
        var locations = parsed.GetRequiredValue(images).Select(ImageLocation.Parse).ToList();
        if (verification.IsByCosign(parsed))
        {
            RequireWhatCosignReaches(parsed, locations);
        }

        // Keys and connections are opened side by side, since either takes milliseconds.
        var opening = Task.Run(() => OpenAsync(session, parsed, predicateType, wanted, cancellationToken), cancellationToken);
        var judged = new ReportSubject[locations.Count];
        var failures = new UndeterminedException?[locations.Count];
        await Parallel.ForAsync(
            0,
            locations.Count,
            new ParallelOptions
            {
                MaxDegreeOfParallelism = Math.Min(ImagesAtOnce, locations.Count),
                CancellationToken = cancellationToken,
            },
            async (index, cancel) =>
            {
                var name = locations[index].ToString();
                Digest? digest = null;
                try
                {
                    var resolving = stores.ResolveAsync(locations[index], cancel);
                    var verify = await opening;
                    var image = await resolving;
                    digest = image.Digest;
                    var report = await verify(image, cancel);
                    var isIndex = MediaTypes.IsIndex(image.Manifest.MediaType);
                    judged[index] = (report with { IsIndex = isIndex }).ToSubject(name);
                }
                catch (UndeterminedException failure)
                {
                    // What is known of the others is told all the same.
                    judged[index] = failure.ToSubject(name, digest);
                    failures[index] = failure;
                }
            }
        );
        var result = VerificationReports.OfImages(judged);
        ReportOutput.Write(session, result, stream => ChecksJson.Write(result, stream));
        return Array.Find(failures, failure => failure is not null) is { } first
            ? Talk.Fail(first, result.ExitCode, parsed.GetValue(CommonOptions.Verbose))
            : result.ExitCode;
    }

    private async Task<Func<ResolvedImage, CancellationToken, Task<VerificationReport>>> OpenAsync(
        Session session,
        ParseResult parsed,
        string predicateType,
        IReadOnlyDictionary<string, string> annotations,
        CancellationToken cancellationToken
    )
    {
        using var opener = SignerOptions.Opener(parsed, session);
        var policy = await verification.PolicyAsync(parsed, opener, parsed.GetValue(threshold), cancellationToken);
        var isSignature = predicateType == PredicateTypes.ImageSignature;
        if (verification.IsByCosign(parsed))
        {
            var cosign = await verification.CosignAsync(parsed, policy, opener, cancellationToken);
            return isSignature
                ? (image, cancel) => cosign.VerifyImageAsync(image.Source.Location, image.Digest, annotations, cancel)
                : (image, cancel) => cosign.VerifyAttestationsAsync(image.Source.Location, image.Digest, predicateType, cancel);
        }

        var verifier = new Verifier(policy);
        return isSignature
            ? (image, cancel) => verifier.VerifyImageAsync(image.Source, image.Digest, annotations, cancel)
            : (image, cancel) => verifier.VerifyAttestationsAsync(image.Source, image.Digest, predicateType, cancel);
    }

    private static void RequireWhatIsAnnotated(string predicateType, IReadOnlyDictionary<string, string> annotations)
    {
        if (predicateType != PredicateTypes.ImageSignature && annotations.Count > 0)
        {
            throw new ConfigurationException(
                "annotation.attestation",
                $"Only a signature has annotations, and --type asks for an attestation of type '{SafeText.Line(predicateType)}'; leave out -a, or --type."
            );
        }
    }

    // It would look for the same name in another place than was meant, or open connections that were forbidden.
    private void RequireWhatCosignReaches(ParseResult parsed, IReadOnlyList<ImageLocation> locations)
    {
        if (
            parsed.GetValue(CommonOptions.Offline)
            || parsed.GetValue(layouts) is { Length: > 0 }
            || locations.Any(location => location.Transport != ImageTransport.Registry)
        )
        {
            throw new ConfigurationException(
                "cosign.place",
                "cosign verifies images where it reaches them, in their registries; leave out --offline, --image-layout and other places, or verify without --signer cosign."
            );
        }
    }
}

using SupplyChain.Attestations;
using SupplyChain.Images;
using SupplyChain.Signing.Bundles;
using SupplyChain.Signing.Certificates;
using SupplyChain.Signing.Verification;

namespace SupplyChain.Signing.Signers;

/// <summary>
/// Verifies through the installed cosign, once for each signer that may have signed. What cosign reports is held against what was
/// asked, since cosign takes any signed statement about an image for its signature.
/// </summary>
public sealed class CosignVerifier
{
    private readonly CosignProgram cosign;
    private readonly CosignVerifierRequest request;

    internal CosignVerifier(CosignProgram cosign, CosignVerifierRequest request)
    {
        _ = request.Policy.Validated();
        this.cosign = cosign;
        this.request = request;
    }

    /// <summary>Verifies that an image in a registry is signed.</summary>
    /// <param name="repository">Registry and path.</param>
    /// <param name="image">Digest of the image.</param>
    /// <param name="annotations">Annotations that must be signed along; may be empty.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <exception cref="ConfigurationException">cosign says that it was called wrongly.</exception>
    /// <exception cref="UndeterminedException">cosign could not tell, such as for want of a network.</exception>
    public Task<VerificationReport> VerifyImageAsync(
        string repository,
        Digest image,
        IReadOnlyDictionary<string, string> annotations,
        CancellationToken cancellationToken
    ) =>
        VerifyAsync(
            ["verify", .. annotations.SelectMany(each => new[] { "-a", $"{each.Key}={each.Value}" })],
            repository,
            image,
            PredicateTypes.ImageSignature,
            cancellationToken
        );

    /// <summary>Verifies that an image in a registry is attested with a predicate type.</summary>
    /// <param name="repository">Registry and path.</param>
    /// <param name="image">Digest of the image.</param>
    /// <param name="predicateType">The predicate type.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <exception cref="ConfigurationException">cosign says that it was called wrongly.</exception>
    /// <exception cref="UndeterminedException">cosign could not tell, such as for want of a network.</exception>
    public Task<VerificationReport> VerifyAttestationsAsync(
        string repository,
        Digest image,
        string predicateType,
        CancellationToken cancellationToken
    ) => VerifyAsync(["verify-attestation", "--type", predicateType], repository, image, predicateType, cancellationToken);

    private async Task<VerificationReport> VerifyAsync(
        string[] command,
        string repository,
        Digest image,
        string type,
        CancellationToken cancellationToken
    )
    {
        var found = new FoundEvidence { Place = EvidencePlace.Referrer, Location = $"{repository}@{image}" };
        var results = await VerifyAsync(
            [.. command, "--output", "json", .. Registry(), found.Location],
            found,
            answer => answer.StatusFor(image, type),
            cancellationToken
        );
        return new VerificationReport(repository, image, type, results) { DemandedSigners = request.Policy.Signers };
    }

    /// <summary>Verifies a bundle about a file: a signature over it, or a statement about it.</summary>
    /// <param name="file">The file, or its <c>sha256:…</c> digest.</param>
    /// <param name="bundleFile">The file of the bundle.</param>
    /// <param name="bundle">What is in it.</param>
    /// <param name="predicateType">The predicate type to be attested with; null for whatever the bundle holds.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <exception cref="ConfigurationException">cosign says that it was called wrongly.</exception>
    /// <exception cref="UndeterminedException">cosign could not tell.</exception>
    public async Task<EvidenceVerification> VerifyBlobAsync(
        string file,
        string bundleFile,
        Bundle bundle,
        string? predicateType,
        CancellationToken cancellationToken
    )
    {
        var found = new FoundEvidence
        {
            Place = EvidencePlace.Detached,
            Location = "the given bundle",
            Bundle = bundle,
        };
        var statement = bundle.Envelope?.ReadStatement();
        if (statement is null && predicateType is not null)
        {
            return new EvidenceVerification(
                found,
                VerificationStatus.WrongType,
                [new Check(CheckIds.PredicateType, CheckOutcome.Failed, "It is a signature over a file and no statement.")]
            );
        }

        string[] what =
            statement is null ? ["verify-blob", file]
            : Digest.TryParse(file, out var digest)
                ? ["verify-blob-attestation", "--digest", digest.Hex, "--digestAlg", digest.Algorithm]
            : ["verify-blob-attestation", file];
        string[] type = statement is null ? [] : ["--type", predicateType ?? statement.PredicateType];
        var results = await VerifyAsync(
            [.. what, .. type, "--bundle", bundleFile],
            found,
            answer => answer.Status,
            cancellationToken
        );
        var best = results.FirstOrDefault(result => result.IsVerified) ?? results[0];
        return best.IsVerified ? best with { Statement = statement } : best;
    }

    private async Task<IReadOnlyList<EvidenceVerification>> VerifyAsync(
        IReadOnlyList<string> command,
        FoundEvidence found,
        Func<CosignAnswer, VerificationStatus> judge,
        CancellationToken cancellationToken
    )
    {
        using var folder = new SigningFolder();
        var results = new List<EvidenceVerification>();
        foreach (var key in request.Policy.Keys.DistinctBy(named => named.Key))
        {
            var file = folder.Write($"key{results.Count}.pub", key.Key.ToPem());
            var answer = await AskAsync([.. command, "--key", file], cancellationToken);
            var status = judge(answer);
            // A bundle that names the key which did not make its signature was altered, or is about something else.
            var told =
                status == VerificationStatus.WrongKey && found.Bundle?.Material.PublicKeyHint == key.Key.Hint
                    ? VerificationStatus.Tampered
                    : status;
            results.Add(Result(found, told, answer, $"the key '{key.Name}'") with { Signers = [key] });
        }

        foreach (var identity in request.Policy.Identities)
        {
            var answer = await AskAsync([.. command, .. CosignIdentity.Arguments(identity)], cancellationToken);
            results.Add(
                Result(found, judge(answer), answer, $"a certificate of {identity.Identity} by {identity.Issuer}") with
                {
                    Certificate = new CertificateClaims
                    {
                        Identity = identity.Identity.Text,
                        Issuer = identity.Issuer.Text,
                        All = new Dictionary<string, string>(),
                    },
                }
            );
        }

        return [.. results.Select(result => result.IsVerified ? result : result with { Signers = [], Certificate = null })];
    }

    private async Task<CosignAnswer> AskAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken) =>
        CosignAnswer.Of(
            await cosign.AskAsync([.. arguments, .. Trust()], Directory.GetCurrentDirectory(), cancellationToken),
            arguments[0]
        );

    private EvidenceVerification Result(FoundEvidence found, VerificationStatus status, CosignAnswer answer, string signer)
    {
        var holds = status == VerificationStatus.Verified;
        var outcome = holds ? CheckOutcome.Passed : CheckOutcome.Failed;
        var log = IgnoresLog
            ? new Check(CheckIds.LogEntry, CheckOutcome.Skipped, "cosign was told to look at no log entries.")
            : new Check(CheckIds.LogEntry, outcome, holds ? "cosign found it in a trusted log." : answer.Said);
        return new EvidenceVerification(
            found,
            status,
            [
                new Check(
                    CheckIds.Signature,
                    outcome,
                    holds ? $"cosign verified it with {signer}."
                        : answer.Status == VerificationStatus.Verified
                            ? $"cosign verified something else with {signer}, and no such statement about this."
                        : $"cosign did not verify it with {signer}: {answer.Said}."
                ),
                .. holds && request.Policy.Identities.Count > 0
                    ? [new Check(CheckIds.Identity, outcome, $"cosign verified it with {signer}.")]
                    : Array.Empty<Check>(),
                .. holds ? [log] : Array.Empty<Check>(),
            ]
        );
    }

    // With a key and without a trusted root there is nobody to believe, and cosign would fetch somebody.
    private bool IgnoresLog => request.Policy.LogEntries == 0 || request.TrustedRootFile is null;

    private IEnumerable<string> Trust()
    {
        if (request.TrustedRootFile is { } root)
        {
            yield return "--trusted-root";
            yield return root;
        }

        if (IgnoresLog)
        {
            yield return "--insecure-ignore-tlog=true";
        }

        if (request.Policy.SignedTimestamps > 0)
        {
            yield return "--use-signed-timestamps=true";
        }

        if (request.Policy.CertificateLogs == 0)
        {
            yield return "--insecure-ignore-sct=true";
        }

        // Before version 3 the older form is what is looked for.
        if (!cosign.TakesSigningConfig)
        {
            yield return "--new-bundle-format=true";
        }
    }

    private IEnumerable<string> Registry()
    {
        (string Option, string? Value)[] files =
        [
            ("--registry-cacert", request.Tls.AuthorityFile),
            ("--registry-client-cert", request.Tls.ClientCertificateFile),
            ("--registry-client-key", request.Tls.ClientKeyFile ?? request.Tls.ClientCertificateFile),
        ];
        return files
            .Where(file => file.Value is not null)
            .SelectMany(file => new[] { file.Option, file.Value! })
            .Concat(request.AllowHttp ? ["--allow-http-registry=true"] : []);
    }
}

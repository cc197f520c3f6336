using System.Collections.ObjectModel;
using System.Security.Cryptography;
using SupplyChain.Attestations;
using SupplyChain.Images;
using SupplyChain.Signing.Bundles;
using SupplyChain.Signing.Keys;

namespace SupplyChain.Signing.Verification;

/// <summary>
/// Verifies signatures and attestations by a policy, without a network of its own. A signature counts for its own purpose only:
/// an attestation never shows that an image is signed.
/// </summary>
public sealed class Verifier
{
    // So many signatures are opened before all others: most images have fewer.
    private const int FirstLook = 4;

    private static readonly IReadOnlyDictionary<string, string> NoAnnotations = ReadOnlyDictionary<string, string>.Empty;

    private readonly VerificationPolicy policy;

    /// <summary>Makes a verifier.</summary>
    /// <exception cref="ConfigurationException">By the policy nothing could be verified.</exception>
    public Verifier(VerificationPolicy policy) => this.policy = policy.Validated();

    /// <summary>Makes a verifier by keys alone, without a log; without any key, nothing is verified.</summary>
    public Verifier(IReadOnlyList<NamedKey> keys) => policy = new VerificationPolicy { Keys = keys };

    /// <summary>Verifies that an image is signed: a statement of type <see cref="PredicateTypes.ImageSignature"/>, or cosign's older form.</summary>
    /// <param name="source">Where the image is.</param>
    /// <param name="image">Its digest.</param>
    /// <param name="annotations">Annotations that must be signed along; may be empty.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <exception cref="UndeterminedException">The evidence cannot be gathered.</exception>
    public async Task<VerificationReport> VerifyImageAsync(
        IImageSource source,
        Digest image,
        IReadOnlyDictionary<string, string> annotations,
        CancellationToken cancellationToken
    )
    {
        // Whoever has signed has signed, whatever else there is. That nobody has is said only after looking everywhere.
        var search = source.BeginSearch();
        var most = Math.Max(FirstLook, policy.Signers);
        var report = VerifyImage(await EvidenceListing.PeekAsync(source, search, image, most, cancellationToken), annotations);
        return report.IsVerified
            ? report with
            {
                LeavesOutOthers = true,
            }
            : VerifyImage(await EvidenceListing.ReadAsync(source, search, image, cancellationToken), annotations);
    }

    /// <summary>Verifies that an image is attested with a predicate type; the statements are in <see cref="VerificationReport.Verified"/>.</summary>
    /// <exception cref="UndeterminedException">The evidence cannot be gathered.</exception>
    public async Task<VerificationReport> VerifyAttestationsAsync(
        IImageSource source,
        Digest image,
        string predicateType,
        CancellationToken cancellationToken
    ) => VerifyAttestations(await EvidenceListing.ReadAsync(source, image, cancellationToken), predicateType);

    /// <summary>As <see cref="VerifyImageAsync"/>, on evidence that was gathered before.</summary>
    public VerificationReport VerifyImage(EvidenceListing evidence, IReadOnlyDictionary<string, string> annotations) =>
        Report(evidence, PredicateTypes.ImageSignature, annotations);

    /// <summary>As <see cref="VerifyAttestationsAsync"/>, on evidence that was gathered before.</summary>
    public VerificationReport VerifyAttestations(EvidenceListing evidence, string predicateType) =>
        Report(evidence, predicateType, NoAnnotations);

    /// <summary>Verifies one signature that was found, as a statement of the predicate type about the artifact.</summary>
    public EvidenceVerification Verify(FoundEvidence evidence, Digest artifact, string predicateType) =>
        For(artifact, predicateType).Verify(evidence);

    /// <summary>Verifies a bundle that was handed over, which holds a statement about an artifact such as a file.</summary>
    /// <param name="bundle">The bundle.</param>
    /// <param name="artifact">Digest of the artifact.</param>
    /// <param name="predicateType">The predicate type it must have.</param>
    public EvidenceVerification VerifyStatement(Bundle bundle, Digest artifact, string predicateType) =>
        Verify(Detached(bundle), artifact, predicateType);

    /// <summary>Reads a file once, so that signatures over it can be verified.</summary>
    /// <param name="bundles">What will be verified.</param>
    /// <param name="content">The file.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <exception cref="ConfigurationException">A key needs the whole of a file that is too large for that.</exception>
    public Task<SignedContent> ReadAsync(IEnumerable<Bundle> bundles, Stream content, CancellationToken cancellationToken)
    {
        var hashes = new List<HashAlgorithmName>();
        var whole = false;
        foreach (var bundle in bundles.Where(bundle => bundle.MessageSignature is not null))
        {
            var holder = CertificateSignatureVerifier.KeyOf(bundle.Material);
            hashes.AddRange(policy.Keys.SelectMany(key => key.Key.Hashes));
            hashes.Add(bundle.MessageSignature!.Hash ?? HashAlgorithmName.SHA256);
            hashes.Add(holder?.DefaultHash ?? HashAlgorithmName.SHA256);
            whole |= holder is { SignsWithoutHash: true } || policy.Keys.Any(key => key.Key.Hashes.Count == 0);
        }

        return SignedContent.ReadAsync(content, hashes, whole, cancellationToken);
    }

    /// <summary>Verifies a bundle that holds a signature over a file, reading the file once.</summary>
    public async Task<EvidenceVerification> VerifyBlobAsync(Bundle bundle, Stream content, CancellationToken cancellationToken) =>
        VerifyBlob(bundle, await ReadAsync([bundle], content, cancellationToken));

    /// <summary>Verifies a bundle that holds a signature over a file.</summary>
    public EvidenceVerification VerifyBlob(Bundle bundle, SignedContent content) =>
        For(content.Sha256 ?? default, null).VerifyBlob(Detached(bundle), content);

    /// <summary>
    /// Verifies a bundle about a file: a signature over it, or a statement about it of whichever predicate type. Where the type
    /// matters, <see cref="VerifyStatement"/> asks for it.
    /// </summary>
    public EvidenceVerification VerifyAny(Bundle bundle, SignedContent content, Digest artifact) =>
        bundle.MessageSignature is null
            ? For(artifact, null).Verify(Detached(bundle))
            : For(artifact, null).VerifyBlob(Detached(bundle), content);

    private EvidenceVerifier For(
        Digest subject,
        string? predicateType,
        IReadOnlyDictionary<string, string>? annotations = null
    ) => new(policy, new Wanted(subject, predicateType, annotations ?? NoAnnotations));

    private VerificationReport Report(
        EvidenceListing evidence,
        string predicateType,
        IReadOnlyDictionary<string, string> annotations
    )
    {
        var verifier = For(evidence.Image, predicateType, annotations);
        return new VerificationReport(
            evidence.Location,
            evidence.Image,
            predicateType,
            [.. evidence.Items.Select(verifier.Verify)]
        )
        {
            DemandedSigners = policy.Signers,
        };
    }

    private static FoundEvidence Detached(Bundle bundle) =>
        new()
        {
            Place = EvidencePlace.Detached,
            Location = "the given bundle",
            Bundle = bundle,
        };
}

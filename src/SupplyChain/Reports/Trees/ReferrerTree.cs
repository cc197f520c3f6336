using SupplyChain.Attestations;
using SupplyChain.Images;
using SupplyChain.Signing.Verification;

namespace SupplyChain.Reports.Trees;

/// <summary>Gathers everything kept beside an image and the images of an index, wherever it is kept.</summary>
public sealed class ReferrerTree
{
    private const int DeepestLevel = 4;
    private const int ReadAtOnce = 8;
    private const string CreatedAnnotation = "org.opencontainers.image.created";

    private readonly IImageSource source;
    private readonly ReferrerSearch search;
    private readonly EvidenceOpener opener;

    private ReferrerTree(IImageSource source)
    {
        this.source = source;
        search = source.BeginSearch();
        opener = new EvidenceOpener(source);
    }

    /// <summary>Reads what is kept beside an image, what is kept beside that, and so on, four levels deep.</summary>
    /// <param name="source">Where the image is.</param>
    /// <param name="image">Its digest.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <exception cref="UndeterminedException">The place cannot be read, or what it lists is malformed.</exception>
    public static Task<TreeNode> ReadAsync(IImageSource source, Digest image, CancellationToken cancellationToken) =>
        new ReferrerTree(source).ReadImageAsync(image, platform: null, cancellationToken);

    private async Task<TreeNode> ReadImageAsync(Digest digest, Platform? platform, CancellationToken cancellationToken)
    {
        var referrers = ReadReferrersAsync(digest, 1, cancellationToken);
        var document = await source.ReadDocumentAsync(digest, cancellationToken);
        var images = await ReadAllAsync(
            (document.Index?.Manifests ?? []).Where(PlatformChoice.IsImage).DistinctBy(child => child.Digest),
            (child, cancel) => ReadImageAsync(child.Digest, child.Platform, cancel),
            cancellationToken
        );
        return new TreeNode(digest, document.Index is null ? TreeKind.Image : TreeKind.Index)
        {
            Platform = platform,
            Size = SizeOf(document),
            Created = CreatedOf(document),
            Images = images,
            Referrers = await referrers,
        };
    }

    private async Task<IReadOnlyList<TreeNode>> ReadReferrersAsync(Digest subject, int level, CancellationToken cancellationToken)
    {
        var found = await search.FindAsync(subject, ReferrerPlaces.All, cancellationToken);
        var nodes = await ReadAllAsync(
            found,
            (referrer, cancel) => ReadReferrerAsync(referrer, level, cancel),
            cancellationToken
        );
        return [.. nodes.SelectMany(several => several)];
    }

    // A manifest holds several signatures where cosign's older tags do. Nobody attaches anything to a signature or an attestation,
    // so that only what is something else is asked about for what is attached to it.
    private async Task<IReadOnlyList<TreeNode>> ReadReferrerAsync(
        Referrer referrer,
        int level,
        CancellationToken cancellationToken
    )
    {
        var document = await source.ReadDocumentAsync(referrer.Digest, cancellationToken);
        var evidence = await opener.OpenAsync(referrer, cancellationToken);
        var isEvidence = evidence.Any(item => item.Problem is null);
        var blank = new TreeNode(referrer.Digest, KindOf(referrer))
        {
            ArtifactType = referrer.Descriptor.ArtifactType,
            Size = SizeOf(document),
            Created = CreatedOf(document),
            Places = referrer.Places,
            Referrers =
                !isEvidence && level < DeepestLevel
                    ? await ReadReferrersAsync(referrer.Digest, level + 1, cancellationToken)
                    : [],
        };
        return evidence.Count == 0 ? [blank] : [.. evidence.Select(item => Describe(blank, item, document))];
    }

    private static TreeNode Describe(TreeNode blank, FoundEvidence evidence, OciDocument document) =>
        blank with
        {
            Kind = evidence switch
            {
                { Problem: not null } => blank.Kind,
                { SimpleSigning: not null } or { Bundle.MessageSignature: not null } => TreeKind.Signature,
                { ClaimedType: PredicateTypes.ImageSignature } => TreeKind.Signature,
                _ => TreeKind.Attestation,
            },
            PredicateType = evidence.ClaimedType,
            Signer = SignerHint.Of(evidence.Bundle),
            Size = document.Manifest!.Layers.FirstOrDefault(layer => layer.Digest == evidence.Content)?.Size ?? blank.Size,
            Problem = evidence.Problem,
        };

    private static TreeKind KindOf(Referrer referrer)
    {
        var type = referrer.Descriptor.ArtifactType;
        return
            referrer.Places.HasFlag(ReferrerPlaces.SbomTag)
            || type?.Contains("spdx", StringComparison.OrdinalIgnoreCase) is true
            || type?.Contains("cyclonedx", StringComparison.OrdinalIgnoreCase) is true
            ? TreeKind.Sbom
            : TreeKind.Artifact;
    }

    private static long SizeOf(OciDocument document) => document.Manifest?.Layers.Sum(layer => layer.Size) ?? 0;

    private static string? CreatedOf(OciDocument document) => document.Annotations?.GetValueOrDefault(CreatedAnnotation);

    private static async Task<IReadOnlyList<TOut>> ReadAllAsync<TIn, TOut>(
        IEnumerable<TIn> items,
        Func<TIn, CancellationToken, Task<TOut>> read,
        CancellationToken cancellationToken
    )
    {
        var list = items.ToList();
        var results = new TOut[list.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = ReadAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForAsync(
            0,
            list.Count,
            options,
            async (index, cancel) => results[index] = await read(list[index], cancel)
        );
        return results;
    }
}

using SupplyChain.Images;
using SupplyChain.Signing.Verification;

namespace SupplyChain.Reports;

/// <summary>Everything kept beside an image: what refers to it, and what refers to that. Nothing of it has been verified.</summary>
/// <param name="Digest">Digest of the manifest.</param>
/// <param name="Kind">What it claims to be: a predicate type, else an artifact type; null where it claims nothing.</param>
/// <param name="Place">The way it is kept: <c>referrer</c> or one of cosign's older tags.</param>
/// <param name="Referrers">What refers to it.</param>
public sealed record ReferrerTree(Digest Digest, string? Kind, string Place, IReadOnlyList<ReferrerTree> Referrers)
{
    private const int DeepestLevel = 4;

    /// <summary>Gathers what is kept beside an image, four levels deep at most.</summary>
    /// <exception cref="UndeterminedException">The place cannot be read.</exception>
    public static Task<ReferrerTree> ReadAsync(IImageSource source, Digest image, CancellationToken cancellationToken) =>
        ReadAsync(source, new ReferrerTree(image, null, "image", []), 1, cancellationToken);

    private static async Task<ReferrerTree> ReadAsync(
        IImageSource source,
        ReferrerTree node,
        int level,
        CancellationToken cancellationToken
    )
    {
        var claims = await EvidenceListing.ReadAsync(source, node.Digest, cancellationToken);
        var types = claims.Items.Where(item => item.Manifest is not null).ToLookup(item => item.Manifest!.Value);
        var referrers = new List<ReferrerTree>();
        foreach (var referrer in await source.ListReferrersAsync(node.Digest, cancellationToken))
        {
            var kind = types[referrer.Digest].Select(item => item.ClaimedType).FirstOrDefault(type => type is not null);
            var child = new ReferrerTree(referrer.Digest, kind ?? referrer.ArtifactType, "referrer", []);
            referrers.Add(level < DeepestLevel ? await ReadAsync(source, child, level + 1, cancellationToken) : child);
        }

        var tags = claims.Items.Where(item => item.Place is EvidencePlace.SignatureTag or EvidencePlace.AttestationTag);
        referrers.AddRange(
            tags.Where(item => item.Manifest is not null)
                .Select(item => new ReferrerTree(item.Manifest!.Value, item.ClaimedType, Word(item.Place), []))
        );
        return node with { Referrers = referrers };
    }

    private static string Word(EvidencePlace place) => place == EvidencePlace.SignatureTag ? "tag .sig" : "tag .att";
}

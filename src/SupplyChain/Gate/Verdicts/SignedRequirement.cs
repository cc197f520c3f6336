using SupplyChain.Gate.Evidence;
using SupplyChain.Gate.Policies;
using SupplyChain.Images;

namespace SupplyChain.Gate.Verdicts;

/// <summary>Judges whether an image has evidence of one kind by one of the signers that may give it.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Noun">The kind of evidence, as in <c>it lacks an SBOM by ci</c>.</param>
/// <param name="PredicateTypes">The predicate types of the kind.</param>
/// <param name="Remedy">What to do where it is missing.</param>
internal sealed record SignedRequirement(string Rule, string Noun, IReadOnlyList<string> PredicateTypes, string Remedy)
{
    public static SignedRequirement Signature { get; } =
        new(
            RuleIds.Signature,
            "a signature",
            [Attestations.PredicateTypes.ImageSignature],
            "Sign the image with a key of that signer."
        );

    public static SignedRequirement Provenance { get; } =
        new(
            RuleIds.ProvenancePresent,
            "provenance",
            [Attestations.PredicateTypes.Provenance],
            "Attest the image's provenance (SLSA v1) with a key of that signer."
        );

    public static SignedRequirement Sbom { get; } =
        new(
            RuleIds.SbomPresent,
            "an SBOM",
            [Attestations.PredicateTypes.CycloneDx, Attestations.PredicateTypes.Spdx],
            "Attest an SBOM of the image with a key of that signer."
        );

    public static SignedRequirement Scan { get; } =
        new(
            RuleIds.ScanPresent,
            "a scan",
            [Attestations.PredicateTypes.VulnerabilityScan],
            "Scan the image and attest the report with a key of that signer."
        );

    /// <summary>Whether evidence is by one of the signers.</summary>
    public static bool IsBy(EvidenceReference reference, SignedBy by) => reference.Signers.Intersect(by.Signers).Any();

    /// <summary>Notes when evidence that was asked for stops to count: when the last of its signers' keys does.</summary>
    public static void NoteEnd(CheckList checks, SignedBy by, params IEnumerable<EvidenceReference> evidence)
    {
        foreach (var reference in evidence)
        {
            var accepted = reference.AcceptedBy.Where(one => by.Signers.Contains(one.Signer)).ToArray();
            if (accepted.Length > 0 && Array.TrueForAll(accepted, one => one.EndsAt is not null))
            {
                var last = accepted.MaxBy(one => one.EndsAt)!;
                checks.Expiry.Note(last.EndsAt!.Value, $"The key {Printable.Quote(last.Key!)} of signer '{last.Signer}' ends.");
            }
        }
    }

    /// <summary>Adds the check; null where the image is not covered.</summary>
    public EvidenceCover<T>? Judge<T>(
        CheckList checks,
        ImageEvidence image,
        SignedBy by,
        (IReadOnlyList<T> Items, Func<T, EvidenceReference> Reference) all
    )
        where T : class
    {
        var cover = EvidenceCover.Find(image, all.Items.Where(item => IsBy(all.Reference(item), by)), all.Reference);
        if (!cover.IsComplete)
        {
            AddMissing(checks, image, by, cover.Missing.Count < image.Platforms.Count ? cover.Missing : []);
            return null;
        }

        var references = cover.Chosen.Select(all.Reference).ToArray();
        var signers = string.Join(
            ", ",
            references.SelectMany(item => item.Signers).Intersect(by.Signers).Order(StringComparer.Ordinal)
        );
        var where =
            image.Platforms.Count == 0 ? ""
            : references[0].Subject == image.Digest ? ", on the index"
            : ", on every platform";
        checks.Pass(Rule, $"It has {Noun} by {signers}{where}.", references);
        NoteEnd(checks, by, references);
        return cover;
    }

    /// <summary>Adds the check of evidence that is not there: an error where something unreadable could be it.</summary>
    /// <param name="checks">Where to.</param>
    /// <param name="image">The image.</param>
    /// <param name="by">Who was to sign it.</param>
    /// <param name="platforms">The platforms without; empty where there is none at all.</param>
    public void AddMissing(CheckList checks, ImageEvidence image, SignedBy by, IReadOnlyList<string> platforms)
    {
        var what = platforms.Count == 0 ? "" : $" for {string.Join(", ", platforms)}";
        var missing = $"It lacks {Noun} by {by}{what}";
        if (image.Unreadable.FirstOrDefault(item => item.Type is null || IsKind(item.Type)) is { } unreadable)
        {
            checks.Error(
                Rule,
                $"{missing} that can be read, and what is at {unreadable.Location} can't be: {unreadable.Reason}",
                "Fetch or publish that evidence anew."
            );
            return;
        }

        // First what one of those that were asked for has signed, as that is what can be mended.
        var others = image
            .Untrusted.Where(item => item.Type is { } type && IsKind(type))
            .OrderByDescending(item => item.Signers.Intersect(by.Signers).Any())
            .ToArray();
        var hint =
            others.Length == 0
                ? ""
                : FormattableString.Invariant($" ({others.Length} found that can't count: {others[0].Reason})");
        checks.Fail(Rule, $"{missing}{hint}.", Remedy);
    }

    public bool IsKind(string type) => PredicateTypes.Any(wanted => Attestations.PredicateTypes.IsKind(type, wanted));
}

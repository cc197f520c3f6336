using SupplyChain.Gate.Evidence;

namespace SupplyChain.Gate.Verdicts;

/// <summary>The evidence that covers an image: one about the whole, or one about each of its platforms.</summary>
/// <param name="Chosen">The evidence.</param>
/// <param name="Missing">The platforms without; empty where the image is covered.</param>
internal sealed record EvidenceCover<T>(IReadOnlyList<T> Chosen, IReadOnlyList<string> Missing)
{
    public bool IsComplete => Chosen.Count > 0 && Missing.Count == 0;
}

/// <summary>Finds the evidence that covers an image.</summary>
internal static class EvidenceCover
{
    /// <summary>Finds it among candidates; of several, the one with the lowest digest, so that the choice is always the same.</summary>
    public static EvidenceCover<T> Find<T>(ImageEvidence image, IEnumerable<T> candidates, Func<T, EvidenceReference> reference)
        where T : class
    {
        var sorted = candidates.OrderBy(item => reference(item).Digest.ToString(), StringComparer.Ordinal).ToArray();
        if (sorted.FirstOrDefault(item => reference(item).Subject == image.Digest) is { } whole)
        {
            return new EvidenceCover<T>([whole], []);
        }

        var parts = image.Platforms.Select(part =>
            (part.Name, Item: sorted.FirstOrDefault(item => reference(item).Subject == part.Digest))
        );
        var found = parts.ToLookup(part => part.Item is not null);
        return new EvidenceCover<T>([.. found[true].Select(part => part.Item!)], [.. found[false].Select(part => part.Name)]);
    }
}

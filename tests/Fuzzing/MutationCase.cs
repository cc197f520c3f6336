using SupplyChain.Testing.Sigstore;

namespace SupplyChain.Fuzzing;

/// <summary>A signature that is accepted, as JSON whose every place can be changed.</summary>
/// <param name="Name">What it is called in the list.</param>
/// <param name="Json">The JSON.</param>
/// <param name="IsAccepted">Whether a changed one is still accepted.</param>
internal sealed record MutationCase(string Name, byte[] Json, Func<byte[], Task<bool>> IsAccepted)
{
    /// <summary>Other good signatures, whose parts are put into this one.</summary>
    public IReadOnlyList<byte[]> Others { get; init; } = [];

    /// <summary>All changes.</summary>
    public IEnumerable<BundleChange> Changes =>
        BundleChanges
            .Bytes(Json)
            .Concat(BundleChanges.Lengths(Json))
            .Concat(BundleChanges.Drops(Json))
            .Concat(BundleChanges.Additions(Json))
            .Concat(Others.SelectMany(other => BundleChanges.Swaps(Json, other)));
}

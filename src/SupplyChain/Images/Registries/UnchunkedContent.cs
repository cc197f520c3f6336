using SupplyChain.Images.Registries.Http;
using SupplyChain.Images.Streams;

namespace SupplyChain.Images.Registries;

/// <summary>Content that is read once, forward, and sent in one piece, for registries that take no chunks.</summary>
/// <param name="proven">The content, which proves itself as it is read; disposed with this object.</param>
/// <param name="size">How many bytes it has.</param>
internal sealed class UnchunkedContent(Stream proven, long size) : UploadContent
{
    private bool isBegun;

    /// <inheritdoc />
    public override long LargestPiece { get; set; } = long.MaxValue;

    /// <inheritdoc />
    public override bool CanReadFrom(long from) => from == 0 && !isBegun;

    /// <inheritdoc />
    public override Task<UploadPiece> ReadAsync(long from, CancellationToken cancellationToken) =>
        Task.FromResult(new UploadPiece(0, size, Begin));

    /// <inheritdoc />
    public override ValueTask DisposeAsync() => proven.DisposeAsync();

    private StreamContent Begin()
    {
        if (isBegun)
        {
            throw new UndeterminedException(
                RegistryFailure.UploadLost,
                "A blob would have to be sent once more that can only be read once; try again."
            );
        }

        isBegun = true;
        return new StreamContent(new UnownedStream(proven));
    }
}

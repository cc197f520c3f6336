using System.Diagnostics.CodeAnalysis;
using SupplyChain.Images.Streams;

namespace SupplyChain.Images.Registries;

/// <summary>What is uploaded, in pieces that can be sent again.</summary>
internal abstract class UploadContent : IAsyncDisposable
{
    /// <summary>How many bytes a piece has at most.</summary>
    public abstract long LargestPiece { get; set; }

    /// <summary>Content to upload.</summary>
    /// <param name="blob">What it has to be.</param>
    /// <param name="content">The content; not disposed with this object.</param>
    /// <param name="what">What it is, for messages, as the subject of a sentence.</param>
    /// <param name="inChunks">Whether the registry takes chunks.</param>
    [SuppressMessage("Reliability", "CA2000", Justification = "The object that is returned disposes it.")]
    public static UploadContent Of(Descriptor blob, Stream content, string what, bool inChunks)
    {
        var proven = VerifyingStream.Proving(content, blob, what);
        var plain = content is VerifyingStream verifying ? verifying.Unproven : content;
        return plain is { CanSeek: true } ? new SeekableContent(proven, plain, blob.Size, inChunks)
            : inChunks ? new StreamedContent(proven, blob.Size)
            : new UnchunkedContent(proven, blob.Size);
    }

    /// <summary>Whether <see cref="ReadAsync"/> can read from a byte on.</summary>
    public abstract bool CanReadFrom(long from);

    /// <summary>The piece from a byte on.</summary>
    /// <exception cref="UndeterminedException">The content turns out not to be what its descriptor says.</exception>
    public abstract Task<UploadPiece> ReadAsync(long from, CancellationToken cancellationToken);

    /// <summary>Proves that the content is what its descriptor says, unless reading it has done so.</summary>
    /// <exception cref="UndeterminedException">It is not.</exception>
    public virtual Task ProveAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public abstract ValueTask DisposeAsync();
}

using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace SupplyChain.Images.Streams;

/// <summary>
/// Passes content on while hashing it, and fails where it turns out not to have the size and digest it should. Where the
/// size is known, the last bytes are withheld until the digest is right.
/// </summary>
/// <param name="inner">The content; disposed with this stream.</param>
/// <param name="digest">The digest it has to have.</param>
/// <param name="size">Its size in bytes, where it is known.</param>
/// <param name="what">What the content is, for messages, as the subject of a sentence.</param>
internal sealed class VerifyingStream(Stream inner, Digest digest, long? size, string what) : ReadOnlyStream
{
    private readonly IncrementalHash hash = digest.NewHash();
    private long count;
    private bool verified;

    /// <summary>The content itself, unproven, where it can be read again; null where it cannot.</summary>
    public Stream? Unproven => inner.CanSeek ? inner : null;

    /// <summary>A stream that proves this descriptor: the content itself where it does so already, since hashing costs time.</summary>
    /// <param name="content">The content; not disposed with the stream that is returned.</param>
    /// <param name="expected">What it has to be.</param>
    /// <param name="what">What the content is, for messages, as the subject of a sentence.</param>
    [SuppressMessage("Reliability", "CA2000", Justification = "It owns nothing, since the content stays the caller's.")]
    public static Stream Proving(Stream content, Descriptor expected, string what) =>
        content is VerifyingStream proof && proof.Proves(expected)
            ? new UnownedStream(content)
            : new VerifyingStream(new UnownedStream(content), expected.Digest, expected.Size, what);

    /// <inheritdoc />
    public override int Read(Span<byte> buffer)
    {
        var read = inner.Read(buffer);
        Check(buffer[..read], buffer.Length == 0);
        return read;
    }

    /// <inheritdoc />
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await inner.ReadAsync(buffer, cancellationToken);
        Check(buffer.Span[..read], buffer.Length == 0);
        return read;
    }

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            hash.Dispose();
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private bool Proves(Descriptor expected) => count == 0 && digest == expected.Digest && size == expected.Size;

    private void Check(ReadOnlySpan<byte> content, bool nothingAsked)
    {
        hash.AppendData(content);
        count += content.Length;
        if (size is { } known && (count > known || (content.IsEmpty && !nothingAsked && count < known)))
        {
            throw Altered(
                count > known ? $"has more than the {known} bytes it should have" : $"ends after {count} of {known} bytes"
            );
        }

        if (!verified && (count == size || (content.IsEmpty && !nothingAsked)))
        {
            var actual = Digest.FromHash(hash);
            verified = actual == digest ? true : throw Altered($"has the digest {actual} instead of {digest}");
        }
    }

    private UndeterminedException Altered(string how) =>
        new("image.content-altered", $"{what} {how}; remove it and push or copy the image again.");
}

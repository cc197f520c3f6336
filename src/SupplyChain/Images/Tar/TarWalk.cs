namespace SupplyChain.Images.Tar;

/// <summary>
/// Walks the entries of a tar stream in one pass, with bounds on everything that an archive can claim. Nothing is written.
/// </summary>
/// <param name="stream">The uncompressed archive.</param>
/// <param name="name">What it is, for messages.</param>
internal sealed class TarWalk(Stream stream, string name) : IDisposable
{
    private const int LongestExtension = 1024 * 1024;

    // More than any file system holds, and small enough to be added to.
    private const long LargestContent = 1L << 56;

    private readonly TarBuffer buffer = new(stream);
    private byte[] content = [];
    private long remaining;
    private int padding;

    /// <summary>Bytes read so far.</summary>
    public long BytesRead => buffer.BytesRead;

    /// <summary>Where the rest of the current entry's content begins, in bytes from where the stream stood.</summary>
    public long ContentOffset => buffer.Offset;

    /// <summary>Whether the mark of the archive's end has been read (POSIX.1-2017, pax, "ustar Interchange Format"); some writers leave it out.</summary>
    public bool IsEnded { get; private set; }

    /// <summary>The next entry, past the content of the one before; null at the end.</summary>
    /// <exception cref="UndeterminedException">The archive is malformed or ends early.</exception>
    public async ValueTask<TarItem?> NextAsync(CancellationToken cancellationToken)
    {
        TarExtension? extension = null;
        while (true)
        {
            await SkipContentAsync(cancellationToken);
            await buffer.FillAsync(TarHeader.BlockSize, cancellationToken);
            if (buffer.Available.IsEmpty)
            {
                return extension is null ? null : throw Malformed("it ends after an extended header");
            }

            var header = await TakeBlockAsync(cancellationToken);
            if (!header.Span.ContainsAnyExcept((byte)0))
            {
                IsEnded = true;
                return extension is null ? null : throw Malformed("it ends after an extended header");
            }

            switch (Check(header.Span))
            {
                // It says something about the whole archive, and cannot rename an entry.
                case (byte)'g':
                    break;
                case (byte)'x' or (byte)'L' or (byte)'K':
                    extension ??= new TarExtension();
                    await ReadExtensionAsync(TarHeader.Type(header.Span), extension, cancellationToken);
                    break;
                default:
                    var item = Describe(header.Span, extension);
                    await SkipSparseMapAsync(TarHeader.HasSparseMap(header.Span), cancellationToken);
                    return item;
            }
        }
    }

    /// <summary>The content of the current entry, valid until that of another is read.</summary>
    /// <exception cref="UndeterminedException">The archive ends early.</exception>
    public async ValueTask<ReadOnlyMemory<byte>> ReadContentAsync(CancellationToken cancellationToken)
    {
        // One buffer serves all entries, so that memory follows the largest and not their sum.
        if (content.Length < remaining)
        {
            content = new byte[remaining];
        }

        var taken = 0;
        while (await ReadPartAsync(cancellationToken) is { IsEmpty: false } part)
        {
            part.CopyTo(content.AsMemory(taken));
            taken += part.Length;
        }

        return content.AsMemory(0, taken);
    }

    /// <summary>The first bytes of the content of the current entry; nothing is taken.</summary>
    /// <exception cref="UndeterminedException">The archive ends early.</exception>
    public async ValueTask<ReadOnlyMemory<byte>> PeekAsync(int length, CancellationToken cancellationToken)
    {
        var count = (int)Math.Min(length, remaining);
        await RequireAsync(count, cancellationToken);
        return buffer.Available[..count];
    }

    /// <summary>The next part of the content of the current entry, valid until the next call; empty at its end.</summary>
    /// <exception cref="UndeterminedException">The archive ends early.</exception>
    public async ValueTask<ReadOnlyMemory<byte>> ReadPartAsync(CancellationToken cancellationToken)
    {
        if (remaining == 0)
        {
            return default;
        }

        await RequireAsync(1, cancellationToken);
        var part = buffer.Take((int)Math.Min(buffer.Available.Length, remaining));
        remaining -= part.Length;
        return part;
    }

    /// <inheritdoc />
    public void Dispose() => buffer.Dispose();

    // Checks a header, and takes its word for the size of what follows.
    private byte Check(ReadOnlySpan<byte> header)
    {
        if (!TarHeader.HasValidChecksum(header) || !TarHeader.TrySize(header, out var size))
        {
            throw Malformed("it has a malformed header");
        }

        SetContent(size);
        return TarHeader.Type(header);
    }

    private TarItem Describe(ReadOnlySpan<byte> header, TarExtension? extension)
    {
        var type = TarHeader.Type(header);
        var entryName = extension?.Name ?? TarHeader.Name(header);
        var kind = type switch
        {
            (byte)'5' => TarKind.Folder,
            (byte)'1' => TarKind.HardLink,
            (byte)'2' => TarKind.SymbolicLink,
            0 or (byte)'0' or (byte)'7' when entryName.EndsWith('/') => TarKind.Folder,
            0 or (byte)'0' or (byte)'7' when extension is not { Sparse: true } => TarKind.File,
            _ => TarKind.Other,
        };
        // Links, devices, directories and pipes have no content, whatever their size says.
        SetContent(type is >= (byte)'1' and <= (byte)'6' ? 0 : extension?.Size ?? remaining);
        return new TarItem(entryName, kind, extension?.LinkTarget ?? TarHeader.LinkTarget(header), remaining);
    }

    private async ValueTask ReadExtensionAsync(byte type, TarExtension extension, CancellationToken cancellationToken)
    {
        if (remaining > LongestExtension)
        {
            throw Malformed("an extended header of it is larger than 1 MiB");
        }

        var text = (await ReadContentAsync(cancellationToken)).Span;
        if (type == 'L')
        {
            extension.Name = TarHeader.Text(text);
        }
        else if (type == 'K')
        {
            extension.LinkTarget = TarHeader.Text(text);
        }
        else if (!extension.TryRead(text))
        {
            throw Malformed("it has a malformed extended header");
        }
    }

    private async ValueTask SkipSparseMapAsync(bool more, CancellationToken cancellationToken)
    {
        while (more)
        {
            more = TarHeader.SparseMapGoesOn((await TakeBlockAsync(cancellationToken)).Span);
        }
    }

    private void SetContent(long size)
    {
        remaining = size <= LargestContent ? size : throw Malformed("an entry of it claims to be larger than any file");
        padding = (int)((TarHeader.BlockSize - (size % TarHeader.BlockSize)) % TarHeader.BlockSize);
    }

    private async ValueTask SkipContentAsync(CancellationToken cancellationToken)
    {
        var count = remaining + padding;
        (remaining, padding) = (0, 0);
        while (count > 0 && !buffer.TryJump(count))
        {
            await RequireAsync(1, cancellationToken);
            count -= buffer.Take((int)Math.Min(buffer.Available.Length, count)).Length;
        }
    }

    private async ValueTask<ReadOnlyMemory<byte>> TakeBlockAsync(CancellationToken cancellationToken)
    {
        await RequireAsync(TarHeader.BlockSize, cancellationToken);
        return buffer.Take(TarHeader.BlockSize);
    }

    private async ValueTask RequireAsync(int count, CancellationToken cancellationToken)
    {
        await buffer.FillAsync(count, cancellationToken);
        if (buffer.Available.Length < count)
        {
            throw Malformed("it ends early");
        }
    }

    private UndeterminedException Malformed(string reason) =>
        new("image.tar", $"{name} is not a tar archive that can be read, because {reason}; write it again.");
}

using System.Buffers;

namespace SupplyChain.Scanning.Catalogue;

/// <summary>
/// Walks the entries of a tar stream in one pass, with bounds on everything that an archive can claim. Nothing is written.
/// </summary>
/// <param name="stream">The uncompressed archive.</param>
/// <param name="name">What it is, for messages.</param>
internal sealed class TarWalk(Stream stream, string name) : IDisposable
{
    private const int LongestExtension = 1024 * 1024;

    private readonly byte[] buffer = ArrayPool<byte>.Shared.Rent(256 * 1024);
    private int position;
    private int filled;
    private long remaining;
    private int padding;

    /// <summary>Bytes read so far.</summary>
    public long BytesRead { get; private set; }

    /// <summary>The next entry, past the content of the one before; null at the end.</summary>
    /// <exception cref="UndeterminedException">The archive is malformed or ends early.</exception>
    public async ValueTask<TarItem?> NextAsync(CancellationToken cancellationToken)
    {
        TarExtension? extension = null;
        while (true)
        {
            await SkipAsync(remaining + padding, cancellationToken);
            (remaining, padding) = (0, 0);
            if (!await FillAsync(TarHeader.BlockSize, cancellationToken) || IsZero())
            {
                return extension is null ? null : throw Malformed("it ends after an extended header");
            }

            if (TakeHeader() is not { } header)
            {
                continue;
            }

            if (header.Type is not ((byte)'x' or (byte)'L' or (byte)'K'))
            {
                await SkipSparseMapAsync(header, cancellationToken);
                return Finish(header, extension);
            }

            extension ??= new TarExtension();
            await ReadExtensionAsync(header, extension, cancellationToken);
        }
    }

    /// <summary>The content of the current entry.</summary>
    /// <exception cref="UndeterminedException">The archive ends early.</exception>
    public async ValueTask<byte[]> ReadContentAsync(CancellationToken cancellationToken)
    {
        var content = new byte[remaining];
        var taken = 0;
        while (await ReadPartAsync(cancellationToken) is { IsEmpty: false } part)
        {
            part.CopyTo(content.AsMemory(taken));
            taken += part.Length;
        }

        return content;
    }

    /// <summary>Whether the content of the current entry begins so; nothing is taken.</summary>
    /// <exception cref="UndeterminedException">The archive ends early.</exception>
    public async ValueTask<bool> ContentStartsWithAsync(
        Func<ReadOnlySpan<byte>, bool> judge,
        int length,
        CancellationToken cancellationToken
    )
    {
        if (remaining < length)
        {
            return false;
        }

        await RequireAsync(length, cancellationToken);
        return judge(buffer.AsSpan(position, length));
    }

    /// <summary>The next part of the content of the current entry, until the next call; empty at its end.</summary>
    /// <exception cref="UndeterminedException">The archive ends early.</exception>
    public async ValueTask<ReadOnlyMemory<byte>> ReadPartAsync(CancellationToken cancellationToken)
    {
        if (remaining == 0)
        {
            return default;
        }

        await RequireAsync(1, cancellationToken);
        var part = buffer.AsMemory(position, (int)Math.Min(filled - position, remaining));
        position += part.Length;
        remaining -= part.Length;
        return part;
    }

    /// <inheritdoc />
    public void Dispose() => ArrayPool<byte>.Shared.Return(buffer);

    private bool IsZero() => !buffer.AsSpan(position, TarHeader.BlockSize).ContainsAnyExcept((byte)0);

    // Null for a header that says something about the whole archive: it cannot rename an entry.
    private Header? TakeHeader()
    {
        var header = buffer.AsSpan(position, TarHeader.BlockSize);
        if (!TarHeader.HasValidChecksum(header) || !TarHeader.TrySize(header, out var size))
        {
            throw Malformed("it has a malformed header");
        }

        position += TarHeader.BlockSize;
        var type = TarHeader.Type(header);
        if (type is (byte)'g')
        {
            SetContent(size);
            return null;
        }

        return new Header(type, TarHeader.Name(header), TarHeader.LinkTarget(header), size, type == 'S' && header[482] == 1);
    }

    private TarItem Finish(Header header, TarExtension? extension)
    {
        var entryName = extension?.Name ?? header.Name;
        var kind = header.Type switch
        {
            (byte)'5' => TarKind.Folder,
            (byte)'1' => TarKind.HardLink,
            (byte)'2' => TarKind.SymbolicLink,
            0 or (byte)'0' or (byte)'7' when entryName.EndsWith('/') => TarKind.Folder,
            0 or (byte)'0' or (byte)'7' when extension is not { Sparse: true } => TarKind.File,
            _ => TarKind.Other,
        };
        var hasContent = header.Type is not ((byte)'1' or (byte)'2' or (byte)'3' or (byte)'4' or (byte)'5' or (byte)'6');
        SetContent(hasContent ? extension?.Size ?? header.Size : 0);
        return new TarItem(entryName, kind, extension?.LinkTarget ?? header.LinkTarget, remaining);
    }

    private async ValueTask ReadExtensionAsync(Header header, TarExtension extension, CancellationToken cancellationToken)
    {
        if (header.Size > LongestExtension)
        {
            throw Malformed("an extended header of it is larger than 1 MiB");
        }

        SetContent(header.Size);
        var content = await ReadContentAsync(cancellationToken);
        if (header.Type == 'L')
        {
            extension.Name = TarHeader.Text(content);
        }
        else if (header.Type == 'K')
        {
            extension.LinkTarget = TarHeader.Text(content);
        }
        else if (!extension.TryRead(content))
        {
            throw Malformed("it has a malformed extended header");
        }
    }

    private async ValueTask SkipSparseMapAsync(Header header, CancellationToken cancellationToken)
    {
        var more = header.SparseMapFollows;
        while (more)
        {
            await RequireAsync(TarHeader.BlockSize, cancellationToken);
            more = buffer[position + 504] == 1;
            position += TarHeader.BlockSize;
        }
    }

    private void SetContent(long size)
    {
        remaining = size;
        padding = (int)((TarHeader.BlockSize - (size % TarHeader.BlockSize)) % TarHeader.BlockSize);
    }

    private async ValueTask SkipAsync(long count, CancellationToken cancellationToken)
    {
        while (count > 0)
        {
            await RequireAsync(1, cancellationToken);
            var part = (int)Math.Min(filled - position, count);
            position += part;
            count -= part;
        }
    }

    private async ValueTask RequireAsync(int count, CancellationToken cancellationToken)
    {
        if (!await FillAsync(count, cancellationToken))
        {
            throw Malformed("it ends early");
        }
    }

    // Makes at least this many bytes available; false where the stream ends before the first of them.
    private async ValueTask<bool> FillAsync(int count, CancellationToken cancellationToken)
    {
        if (filled - position >= count)
        {
            return true;
        }

        buffer.AsSpan(position, filled - position).CopyTo(buffer);
        filled -= position;
        position = 0;
        while (filled < count)
        {
            var read = await stream.ReadAsync(buffer.AsMemory(filled), cancellationToken);
            if (read == 0)
            {
                return filled == 0 ? false : throw Malformed("it ends early");
            }

            filled += read;
            BytesRead += read;
        }

        return true;
    }

    private UndeterminedException Malformed(string reason) =>
        new("scan.tar", $"{name} is not a tar archive that can be read, because {reason}; build and push the image again.");

    private readonly record struct Header(byte Type, string Name, string LinkTarget, long Size, bool SparseMapFollows);
}

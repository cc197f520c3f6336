using System.Security.Cryptography;
using SupplyChain.Attestations;
using SupplyChain.Images;

namespace SupplyChain.Signing.Keys;

/// <summary>What a signature covers: bytes, or a file known by its digests alone. Each hash is computed once.</summary>
public sealed class SignedContent
{
    /// <summary>Largest file that a key without a hash of its own (Ed25519) takes, since it needs the whole of it: 512 MiB.</summary>
    public const int MaximumWhole = 512 * 1024 * 1024;

    private const int BufferSize = 256 * 1024;

    private readonly Dictionary<HashAlgorithmName, byte[]> hashes = [];
    private readonly ReadOnlyMemory<byte>[]? parts;

    private SignedContent(params ReadOnlyMemory<byte>[]? parts) => this.parts = parts;

    /// <summary>These bytes.</summary>
    public static SignedContent Of(ReadOnlyMemory<byte> bytes) => new(bytes);

    /// <summary>What an envelope's signature covers (DSSE, protocol.md, "PAE"), without a second copy of the payload.</summary>
    public static SignedContent Of(string payloadType, ReadOnlyMemory<byte> payload) =>
        new(Envelope.SignedHead(payloadType, payload.Length), payload);

    /// <summary>A file of which one digest is known.</summary>
    public static SignedContent Of(Digest digest)
    {
        var content = new SignedContent(parts: null);
        content.hashes[digest.Algorithm == "sha512" ? HashAlgorithmName.SHA512 : HashAlgorithmName.SHA256] =
            Convert.FromHexString(digest.Hex);
        return content;
    }

    /// <summary>Reads a file once, in constant memory unless <paramref name="whole"/> is set.</summary>
    /// <param name="stream">The file.</param>
    /// <param name="wanted">The hashes that will be asked for besides SHA-256.</param>
    /// <param name="whole">Whether the content itself will be asked for, at most <see cref="MaximumWhole"/> bytes.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <exception cref="ConfigurationException">The whole is wanted and larger than that.</exception>
    public static async Task<SignedContent> ReadAsync(
        Stream stream,
        IEnumerable<HashAlgorithmName> wanted,
        bool whole,
        CancellationToken cancellationToken
    )
    {
        if (whole)
        {
            return Of(await ReadWholeAsync(stream, cancellationToken));
        }

        var running = wanted.Append(HashAlgorithmName.SHA256).Distinct().Select(IncrementalHash.CreateHash).ToArray();
        try
        {
            var buffer = new byte[BufferSize];
            while (await ReadAsync(stream, buffer, cancellationToken) is > 0 and var read)
            {
                foreach (var hash in running)
                {
                    hash.AppendData(buffer, 0, read);
                }
            }

            var content = new SignedContent(parts: null);
            foreach (var hash in running)
            {
                content.hashes[hash.AlgorithmName] = hash.GetHashAndReset();
            }

            return content;
        }
        finally
        {
            Array.ForEach(running, hash => hash.Dispose());
        }
    }

    /// <summary>The SHA-256 digest; null where only another is known.</summary>
    public Digest? Sha256 => FindHash(HashAlgorithmName.SHA256) is { } hash ? Digest.FromSha256(hash) : null;

    /// <summary>Whether every signature that the key may have made of this can be verified; not so where only another digest is known.</summary>
    internal bool Answers(PublicKey key) => parts is not null || (key.Hashes.Count > 0 && key.Hashes.All(hashes.ContainsKey));

    /// <summary>The hash; null where it can't be known from the digest that was given.</summary>
    internal byte[]? FindHash(HashAlgorithmName algorithm)
    {
        if (!hashes.TryGetValue(algorithm, out var value) && parts is not null)
        {
            using var hash = IncrementalHash.CreateHash(algorithm);
            Array.ForEach(parts, part => hash.AppendData(part.Span));
            value = hashes[algorithm] = hash.GetHashAndReset();
        }

        return value;
    }

    /// <summary>The bytes themselves; null where only digests are known.</summary>
    internal byte[]? FindWhole()
    {
        if (parts is null)
        {
            return null;
        }

        var whole = new byte[parts.Sum(part => part.Length)];
        var position = 0;
        foreach (var part in parts)
        {
            part.CopyTo(whole.AsMemory(position));
            position += part.Length;
        }

        return whole;
    }

    // Another thread would take longer to start than a small file to read.
    private static ValueTask<int> ReadAsync(Stream stream, Memory<byte> buffer, CancellationToken cancellationToken) =>
        stream is FileStream { CanSeek: true, Length: <= BufferSize }
            ? new ValueTask<int>(stream.Read(buffer.Span))
            : stream.ReadAsync(buffer, cancellationToken);

    private static async Task<byte[]> ReadWholeAsync(Stream stream, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        var chunk = new byte[BufferSize];
        while (await ReadAsync(stream, chunk, cancellationToken) is > 0 and var read)
        {
            if (buffer.Length + read > MaximumWhole)
            {
                throw new ConfigurationException(
                    "key.ed25519.size",
                    $"The file is larger than {MaximumWhole} bytes, and Ed25519 needs the whole of it in memory; use a key of another algorithm."
                );
            }

            await buffer.WriteAsync(chunk.AsMemory(0, read), cancellationToken);
        }

        return buffer.ToArray();
    }
}

using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Security.Cryptography;

namespace SupplyChain.Signing.Keys;

/// <summary>
/// The key derivation scrypt (RFC 7914) in half the memory that its parameters ask for: every other block is kept, and the one
/// behind it is made again when it is needed, which is a quarter more work.
/// </summary>
internal static class Scrypt
{
    /// <summary>Derives a key of so many bytes.</summary>
    public static byte[] Derive(byte[] password, byte[] salt, SealedKey.Cost cost, int size)
    {
        var blockSize = 128 * cost.R;
        var blocks = Stretch(password, salt, cost.P * blockSize);
        using var mixer = new Mixer(cost.N, cost.R);
        for (var position = 0; position < blocks.Length; position += blockSize)
        {
            mixer.Mix(MemoryMarshal.Cast<byte, uint>(blocks.AsSpan(position, blockSize)));
        }

        return Stretch(password, blocks, size);
    }

    private static byte[] Stretch(byte[] password, byte[] salt, int size) =>
        Rfc2898DeriveBytes.Pbkdf2(password, salt, iterations: 1, HashAlgorithmName.SHA256, size);

    /// <summary>The functions scryptROMix and scryptBlockMix, on words in the order in which Salsa20's rows are vectors.</summary>
    private sealed unsafe class Mixer : IDisposable
    {
        private const int WordsOfSalsa = 16;
        private const int VectorsOfSalsa = 4;
        private const int Alignment = 64;

        private readonly int iterations;
        private readonly int length;
        private readonly int keptLength;
        private readonly Vector128<uint>* kept;
        private Vector128<uint>[] block;
        private Vector128<uint>[] next;

        public Mixer(int n, int r)
        {
            iterations = n;
            length = 2 * r * VectorsOfSalsa;
            (block, next) = (new Vector128<uint>[length], new Vector128<uint>[length]);
            // A GC would keep it until it has a reason to look; a gigabyte that is signed next gives it none.
            keptLength = n / 2 * length;
            kept = (Vector128<uint>*)NativeMemory.AlignedAlloc((nuint)keptLength * (nuint)sizeof(Vector128<uint>), Alignment);
        }

        public void Mix(Span<uint> words)
        {
            Load(words);
            for (var step = 0; step < iterations; step++)
            {
                if (step % 2 == 0)
                {
                    block.CopyTo(Kept(step));
                }

                MixBlock(block, next);
                (block, next) = (next, block);
            }

            for (var step = 0; step < iterations; step++)
            {
                var chosen = (int)(block[length - VectorsOfSalsa].ToScalar() & (uint)(iterations - 1));
                if (chosen % 2 == 0)
                {
                    Combine(block, Kept(chosen));
                }
                else
                {
                    MixBlock(Kept(chosen - 1), next);
                    Combine(block, next);
                }

                MixBlock(block, next);
                (block, next) = (next, block);
            }

            Store(words);
        }

        // The memory holds what the password was made into, so that nobody else gets it.
        public void Dispose()
        {
            NativeMemory.Clear(kept, (nuint)keptLength * (nuint)sizeof(Vector128<uint>));
            NativeMemory.AlignedFree(kept);
            Array.Clear(block);
            Array.Clear(next);
        }

        private Span<Vector128<uint>> Kept(int step) => new(kept + ((long)step / 2 * length), length);

        // Every fifth word, so that a row, a diagonal of Salsa20's square, is one vector.
        private void Load(ReadOnlySpan<uint> words)
        {
            var target = MemoryMarshal.Cast<Vector128<uint>, uint>(block.AsSpan());
            for (var index = 0; index < words.Length; index++)
            {
                target[index] = words[PlaceOf(index)];
            }
        }

        private void Store(Span<uint> words)
        {
            var source = MemoryMarshal.Cast<Vector128<uint>, uint>(block.AsSpan());
            for (var index = 0; index < words.Length; index++)
            {
                words[PlaceOf(index)] = source[index];
            }
        }

        private static int PlaceOf(int index) =>
            (index / WordsOfSalsa * WordsOfSalsa) + (index % WordsOfSalsa * 5 % WordsOfSalsa);

        private static void Combine(Span<Vector128<uint>> target, ReadOnlySpan<Vector128<uint>> other)
        {
            for (var index = 0; index < target.Length && index < other.Length; index++)
            {
                target[index] ^= other[index];
            }
        }

        private static void MixBlock(ReadOnlySpan<Vector128<uint>> input, Span<Vector128<uint>> output)
        {
            var last = input[^VectorsOfSalsa..];
            var (a, b, c, d) = (last[0], last[1], last[2], last[3]);
            var half = output.Length / 2;
            for (var position = 0; position < input.Length; position += VectorsOfSalsa)
            {
                var part = input.Slice(position, VectorsOfSalsa);
                (a, b, c, d) = (a ^ part[0], b ^ part[1], c ^ part[2], d ^ part[3]);
                var (w, x, y, z) = (a, b, c, d);
                for (var round = 0; round < 4; round++)
                {
                    x ^= Rotate(w + z, 7);
                    y ^= Rotate(x + w, 9);
                    z ^= Rotate(y + x, 13);
                    w ^= Rotate(z + y, 18);
                    x = Vector128.Shuffle(x, Vector128.Create(3u, 0, 1, 2));
                    y = Vector128.Shuffle(y, Vector128.Create(2u, 3, 0, 1));
                    z = Vector128.Shuffle(z, Vector128.Create(1u, 2, 3, 0));
                    z ^= Rotate(w + x, 7);
                    y ^= Rotate(z + w, 9);
                    x ^= Rotate(y + z, 13);
                    w ^= Rotate(x + y, 18);
                    x = Vector128.Shuffle(x, Vector128.Create(1u, 2, 3, 0));
                    y = Vector128.Shuffle(y, Vector128.Create(2u, 3, 0, 1));
                    z = Vector128.Shuffle(z, Vector128.Create(3u, 0, 1, 2));
                }

                (a, b, c, d) = (a + w, b + x, c + y, d + z);
                // The even parts come before the odd ones.
                var number = position / VectorsOfSalsa;
                var written = output.Slice((number / 2 * VectorsOfSalsa) + (number % 2 * half), VectorsOfSalsa);
                (written[0], written[1], written[2], written[3]) = (a, b, c, d);
            }
        }

        private static Vector128<uint> Rotate(Vector128<uint> value, int bits) => (value << bits) | (value >>> (32 - bits));
    }
}

using System.Numerics;
using System.Security.Cryptography;

namespace SupplyChain.Testing.Sigstore;

/// <summary>The tree of a log, by the recursive definitions of RFC 6962, section 2.1: not how the product computes it.</summary>
internal sealed class MerkleLog
{
    private readonly List<byte[]> leaves = [];

    public int Count => leaves.Count;

    public int Add(byte[] entry)
    {
        leaves.Add(SHA256.HashData([0, .. entry]));
        return leaves.Count - 1;
    }

    public byte[] Root() => Root(0, leaves.Count);

    /// <summary>The hashes from the sibling of an entry upwards.</summary>
    public List<byte[]> Proof(int index) => Proof(index, 0, leaves.Count);

    private byte[] Root(int from, int to)
    {
        if (to - from == 1)
        {
            return leaves[from];
        }

        var split = from + Split(to - from);
        return SHA256.HashData([1, .. Root(from, split), .. Root(split, to)]);
    }

    private List<byte[]> Proof(int index, int from, int to)
    {
        if (to - from == 1)
        {
            return [];
        }

        var split = from + Split(to - from);
        return index < split ? [.. Proof(index, from, split), Root(split, to)] : [.. Proof(index, split, to), Root(from, split)];
    }

    // The largest power of two below the count.
    private static int Split(int count) => 1 << BitOperations.Log2((uint)(count - 1));
}

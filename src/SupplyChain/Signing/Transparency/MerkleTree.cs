using System.Numerics;
using System.Security.Cryptography;

namespace SupplyChain.Signing.Transparency;

/// <summary>The hashes of a log's tree (RFC 6962, section 2.1).</summary>
internal static class MerkleTree
{
    /// <summary>Hash of an entry.</summary>
    public static byte[] HashLeaf(ReadOnlySpan<byte> entry) => SHA256.HashData([0, .. entry]);

    /// <summary>The root that a proof leads to from a leaf; null where the proof is not one for this place in a tree of this size.</summary>
    /// <param name="index">Position of the leaf.</param>
    /// <param name="size">Number of leaves.</param>
    /// <param name="leaf">Hash of the leaf.</param>
    /// <param name="proof">Hashes from the leaf's sibling upwards.</param>
    public static byte[]? RootOf(long index, long size, byte[] leaf, IReadOnlyList<ReadOnlyMemory<byte>> proof)
    {
        if (index < 0 || index >= size || proof.Any(hash => hash.Length != SHA256.HashSizeInBytes))
        {
            return null;
        }

        // Up to where the ways of the leaf and of the last leaf meet, every level has a sibling; above only those on the left.
        var inner = 64 - BitOperations.LeadingZeroCount((ulong)(index ^ (size - 1)));
        var border = BitOperations.PopCount((ulong)index >> inner);
        if (proof.Count != inner + border)
        {
            return null;
        }

        var hash = leaf;
        for (var level = 0; level < proof.Count; level++)
        {
            var isRight = level >= inner || ((index >> level) & 1) == 1;
            hash = isRight ? HashNode(proof[level].Span, hash) : HashNode(hash, proof[level].Span);
        }

        return hash;
    }

    private static byte[] HashNode(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right) => SHA256.HashData([1, .. left, .. right]);
}

namespace SupplyChain.Signing.Transparency;

/// <summary>One signature of a checkpoint.</summary>
/// <param name="Name">Who says to have made it.</param>
/// <param name="Hint">First bytes of the key's identifier.</param>
/// <param name="Bytes">The signature.</param>
internal sealed record CheckpointSignature(string Name, ReadOnlyMemory<byte> Hint, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>Number of bytes of <see cref="Hint"/>.</summary>
    public const int HintSize = 4;
}

namespace SupplyChain.Fuzzing;

/// <summary>A reader of hostile bytes, and inputs that it reads well, from which others are made.</summary>
/// <param name="Name">What it is called on the command line.</param>
/// <param name="Seeds">The good inputs.</param>
/// <param name="Read">Reads an input; it may fail with the exceptions that mean "refused", and with no others.</param>
internal sealed record FuzzTarget(string Name, IReadOnlyList<byte[]> Seeds, Action<byte[]> Read)
{
    /// <summary>Pieces of the format that are put into inputs; none unless set.</summary>
    public IReadOnlyList<byte[]> Words { get; init; } = [];

    /// <summary>Most processor time for one input; 2 seconds unless set.</summary>
    public TimeSpan Longest { get; init; } = TimeSpan.FromSeconds(2);
}

namespace SupplyChain.Fuzzing;

/// <summary>Makes inputs out of good ones: changed, cut, repeated and joined pieces. The same seed gives the same inputs.</summary>
internal sealed class Mutator(FuzzTarget target, int seed)
{
    private const int LargestInput = 512 * 1024;
    private const int KeptInputs = 256;

    // Together they are small beside what a reader may take.
    private const int LargestKept = 64 * 1024;

    private static readonly byte[] Interesting =
    [
        0x00,
        0x01,
        0x7f,
        0x80,
        0x81,
        0x82,
        0x84,
        0xff,
        0x30,
        0x31,
        0xa0,
        0x0a,
        0x20,
        0x22,
        0x5c,
        0x7b,
        0x5b,
    ];

    private readonly Random random = new(seed);
    private readonly List<byte[]> accepted = [];

    /// <summary>The next input.</summary>
    public byte[] Next()
    {
        var pool = accepted.Count > 0 && random.Next(4) == 0 ? accepted : target.Seeds;
        var input = pool[random.Next(pool.Count)].ToList();
        for (var times = 1 + random.Next(6); times > 0; times--)
        {
            Change(input);
        }

        return [.. input.Count > LargestInput ? input[..LargestInput] : input];
    }

    /// <summary>Keeps a changed input that was read well, since others near it may reach further.</summary>
    public void Keep(byte[] input)
    {
        if (input.Length > LargestKept)
        {
            return;
        }

        if (accepted.Count < KeptInputs)
        {
            accepted.Add(input);
        }
        else
        {
            accepted[random.Next(KeptInputs)] = input;
        }
    }

    // Now and then many times, so that what a format nests is nested deeply.
    private void InsertWord(List<byte> input, int at)
    {
        var word = target.Words[random.Next(target.Words.Count)];
        for (var times = random.Next(8) == 0 ? random.Next(1, 300) : 1; times > 0; times--)
        {
            input.InsertRange(at, word);
        }
    }

    private void Change(List<byte> input)
    {
        if (input.Count == 0)
        {
            input.Add((byte)random.Next(256));
            return;
        }

        var at = random.Next(input.Count);
        if (target.Words.Count > 0 && random.Next(3) == 0)
        {
            InsertWord(input, at);
            return;
        }

        switch (random.Next(8))
        {
            case 0:
                input[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1:
                input[at] = Interesting[random.Next(Interesting.Length)];
                break;
            case 2:
                input[at] = (byte)(input[at] + (random.Next(2) == 0 ? 1 : -1));
                break;
            case 3:
                input.Insert(at, Interesting[random.Next(Interesting.Length)]);
                break;
            case 4:
                input.RemoveRange(at, Math.Min(input.Count - at, 1 + random.Next(8)));
                break;
            case 5:
                Repeat(input, at);
                break;
            case 6:
                Join(input, at);
                break;
            default:
                input.RemoveRange(at, input.Count - at);
                break;
        }
    }

    private void Repeat(List<byte> input, int at)
    {
        var piece = input.GetRange(at, Math.Min(input.Count - at, 1 + random.Next(64)));
        for (var times = random.Next(1, 64); times > 0 && input.Count < LargestInput; times--)
        {
            input.InsertRange(at, piece);
        }
    }

    private void Join(List<byte> input, int at)
    {
        var other = target.Seeds[random.Next(target.Seeds.Count)];
        var from = random.Next(other.Length);
        var piece = other.AsSpan(from, Math.Min(other.Length - from, 1 + random.Next(256)));
        input.InsertRange(at, piece.ToArray());
    }
}

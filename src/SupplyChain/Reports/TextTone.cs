namespace SupplyChain.Reports;

/// <summary>What a piece of text expresses, for a terminal to colour.</summary>
public enum TextTone
{
    /// <summary>It blocks.</summary>
    Bad,

    /// <summary>It deserves a look.</summary>
    Doubtful,

    /// <summary>It holds.</summary>
    Good,

    /// <summary>It is less important than the rest.</summary>
    Faint,

    /// <summary>It heads a part.</summary>
    Heading,
}

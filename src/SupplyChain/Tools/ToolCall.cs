namespace SupplyChain.Tools;

/// <summary>One run of a program.</summary>
public sealed record ToolCall
{
    /// <summary>The arguments, each passed on as it is.</summary>
    public required IReadOnlyList<string> Arguments { get; init; }

    /// <summary>Where it runs.</summary>
    public required string WorkingDirectory { get; init; }

    /// <summary>The variables it is to have; it inherits those of <see cref="ToolEnvironment.Inherited"/> and no others.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>What it reads from its standard input; nothing unless set.</summary>
    public ReadOnlyMemory<byte> Input { get; init; }

    /// <summary>After this time it is ended with all its children; 30 minutes unless set.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>
    /// Whether whatever it leaves running is ended and makes the run fail, where the system tells (Linux); unless set, only what keeps an
    /// output open does.
    /// </summary>
    public bool LeavesNothing { get; init; }

    /// <summary>Characters kept of each of its outputs; 64 Ki unless set. The rest is read and dropped.</summary>
    public int KeptOutput { get; init; } = 64 * 1024;
}

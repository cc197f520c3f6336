namespace Build;

/// <summary>What a run says last, after Cake's own report: the verdict for a release manager, and the paths to open.</summary>
public sealed class ReleaseSummary
{
    private readonly List<string> lines = [];

    /// <summary>Adds lines to the end of the run.</summary>
    public void Add(params IEnumerable<string> text) => lines.AddRange(text);

    /// <summary>Prints what was added.</summary>
    public void Print(TextWriter output)
    {
        foreach (var line in lines)
        {
            output.WriteLine(line);
        }
    }
}

namespace Cake.Tests.Host;

/// <summary>What happened during a run, in order; tasks and lifetimes have it injected.</summary>
internal sealed class Journal
{
    private readonly List<string> _entries = [];

    public IReadOnlyList<string> Entries => _entries;

    public void Write(string entry) => _entries.Add(entry);
}

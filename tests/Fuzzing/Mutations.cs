using System.Diagnostics;
using System.Globalization;
using SupplyChain.Testing.Sigstore;

namespace SupplyChain.Fuzzing;

/// <summary>Changes every place of a signature of each kind, and lists where the result is still accepted, and why that is right.</summary>
internal static class Mutations
{
    /// <summary>Tries all.</summary>
    /// <param name="output">Where the list goes, in Markdown; progress goes to the error output.</param>
    /// <param name="name">Part of the names of the cases that are tried; empty for all.</param>
    /// <returns>Whether every change that is accepted leaves the meaning as it was.</returns>
    public static async Task<bool> RunAsync(TextWriter output, string name)
    {
        var found = new SortedDictionary<(string Place, string What, string Why), SortedSet<string>>();
        var counts = new List<(string Name, int Tried, int Accepted)>();
        foreach (var one in MutationCases.All().Where(one => one.Name.Contains(name, StringComparison.Ordinal)))
        {
            var clock = Stopwatch.StartNew();
            var (tried, accepted) = await TryAsync(one);
            counts.Add((one.Name, tried, accepted.Count));
            foreach (var change in accepted)
            {
                var key = (change.Place, change.What, Meanings.Of(one.Json, change) ?? Unexplained);
                found[key] = [.. found.GetValueOrDefault(key) ?? [], one.Name];
            }

            Console.Error.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{one.Name}: {tried} changes in {clock.Elapsed.TotalSeconds:F0} s, {accepted.Count} accepted"
                )
            );
        }

        Write(output, counts, found);
        return found.Keys.All(key => key.Why != Unexplained);
    }

    private const string Unexplained = "**not known: this has to be refused**";

    private static async Task<(int Tried, IReadOnlyList<BundleChange> Accepted)> TryAsync(MutationCase one)
    {
        if (!await one.IsAccepted(one.Json))
        {
            throw new InvalidOperationException($"{one.Name} is not accepted as it is.");
        }

        var tried = 0;
        var accepted = new List<BundleChange>();
        await Parallel.ForEachAsync(
            one.Changes,
            async (change, _) =>
            {
                Interlocked.Increment(ref tried);
                if (await one.IsAccepted(change.Json))
                {
                    lock (accepted)
                    {
                        accepted.Add(change);
                    }
                }
            }
        );
        return (tried, accepted);
    }

    private static void Write(
        TextWriter output,
        List<(string Name, int Tried, int Accepted)> counts,
        SortedDictionary<(string Place, string What, string Why), SortedSet<string>> found
    )
    {
        output.WriteLine("# Changed signatures");
        output.WriteLine();
        output.WriteLine(
            "Made by `dotnet run -c Release --project tests/Fuzzing -- mutations > docs/mutations.md`, which takes a signature of every kind and changes"
        );
        output.WriteLine(
            "a bit of every byte of every decoded field, the length of each field, drops and repeats each member and element, adds members of unknown"
        );
        output.WriteLine(
            "names, and puts parts of other good signatures in their places. It ends with 1 where something is accepted that means something else."
        );
        output.WriteLine();
        output.WriteLine("## What is accepted");
        output.WriteLine();
        output.WriteLine("| place | change | kinds | why the meaning is the same |");
        output.WriteLine("|---|---|---|---|");
        foreach (var ((place, what, why), kinds) in found)
        {
            output.WriteLine($"| `{place}` | {what} | {kinds.Count} | {why} |");
        }

        output.WriteLine();
        output.WriteLine("## What was tried");
        output.WriteLine();
        output.WriteLine("| kind | changes | accepted |");
        output.WriteLine("|---|---|---|");
        foreach (var (name, tried, accepted) in counts)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {tried:N0} | {accepted:N0} |"));
        }
    }
}

using System.Globalization;
using SupplyChain.Images;
using SupplyChain.Manifests.Yaml;

namespace SupplyChain.Gate.Policies;

/// <summary>Reads the members of one mapping by key and kind. What is wrong is noted, and reading goes on.</summary>
internal sealed class PolicySection
{
    private readonly PolicyProblems problems;
    private readonly PolicyNode node;

    public PolicySection(PolicyProblems problems, PolicyNode node, params ReadOnlySpan<string> known)
    {
        this.problems = problems;
        this.node = node;
        if (node.Members is null)
        {
            Wrong(node, "a mapping");
            return;
        }

        foreach (var (key, member) in node.Members)
        {
            if (!known.Contains(key))
            {
                var where = node.Path.Length == 0 ? "" : $" in {node.Path}";
                var remedy = key == "<<" ? "use 'extends'" : Suggestion.For(key, known.ToArray());
                problems.Add(member.Key, $"unknown key {Printable.Quote(key)}{where}; {remedy}");
            }
        }
    }

    public bool IsMapping => node.Members is not null;

    public void Add(string key, string problem) => problems.Add(Find(key)?.At ?? node.At, problem);

    public PolicyNode? Find(string key) => node.Members?.TryGetValue(key, out var member) == true ? member.Value : null;

    public PolicyNode? Require(string key)
    {
        var found = Find(key);
        if (found is null && IsMapping)
        {
            problems.Add(node.At, $"{(node.Path.Length == 0 ? "the policy" : node.Path)} has no '{key}'; add it");
        }

        return found;
    }

    /// <summary>Text that is not empty.</summary>
    public string? Text(string key) => Find(key) is { } found ? TextOf(found) : null;

    public string RequiredText(string key) => Require(key) is { } found ? TextOf(found) ?? "" : "";

    public string? TextOf(PolicyNode value)
    {
        const int longest = 2000;
        if (value.At is YamlScalar { Kind: YamlScalarKind.Text } scalar && !string.IsNullOrWhiteSpace(scalar.Value))
        {
            if (scalar.Value.Length <= longest && !scalar.Value.Any(char.IsControl))
            {
                return scalar.Value;
            }

            problems.Add(value.At, $"{value.Path} is over {longest} characters or has control characters; give one line");
            return null;
        }

        Wrong(value, "text");
        return null;
    }

    /// <summary>A value whose text has a form of its own.</summary>
    /// <param name="key">The key.</param>
    /// <param name="parse">Reads the text; null when it is not of the form.</param>
    /// <param name="expected">The form, for the message.</param>
    public T? Value<T>(string key, Func<string, T?> parse, string expected)
        where T : struct =>
        Find(key) is { } found && TextOf(found) is { } text ? parse(text) ?? Refuse<T>(found, text, expected) : null;

    public TimeSpan? Duration(string key) =>
        Value(key, PolicyDuration.Parse, "a duration; give a whole number above 0 and s, m, h, d or w, such as 72h or 3d");

    public bool? Boolean(string key)
    {
        var found = Find(key);
        if (found is not null && found.At is not YamlScalar { Kind: YamlScalarKind.Boolean })
        {
            Wrong(found, "true or false");
        }

        return found?.At.AsBoolean;
    }

    /// <summary>A small number, from 0.</summary>
    public int? Count(string key)
    {
        const int most = 16;
        if (Find(key) is not { } found)
        {
            return null;
        }

        if (found.At is YamlScalar { Kind: YamlScalarKind.Whole, AsInteger: >= 0 and <= most and var number })
        {
            return (int)number;
        }

        Wrong(found, string.Create(CultureInfo.InvariantCulture, $"a whole number from 0 to {most}"));
        return null;
    }

    /// <summary>One of a few words.</summary>
    public T? Word<T>(string key, IReadOnlyDictionary<string, T> words)
        where T : struct => Find(key) is { } found ? WordOf(found, words) : null;

    public T? WordOf<T>(PolicyNode value, IReadOnlyDictionary<string, T> words)
        where T : struct
    {
        if (TextOf(value) is not { } text)
        {
            return null;
        }

        if (words.TryGetValue(text, out var meaning))
        {
            return meaning;
        }

        problems.Add(value.At, $"{value.Path} can't be {Printable.Quote(text)}; {Suggestion.For(text, words.Keys)}");
        return null;
    }

    /// <summary>The items of a list with at least one; empty where there is no such key.</summary>
    public IReadOnlyList<PolicyNode> List(string key)
    {
        const int most = 1000;
        if (Find(key) is not { } found)
        {
            return [];
        }

        if (found.Items is { Count: > 0 and <= most } items)
        {
            return items;
        }

        Wrong(found, string.Create(CultureInfo.InvariantCulture, $"a list of 1 to {most} items"));
        return [];
    }

    public void Wrong(PolicyNode value, string expected) =>
        problems.Add(value.At, $"{(value.Path.Length == 0 ? "the policy" : value.Path)} has to be {expected}");

    private T? Refuse<T>(PolicyNode value, string text, string expected)
        where T : struct
    {
        problems.Add(value.At, $"{value.Path} is {Printable.Quote(text)}, which is not {expected}");
        return null;
    }
}

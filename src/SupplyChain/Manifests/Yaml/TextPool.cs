namespace SupplyChain.Manifests.Yaml;

/// <summary>Keeps each short text once: the same keys and values repeat all over manifests.</summary>
internal sealed class TextPool
{
    private const int Longest = 32;
    private const int Most = 10_000;

    private readonly HashSet<string> texts = new(StringComparer.Ordinal);

    public string Shared(string text)
    {
        if (text.Length > Longest)
        {
            return text;
        }

        if (texts.TryGetValue(text, out var shared))
        {
            return shared;
        }

        if (texts.Count < Most)
        {
            texts.Add(text);
        }

        return text;
    }
}

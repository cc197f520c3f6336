namespace SupplyChain.Manifests.Yaml;

/// <summary>A YAML text, one document or many, or JSON; read once, with every place kept.</summary>
public sealed class YamlFile
{
    private readonly YamlSource source;

    private YamlFile(YamlSource source, IReadOnlyList<YamlDocument> documents, IReadOnlyList<YamlProblem> problems)
    {
        this.source = source;
        Documents = documents;
        Problems = problems;
    }

    /// <summary>The name the text was given.</summary>
    public string Name => source.Name;

    /// <summary>The text itself.</summary>
    public string Text => source.Text;

    /// <summary>The documents that could be read, in the order of the text.</summary>
    public IReadOnlyList<YamlDocument> Documents { get; }

    /// <summary>What is wrong with the text, in its order; reading goes on with the document after a broken one.</summary>
    public IReadOnlyList<YamlProblem> Problems { get; }

    /// <summary>Reads a text. Never throws: what is wrong is in <see cref="Problems"/>.</summary>
    /// <param name="name">The name to print in messages, usually a path.</param>
    /// <param name="text">The text; a byte order mark is skipped.</param>
    public static YamlFile Parse(string name, string text)
    {
        var source = new YamlSource(name, text);
        var reader = new YamlReader(source);
        reader.Read();
        return new YamlFile(source, reader.Documents, reader.Problems);
    }

    /// <summary>The place of an offset in the text.</summary>
    public TextPosition PositionAt(int offset) => source.PositionAt(offset);
}

using System.Collections.ObjectModel;
using System.Text;
using System.Xml;

namespace SupplyChain.Scanning.Catalogue.Formats;

/// <summary>
/// An element of XML from outside: without document types, so that nothing is defined in it or fetched. It is read by the reader that
/// knows neither those nor schemas, which would be a large part of the executable.
/// </summary>
/// <param name="name">Its name without a prefix.</param>
/// <param name="attributes">Its attributes, by name.</param>
internal sealed class XmlTree(string name, IReadOnlyDictionary<string, string> attributes)
{
    // Text is taken from children that lie one in the other.
    private const int Deepest = 64;

    private static readonly XmlDictionaryReaderQuotas Quotas = new()
    {
        MaxDepth = 2 * Deepest,
        MaxStringContentLength = int.MaxValue,
        MaxNameTableCharCount = int.MaxValue,
        MaxBytesPerRead = int.MaxValue,
    };

    private readonly List<XmlTree> children = [];
    private readonly StringBuilder text = new();

    /// <summary>Its name without a prefix.</summary>
    public string Name => name;

    /// <summary>The elements in it.</summary>
    public IReadOnlyList<XmlTree> Children => children;

    /// <summary>The text of it and of all elements in it, without white space around.</summary>
    public string Text =>
        (children.Count == 0 ? text.ToString() : text + string.Concat(children.Select(child => child.Text))).Trim();

    /// <summary>The value of an attribute; null where it has none of this name.</summary>
    public string? Attribute(string called) => attributes.GetValueOrDefault(called);

    /// <summary>The first element in it with this name; null where there is none.</summary>
    public XmlTree? Child(string called) => children.Find(child => child.Name == called);

    /// <summary>The elements in it, and in these, in the order of the text.</summary>
    public IEnumerable<XmlTree> Descendants() => children.SelectMany(child => child.Descendants().Prepend(child));

    /// <summary>Reads a document.</summary>
    /// <returns>Its outermost element.</returns>
    /// <exception cref="XmlException">It is malformed, or has a document type.</exception>
    /// <exception cref="InvalidDataException">It is nested more than 64 levels.</exception>
    public static XmlTree Read(ReadOnlyMemory<byte> content)
    {
        try
        {
            return ReadRoot(content);
        }
        catch (Exception error) when (error is IndexOutOfRangeException or ArgumentException)
        {
            // The platform reads on past a declaration that ends in the name of its encoding, and past attributes without a name.
            throw new XmlException("It ends early.", error);
        }
    }

    private static XmlTree ReadRoot(ReadOnlyMemory<byte> content)
    {
        using var xml = XmlDictionaryReader.CreateTextReader(content.ToArray(), Quotas);
        var open = new Stack<XmlTree>();
        XmlTree? root = null;
        while (xml.Read())
        {
            switch (xml.NodeType)
            {
                case XmlNodeType.Element:
                    var isEmpty = xml.IsEmptyElement;
                    var element = new XmlTree(xml.LocalName, ReadAttributes(xml));
                    root ??= element;
                    if (open.TryPeek(out var parent))
                    {
                        parent.children.Add(element);
                    }

                    if (!isEmpty)
                    {
                        open.Push(element);
                    }

                    if (open.Count > Deepest)
                    {
                        throw new InvalidDataException("it is nested too deeply");
                    }

                    break;
                case XmlNodeType.EndElement:
                    open.Pop();
                    break;
                case XmlNodeType.Text
                or XmlNodeType.CDATA
                or XmlNodeType.Whitespace
                or XmlNodeType.SignificantWhitespace when open.TryPeek(out var around):
                    around.text.Append(xml.Value);
                    break;
            }
        }

        return root ?? throw new XmlException("It has no element.");
    }

    private static ReadOnlyDictionary<string, string> ReadAttributes(XmlDictionaryReader xml)
    {
        if (!xml.MoveToFirstAttribute())
        {
            return ReadOnlyDictionary<string, string>.Empty;
        }

        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        do
        {
            found[xml.LocalName] = xml.Value;
        } while (xml.MoveToNextAttribute());
        xml.MoveToElement();
        return found.AsReadOnly();
    }
}

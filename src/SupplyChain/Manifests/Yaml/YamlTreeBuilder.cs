using System.Runtime.InteropServices;
using SupplyChain.Images;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace SupplyChain.Manifests.Yaml;

/// <summary>Builds the tree of one document from the parser's events, within <see cref="YamlLimits"/>.</summary>
internal sealed class YamlTreeBuilder(YamlSource source, Parser parser, int offset, int budget)
{
    /// <summary>The key of a list object whose items are documents of their own; its <c>kind</c> may stand behind it.</summary>
    private const string Items = "items";

    private static readonly string TooManyNodes = FormattableString.Invariant(
        $"The document has more than {YamlLimits.Nodes} nodes, more than Kubernetes accepts."
    );

    private static readonly string TooDeep = FormattableString.Invariant(
        $"The document nests deeper than {YamlLimits.Depth} levels."
    );

    private static readonly string TooManyAliases = FormattableString.Invariant(
        $"Aliases add more than {YamlLimits.AliasedNodes} nodes to the document."
    );

    /// <summary>What the collections that are open have so far, the innermost last: most are small, and there are many.</summary>
    private readonly List<YamlNode> openItems = [];

    private readonly List<YamlEntry> openEntries = [];
    private bool inItems;
    private Dictionary<string, YamlNode?>? anchors;
    private List<YamlProblem>? problems;
    private int nodes;
    private int aliased;

    /// <summary>What is wrong with the document though it could be read.</summary>
    public IReadOnlyList<YamlProblem> Problems => problems ?? [];

    /// <summary>Nodes of the document, aliases not counted.</summary>
    public int Nodes => nodes;

    /// <summary>Why the document could not be read, where it was this class that gave up and not the parser.</summary>
    public YamlProblem? Failure { get; private set; }

    /// <summary>Reads the node that the parser stands on.</summary>
    /// <exception cref="YamlException">The text is not YAML, or <see cref="Failure"/> says what it is.</exception>
    public YamlNode Build() => Node(0, source.ContentStart);

    /// <param name="depth">Collections around the node.</param>
    /// <param name="emptyAt">Where the node stands if it is empty.</param>
    private YamlNode Node(int depth, int emptyAt)
    {
        var current =
            parser.Current
            ?? throw Broken(YamlProblemKind.Syntax, emptyAt, "The text ends inside a document.", "Complete the document.");
        nodes++;
        Bound(inItems || nodes <= YamlLimits.Nodes, current, TooManyNodes);
        Bound(nodes <= budget, current, "The text has more nodes than any manifests of its length.");
        Bound(depth <= YamlLimits.Depth, current, TooDeep);
        if (current is AnchorAlias alias)
        {
            return Aliased(alias);
        }

        var anchor = current is NodeEvent { Anchor.IsEmpty: false } anchored ? anchored.Anchor.Value : null;
        if (anchor is not null)
        {
            anchors ??= new Dictionary<string, YamlNode?>(StringComparer.Ordinal);
            anchors[anchor] = null;
        }

        YamlNode node = current switch
        {
            Scalar scalar => ReadScalar(scalar, emptyAt),
            SequenceStart start => Sequence(start, depth),
            MappingStart start => Mapping(start, depth),
            _ => throw Broken(YamlProblemKind.Syntax, At(current.Start), "A value is missing.", "Complete the document."),
        };
        if (anchor is not null)
        {
            anchors![anchor] = node;
        }

        return node;
    }

    private YamlNode Aliased(AnchorAlias alias)
    {
        var at = At(alias.Start);
        if (anchors is null || !anchors.TryGetValue(alias.Value.Value, out var node))
        {
            throw Broken(
                YamlProblemKind.Syntax,
                at,
                "An alias names no anchor before it.",
                "Define the anchor first, or write the value out."
            );
        }

        if (node is null)
        {
            throw Broken(YamlProblemKind.Limit, at, "An alias stands inside its own anchor.", "Write the value out.");
        }

        aliased += node.Size;
        Bound(aliased <= YamlLimits.AliasedNodes, alias, TooManyAliases);
        return node;
    }

    private YamlScalar ReadScalar(Scalar scalar, int emptyAt)
    {
        var style = scalar.Style switch
        {
            ScalarStyle.SingleQuoted => YamlScalarStyle.SingleQuoted,
            ScalarStyle.DoubleQuoted => YamlScalarStyle.DoubleQuoted,
            ScalarStyle.Literal => YamlScalarStyle.Literal,
            ScalarStyle.Folded => YamlScalarStyle.Folded,
            _ => YamlScalarStyle.Plain,
        };
        var start = At(scalar.Start);
        var end = At(scalar.End);
        if (start >= end)
        {
            start = end = emptyAt;
        }
        else if (style is YamlScalarStyle.Literal or YamlScalarStyle.Folded)
        {
            end = start + source.Text.AsSpan(start, end - start).TrimEnd().Length;
        }

        return new YamlScalar(source, start, end, source.Pool.Shared(scalar.Value), style, TagOf(scalar));
    }

    private static ScalarTag TagOf(Scalar scalar) =>
        scalar.Tag.IsEmpty ? ScalarTag.None
        : scalar.Tag.Value
            is "tag:yaml.org,2002:bool"
                or "tag:yaml.org,2002:int"
                or "tag:yaml.org,2002:float"
                or "tag:yaml.org,2002:null"
            ? ScalarTag.Other
        : ScalarTag.Text;

    private YamlSequence Sequence(SequenceStart start, int depth)
    {
        var begin = At(start.Start);
        var end = begin;
        var first = openItems.Count;
        var size = 1;
        parser.MoveNext();
        while (parser.Current is not SequenceEnd)
        {
            var item = Node(depth + 1, Math.Max(end, At(parser.Current!.Start)));
            openItems.Add(item);
            end = EndOf(item);
            size += item.Size;
            parser.MoveNext();
        }

        end = start.Style == SequenceStyle.Flow ? At(parser.Current.Start) + 1 : end;
        return new YamlSequence(source, begin, end, Taken(openItems, first), size);
    }

    private YamlMapping Mapping(MappingStart start, int depth)
    {
        var begin = At(start.Start);
        var first = openEntries.Count;
        var keys = new KeySet(openEntries, first);
        var size = 1;
        var end = begin;
        parser.MoveNext();
        while (parser.Current is not MappingEnd)
        {
            // The parser's mark of an empty key can lie in an earlier document.
            var keyAt = Math.Max(end, At(parser.Current!.Start));
            if (Node(depth + 1, keyAt) is not YamlScalar key)
            {
                throw Broken(
                    YamlProblemKind.Syntax,
                    keyAt,
                    "A key is a collection, which Kubernetes does not accept.",
                    "Use text as the key."
                );
            }

            parser.MoveNext();
            inItems = depth == 0 ? key.Value == Items : inItems;
            var value = Node(depth + 1, BehindColon(key));
            end = EndOf(value);
            var entry = new YamlEntry(key, value);
            if (!entry.IsMerge && keys.Repeats(entry.Name))
            {
                Duplicate(entry);
            }

            openEntries.Add(entry);
            size += 1 + value.Size;
            parser.MoveNext();
        }

        end = start.Style == MappingStyle.Flow ? At(parser.Current.Start) + 1 : end;
        return new YamlMapping(source, begin, end, Taken(openEntries, first), size);
    }

    private static T[] Taken<T>(List<T> open, int first)
    {
        var taken = CollectionsMarshal.AsSpan(open)[first..].ToArray();
        open.RemoveRange(first, taken.Length);
        return taken;
    }

    /// <summary>Where the node just read ends in the text; an alias ends where it stands and not where its node does.</summary>
    private int EndOf(YamlNode node) => parser.Current is AnchorAlias alias ? At(alias.End) : node.End;

    private int BehindColon(YamlScalar key)
    {
        var text = source.Text.AsSpan(key.End);
        var colon = text.IndexOf(':');
        return colon >= 0 && text[..colon].IsWhiteSpace() ? key.End + colon + 1 : key.End;
    }

    private void Duplicate(YamlEntry entry)
    {
        problems ??= [];
        if (problems.Count < YamlLimits.Problems)
        {
            problems.Add(
                new YamlProblem(
                    YamlProblemKind.DuplicateKey,
                    $"The key {Printable.Quote(entry.Name)} stands twice in one mapping, and only the last one counts.",
                    "Remove one of the two.",
                    source.Name,
                    entry.Key.Location.Start
                )
            );
        }
    }

    private int At(Mark mark) => Math.Min(offset + (int)mark.Index, source.Text.Length);

    private void Bound(bool within, ParsingEvent current, string message)
    {
        if (!within)
        {
            throw Broken(YamlProblemKind.Limit, At(current.Start), message, "Split or simplify the document.");
        }
    }

    private YamlException Broken(YamlProblemKind kind, int at, string message, string remedy)
    {
        Failure = new YamlProblem(kind, message, remedy, source.Name, source.PositionAt(at));
        return new YamlException(message);
    }
}

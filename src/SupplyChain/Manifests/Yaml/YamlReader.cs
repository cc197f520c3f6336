using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace SupplyChain.Manifests.Yaml;

/// <summary>Reads the documents of a text one after the other, and goes on behind a broken one.</summary>
internal sealed class YamlReader(YamlSource source)
{
    private readonly List<YamlDocument> documents = [];
    private readonly List<YamlProblem> problems = [];
    private readonly int most = YamlLimits.DocumentsOf(source.Text);
    private int budget = YamlLimits.NodesOf(source.Text);
    private int started;
    private YamlProblem? failure;

    public IReadOnlyList<YamlDocument> Documents => documents;

    public IReadOnlyList<YamlProblem> Problems => problems;

    public void Read()
    {
        if (source.Text.Length > YamlLimits.Characters)
        {
            problems.Add(
                Problem(
                    YamlProblemKind.Limit,
                    source.ContentStart,
                    FormattableString.Invariant($"The text has more than {YamlLimits.Characters} characters."),
                    "Split it into several files."
                )
            );
            return;
        }

        int? position = source.ContentStart;
        while (position is { } start && problems.Count < YamlLimits.Problems && budget > 0)
        {
            position = ReadFrom(start);
        }

        if (position is { } unread && budget > 0)
        {
            problems.Add(
                Problem(
                    YamlProblemKind.Limit,
                    unread,
                    "The text has too many problems, so the rest was not read.",
                    "Correct those listed first."
                )
            );
        }
    }

    /// <summary>Reads documents until one is broken; returns where the one behind it begins, null at the end.</summary>
    private int? ReadFrom(int start)
    {
        using var reader = new SliceReader(source.Text, start);
        var parser = new Parser(new Scanner(reader, skipComments: true));
        var documentStart = start;
        try
        {
            while (parser.MoveNext())
            {
                if (parser.Current is DocumentStart begin)
                {
                    documentStart = start + (int)begin.Start.Index;
                    if (++started > most)
                    {
                        problems.Add(TooManyDocuments(documentStart));
                        return null;
                    }

                    ReadDocument(parser, start);
                }
            }

            return null;
        }
        catch (YamlException broken)
        {
            return ReportBroken(documentStart, failure ?? Syntax(start + (int)broken.Start.Index, broken.Message));
        }
        catch (Exception broken) when (broken is InvalidOperationException or ArgumentException or IndexOutOfRangeException)
        {
            // The parser fails in these ways on a few texts that are not YAML, such as a no-break space before a colon.
            return ReportBroken(documentStart, Syntax(documentStart, "The parser cannot read this document."));
        }
    }

    private void ReadDocument(Parser parser, int offset)
    {
        parser.MoveNext();
        var builder = new YamlTreeBuilder(source, parser, offset, budget);
        try
        {
            var root = builder.Build();
            if (!root.IsNull)
            {
                documents.Add(new YamlDocument(root, documents.Count));
            }
        }
        finally
        {
            failure = builder.Failure;
            budget -= builder.Nodes;
            problems.AddRange(builder.Problems.Take(YamlLimits.Problems - problems.Count));
        }
    }

    private int? ReportBroken(int documentStart, YamlProblem problem)
    {
        var next = NextDocument(documentStart);
        var template = source
            .Text.AsSpan(documentStart, (next ?? source.Text.Length) - documentStart)
            .IndexOf("{{", StringComparison.Ordinal);
        problems.Add(
            problem.Kind == YamlProblemKind.Syntax && template >= 0
                ? Problem(
                    YamlProblemKind.Template,
                    documentStart + template,
                    "This is a template ('{{') that was not rendered.",
                    "Render it first, such as with 'helm template', and use the output."
                )
                : problem
        );
        failure = null;
        return next;
    }

    /// <summary>Where the document behind this one begins: <c>---</c> at the start of a line ends even an open quotation.</summary>
    private int? NextDocument(int offset)
    {
        while (offset < source.Text.Length)
        {
            var found = source.Text.AsSpan(offset).IndexOf("\n---", StringComparison.Ordinal);
            if (found < 0)
            {
                return null;
            }

            offset += found + 1;
            if (offset + 3 == source.Text.Length || char.IsWhiteSpace(source.Text[offset + 3]))
            {
                return offset;
            }
        }

        return null;
    }

    private YamlProblem TooManyDocuments(int offset) =>
        Problem(
            YamlProblemKind.Limit,
            offset,
            FormattableString.Invariant(
                $"The text has more than {most} documents, more than manifests of its length, so the rest was not read."
            ),
            "Split it into several files."
        );

    private YamlProblem Syntax(int offset, string message) =>
        Problem(YamlProblemKind.Syntax, offset, Sentence(message), "Correct the YAML at this place.");

    private YamlProblem Problem(YamlProblemKind kind, int offset, string message, string remedy) =>
        new(kind, message, remedy, source.Name, source.PositionAt(offset));

    private static string Sentence(string message)
    {
        var clean = new string([.. message.Select(character => char.IsControl(character) ? ' ' : character)]).Trim();
        return clean.EndsWith('.') ? clean : clean + ".";
    }
}

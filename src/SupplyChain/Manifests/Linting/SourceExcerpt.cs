using System.Text;
using SupplyChain.Manifests.Yaml;

namespace SupplyChain.Manifests.Linting;

/// <summary>
/// A line of a manifest as it may be shown: comments are left out, and so are values that could be secret, which are all but those of
/// known fields.
/// </summary>
/// <param name="Line">The line, from its first character on.</param>
/// <param name="Column">Where the marked place begins in it, from 1.</param>
/// <param name="Length">Characters of the marked place.</param>
public sealed record SourceExcerpt(string Line, int Column, int Length)
{
    private const string Hidden = "…";

    /// <summary>A collection without anything in it, not even a comment.</summary>
    private const string Empty = "{}";

    private const int Widest = 100;

    /// <summary>Fields whose values are names and settings, never credentials.</summary>
    private static readonly HashSet<string> Shown = new(StringComparer.Ordinal)
    {
        "apiVersion",
        "kind",
        "name",
        "namespace",
        "image",
        "imagePullPolicy",
        "type",
        "path",
        "mountPath",
        "serviceAccountName",
        "verbs",
        "resources",
        "apiGroups",
        "host",
        "hosts",
        "mode",
        "add",
        "drop",
        "policyTypes",
        "app",
        "schedule",
        "level",
        "protocol",
    };

    /// <summary>Fields whose values are shown in no case.</summary>
    private static readonly HashSet<string> Never = new(StringComparer.Ordinal)
    {
        "data",
        "stringData",
        "binaryData",
        "annotations",
        "value",
        "command",
        "args",
    };

    private static readonly string[] Credentials = ["token", "pass", "secret", "key", "credential", "auth-"];

    /// <summary>The line that a finding points at.</summary>
    /// <param name="finding">The finding.</param>
    /// <param name="root">The object that the node is in.</param>
    /// <param name="at">The node.</param>
    internal static SourceExcerpt Of(LintFinding finding, YamlNode root, YamlNode at)
    {
        var text = at.Source.Text;
        var start = at.Start == 0 ? 0 : text.LastIndexOf('\n', at.Start - 1) + 1;
        var end = text.AsSpan(at.Start).IndexOfAny('\r', '\n') is >= 0 and var rest ? at.Start + rest : text.Length;
        // A document on one endless line is shown around the place alone.
        start = Math.Max(start, at.Start - (Widest / 2));
        end = Math.Min(end, start + Widest);
        var pieces = new List<(int Start, int End, bool Shows)>();
        Collect(root, "", false);
        return Build();

        void Collect(YamlNode node, string field, bool never)
        {
            if (node.Start > end || node.End < start)
            {
                return;
            }

            if (node is YamlScalar scalar)
            {
                var own = ReferenceEquals(node, at) && !finding.MayBeSecret;
                var shows = never
                    ? own && IsPlainFlag(scalar.Value)
                    : own || scalar.Kind != YamlScalarKind.Text || Shown.Contains(field);
                pieces.Add((node.Start, node.End, shows));
                return;
            }

            if (node.Items.Count + node.Entries.Count == 0 && node.End - node.Start == Empty.Length)
            {
                pieces.Add((node.Start, node.End, true));
            }

            foreach (var item in node.Items)
            {
                Collect(item, field, never);
            }

            foreach (var entry in node.Entries)
            {
                pieces.Add((entry.Key.Start, entry.Key.End, true));
                Collect(entry.Value, entry.Name, never || Never.Contains(entry.Name));
            }
        }

        static bool IsPlainFlag(string word) =>
            word.StartsWith('-') && !Credentials.Any(part => word.Contains(part, StringComparison.OrdinalIgnoreCase));

        SourceExcerpt Build()
        {
            var line = new StringBuilder();
            var position = start;
            var (column, length) = (1, 1);
            foreach (var piece in pieces.Where(piece => piece.End > start && piece.Start < end).OrderBy(piece => piece.Start))
            {
                var from = Math.Max(piece.Start, position);
                if (position <= at.Start && at.Start < from)
                {
                    // A list is marked by its bracket or dash.
                    column = line.Length + 1 + at.Start - position;
                }

                line.Append(text, position, from - position);
                var to = Math.Clamp(piece.End, from, end);
                if (piece.Start <= at.Start && (at.Start < piece.End || piece.Start == at.Start))
                {
                    column = line.Length + 1;
                    length = piece.Shows ? Math.Max(1, to - from) : 1;
                }

                line.Append(piece.Shows ? text[from..to] : Hidden);
                position = to;
            }

            // What closes the line; a comment behind it is not shown.
            var tail = text.AsSpan(position, Math.Max(0, end - position));
            line.Append(tail[..(tail.IndexOfAnyExcept(" :,]}") is >= 0 and var stop ? stop : tail.Length)].TrimEnd());
            return new SourceExcerpt(line.ToString(), column, length);
        }
    }
}

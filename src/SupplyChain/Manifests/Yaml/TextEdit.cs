using System.Text;

namespace SupplyChain.Manifests.Yaml;

/// <summary>A change of a stretch of a text: what stands from <paramref name="Start"/> to <paramref name="End"/> becomes <paramref name="Text"/>.</summary>
/// <param name="Start">Offset of the first character replaced.</param>
/// <param name="End">Offset behind the last character replaced; equal to <paramref name="Start"/> where text is only added.</param>
/// <param name="Text">What stands there afterwards.</param>
public readonly record struct TextEdit(int Start, int End, string Text)
{
    /// <summary>The text with edits made; everything else stays as it is.</summary>
    /// <param name="text">The text.</param>
    /// <param name="edits">Edits that do not overlap, in any order; of several at one place, the first comes first.</param>
    public static string Apply(string text, IEnumerable<TextEdit> edits)
    {
        var edited = new StringBuilder(text.Length);
        var position = 0;
        foreach (var edit in edits.OrderBy(edit => edit.Start))
        {
            edited.Append(text, position, edit.Start - position).Append(edit.Text);
            position = edit.End;
        }

        return edited.Append(text, position, text.Length - position).ToString();
    }
}

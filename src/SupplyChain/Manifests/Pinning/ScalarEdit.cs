using SupplyChain.Manifests.Yaml;

namespace SupplyChain.Manifests.Pinning;

/// <summary>A change of a stretch of text.</summary>
internal readonly record struct ScalarEdit(int Start, int End, string Text)
{
    /// <summary>The change that lengthens a scalar by some characters that need no escape; null where its form does not allow it.</summary>
    public static ScalarEdit? Append(YamlScalar scalar, string suffix)
    {
        var text = scalar.Source.Text;
        var quote = scalar.Style is YamlScalarStyle.SingleQuoted or YamlScalarStyle.DoubleQuoted ? 1 : 0;
        var end = scalar.End - quote;
        if (text.AsSpan(scalar.Start, end - scalar.Start).EndsWith(scalar.Value, StringComparison.Ordinal))
        {
            return new ScalarEdit(end, end, suffix);
        }

        // Escapes, or a quoted text over several lines: written anew in the same quotes, between them.
        var open = text.IndexOfAny(['"', '\''], scalar.Start);
        return quote == 1 && open >= 0 && open < end ? new ScalarEdit(open + 1, end, scalar.Value + suffix) : null;
    }
}

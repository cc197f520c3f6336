using SupplyChain.Manifests.Yaml;

namespace SupplyChain.Manifests.Pinning;

/// <summary>Lengthens scalars by some characters that need no escape.</summary>
internal static class ScalarSuffix
{
    /// <summary>The edit that adds the characters; null where the scalar's form does not allow it.</summary>
    public static TextEdit? Append(YamlScalar scalar, string suffix)
    {
        var text = scalar.Source.Text;
        var quote = scalar.Style is YamlScalarStyle.SingleQuoted or YamlScalarStyle.DoubleQuoted ? 1 : 0;
        var end = scalar.End - quote;
        if (text.AsSpan(scalar.Start, end - scalar.Start).EndsWith(scalar.Value, StringComparison.Ordinal))
        {
            return new TextEdit(end, end, suffix);
        }

        // Escapes, or a quoted text over several lines: written anew in the same quotes, between them.
        var open = text.IndexOfAny(['"', '\''], scalar.Start);
        return quote == 1 && open >= 0 && open < end ? new TextEdit(open + 1, end, scalar.Value + suffix) : null;
    }
}

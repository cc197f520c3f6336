using System.Text.RegularExpressions;
using SupplyChain.Images;

namespace SupplyChain.Signing.Verification;

/// <summary>What a text must be: one exact value, or all of a regular expression from its start to its end.</summary>
public sealed class TextPattern
{
    private const int LongestPattern = 4096;

    private readonly Regex? expression;

    private TextPattern(string text, Regex? expression) => (Text, this.expression) = (text, expression);

    /// <summary>The value, or the expression, as it was given.</summary>
    public string Text { get; }

    /// <summary>Whether <see cref="Text"/> is an expression.</summary>
    public bool IsExpression => expression is not null;

    /// <summary>Exactly this value.</summary>
    public static TextPattern Exactly(string value) => new(value, null);

    /// <summary>
    /// Every text that the whole expression matches: it is anchored at both ends, so that <c>example\.com</c> does not match
    /// <c>example.com.evil</c>. It is written in Go's syntax (RE2), as cosign takes it. Matching takes time linear in the text.
    /// </summary>
    /// <exception cref="ConfigurationException">The expression cannot be read, is too long, or cannot be matched in linear time.</exception>
    public static TextPattern Matching(string expression)
    {
        try
        {
            if (expression.Length is 0 or > LongestPattern)
            {
                throw new FormatException($"its length is {expression.Length} and not from 1 to {LongestPattern}");
            }

            var translated = GoExpression.ToDotnet(expression);
            // It must be one by itself, or its brackets could close what anchors it.
            _ = Open(translated);
            return new TextPattern(expression, Open($@"\A(?:{translated})\z"));
        }
        catch (FormatException error)
        {
            throw Unusable(expression, error.Message, error);
        }
        catch (RegexParseException error)
        {
            throw Unusable(expression, $"it cannot be read ({error.Error}); correct what this names, or write it out", error);
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException)
        {
            const string reason =
                "it is too large or holds what cannot be matched in linear time; write a shorter one without back references";
            throw Unusable(expression, reason, error);
        }
    }

    /// <summary>Whether the text is what it must be.</summary>
    public bool Matches(string text) => expression?.IsMatch(text) ?? string.Equals(Text, text, StringComparison.Ordinal);

    /// <summary>The value in quotes, or the expression between slashes.</summary>
    public override string ToString() => expression is null ? Printable.Quote(Text) : $"/{Printable.Line(Text)}/";

    private static Regex Open(string expression) => new(expression, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    private static ConfigurationException Unusable(string expression, string reason, Exception error) =>
        new(
            "signing.pattern",
            $"The regular expression {Printable.Quote(expression)} cannot be used, since {Printable.Line(reason)}.",
            error
        );
}

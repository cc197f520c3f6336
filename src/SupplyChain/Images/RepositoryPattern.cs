using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace SupplyChain.Images;

/// <summary>
/// A pattern for repositories, registry included: <c>*</c> stands for any characters within a segment, <c>**</c> for any
/// number of segments, as in <c>registry.example/shop/**</c>.
/// </summary>
public sealed partial record RepositoryPattern
{
    /// <summary>What a pattern looks like, as a regular expression.</summary>
    internal const string Grammar =
        @"^(\*\*|[a-zA-Z0-9.*\-]*[.*][a-zA-Z0-9.*\-]*(:[0-9]+)?|[a-zA-Z0-9.\-]+:[0-9]+|localhost)(/(\*\*|[a-z0-9._\-*]+))*\z";

    private readonly string[] segments;

    private RepositoryPattern(string text)
    {
        Text = text;
        segments = text.Split('/');
    }

    /// <summary>The pattern as it was written.</summary>
    public string Text { get; }

    /// <summary>Reads a pattern; false when the text is not one, or names no registry.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out RepositoryPattern? pattern)
    {
        const int longest = 512;
        pattern =
            text.Length <= longest && GrammarExpression().IsMatch(text) && !text.Contains("***", StringComparison.Ordinal)
                ? new RepositoryPattern(text)
                : null;
        return pattern is not null;
    }

    /// <summary>Whether a repository, such as <c>registry.example/shop/api</c>, is one of those meant.</summary>
    public bool Matches(string repository) => Matches<string>(segments, repository.Split('/'), "**", IsSegment);

    /// <inheritdoc />
    public bool Equals(RepositoryPattern? other) => other is not null && Text == other.Text;

    /// <inheritdoc />
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Text);

    /// <inheritdoc />
    public override string ToString() => Text;

    private static bool IsSegment(string pattern, string segment) =>
        Matches<char>(pattern, segment, '*', (wanted, actual) => wanted == actual);

    // Only the last wildcard is ever tried again, so the time is bounded by the product of the lengths.
    private static bool Matches<T>(ReadOnlySpan<T> pattern, ReadOnlySpan<T> text, T any, Func<T, T, bool> same)
        where T : IEquatable<T>
    {
        var (next, at) = (0, 0);
        var (afterAny, retryAt) = (-1, 0);
        while (at < text.Length)
        {
            if (next < pattern.Length && pattern[next].Equals(any))
            {
                (afterAny, retryAt) = (++next, at);
            }
            else if (next < pattern.Length && same(pattern[next], text[at]))
            {
                (next, at) = (next + 1, at + 1);
            }
            else if (afterAny >= 0)
            {
                (next, at) = (afterAny, ++retryAt);
            }
            else
            {
                return false;
            }
        }

        return pattern[next..].IndexOfAnyExcept(any) < 0;
    }

    [GeneratedRegex(Grammar, RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex GrammarExpression();
}

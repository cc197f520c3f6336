using SupplyChain.Signing.Verification;
using Xunit;

namespace SupplyChain.Tests.Signing.Sigstore;

/// <summary>Expressions are read as cosign's, which are Go's.</summary>
public sealed class TextPatternTests
{
    [Theory]
    [InlineData(@"\Qme@example.com\E", "me@example.com", "me@exampleXcom")]
    [InlineData(@"\Qa+b\E+", "a+bbb", "aab")]
    [InlineData(@"\Q(.*", "(.*", "(x")]
    [InlineData("(?P<x>me)@example.com", "me@example.com", "you@example.com")]
    [InlineData("(?<x>me)@example.com", "me@example.com", "you@example.com")]
    [InlineData(@"\pL+@example.com", "mé@example.com", "m3@example.com")]
    [InlineData(@"\PL+", "123", "12a")]
    [InlineData(@"[\pL-]+", "a-b", "a1")]
    [InlineData(@"\p{Lu}+", "AB", "Ab")]
    [InlineData("[[:alpha:]]+@example.com", "me@example.com", ":@example.com")]
    [InlineData("[[:alpha:]]+@example.com", "me@example.com", "mé@example.com")]
    [InlineData("[[:^alpha:]_]+", "1-é_", "1a")]
    [InlineData("[^[:digit:].]+", "ab", "a.b")]
    [InlineData("[[:punct:]]+", "!~_[]", "a")]
    [InlineData("[[:xdigit:]]{2}", "aF", "ag")]
    [InlineData(@"\d+", "0189", "٣")]
    [InlineData(@"\D+", "a٣", "a3")]
    [InlineData(@"\w+", "aZ_9", "é")]
    [InlineData(@"[^\W.]+", "ab", "a-b")]
    [InlineData(@"a\sb", "a\tb", "a\u00a0b")]
    [InlineData(@"[\w.-]+", "a.b-c", "a+b")]
    [InlineData(@"[\w-z]+", "a-z", "a,z")]
    [InlineData("[a-z-[aeiou]]+", "b]]", "b")]
    [InlineData("[]a]+", "]a", "[")]
    [InlineData("[[:]+", "[:", "a")]
    [InlineData(@"[a\]b]+", "a]b", @"a\b")]
    [InlineData(@"\x{41}\x42", "AB", "ab")]
    [InlineData("(?i)me@example.com", "ME@Example.com", "we@example.com")]
    [InlineData("(?i:me)@example.com", "ME@example.com", "ME@Example.com")]
    [InlineData(@"^me@example\.com$", "me@example.com", "me@example.com\n")]
    [InlineData(@"\Ame\z", "me", "me\n")]
    [InlineData("a|b", "b", "bc")]
    public void An_expression_means_what_cosign_takes_it_for_from_start_to_end(string expression, string match, string other)
    {
        var pattern = TextPattern.Matching(expression);

        Assert.True(pattern.Matches(match));
        Assert.False(pattern.Matches(other));
        Assert.Equal(expression, pattern.Text);
    }

    [Theory]
    [InlineData(@"\Qme\E")]
    [InlineData("(?P<x>me)")]
    [InlineData(@"\pL{2}")]
    [InlineData("[[:alpha:]]{2}")]
    [InlineData(@"you|\w\w")]
    public void What_is_translated_stays_anchored(string expression)
    {
        var pattern = TextPattern.Matching(expression);

        Assert.True(pattern.Matches("me"));
        Assert.False(pattern.Matches("mee"));
        Assert.False(pattern.Matches("@me"));
        Assert.False(pattern.Matches("me\n"));
    }

    [Theory]
    [InlineData("(?=a)b", "'(?='")]
    [InlineData("(?!a)b", "'(?!'")]
    [InlineData("(?<=a)b", "'(?<='")]
    [InlineData("(?<!a)b", "'(?<!'")]
    [InlineData("(?>a)b", "'(?>'")]
    [InlineData("(?P=x)", "'(?P'")]
    [InlineData("(?#note)a", "'(?#'")]
    [InlineData("(?x) a # [", "'(?x'")]
    [InlineData("(?U)a+", "'(?U'")]
    [InlineData("(?", "'(?'")]
    [InlineData(@"(a)\1", @"back reference '\1'")]
    [InlineData("[[:foo:]]", "'[:foo:]'")]
    [InlineData("[[:^:]]", "'[:^:]'")]
    [InlineData(@"[+-\w]", "class behind '-'")]
    [InlineData("[+-[:alpha:]]", "class behind '-'")]
    [InlineData(@"[\\-[:lower:]]", "class behind '-'")]
    [InlineData("[a", "not closed")]
    [InlineData("[]", "not closed")]
    [InlineData(@"a\", @"single '\'")]
    [InlineData(@"[a\", @"single '\'")]
    [InlineData(@"\x{110000}", "hexadecimal")]
    [InlineData(@"\x{", "hexadecimal")]
    [InlineData(@"\p{Greek}", "UnrecognizedUnicodeProperty")]
    [InlineData(@"a\E", "UnrecognizedEscape")]
    [InlineData("x)|(?:.*", "InsufficientOpeningParentheses")]
    [InlineData(@"\Qx\E)|(?:.*", "InsufficientOpeningParentheses")]
    [InlineData(@"(?<a>x)\k<a>", "back references")]
    public void An_expression_without_an_equal_is_refused_and_the_construct_named(string expression, string named) =>
        Assert.Contains(
            named,
            Assert.Throws<ConfigurationException>(() => TextPattern.Matching(expression)).Message,
            StringComparison.Ordinal
        );
}

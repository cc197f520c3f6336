using System.Buffers;

namespace SupplyChain.Scanning.Versions;

/// <summary>
/// Orders of the form <c>1.2.3-rc.1+build</c>, where build metadata does not count: Semantic Versioning 2.0.0, and NuGet's, which
/// has up to four numbers and ignores case (learn.microsoft.com/nuget/concepts/package-versioning).
/// </summary>
internal sealed class DottedVersionOrder : IVersionOrder
{
    private static readonly SearchValues<char> Identifier = SearchValues.Create(
        "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-."
    );

    private readonly int numbers;
    private readonly StringComparison comparison;

    private DottedVersionOrder(int numbers, StringComparison comparison)
    {
        this.numbers = numbers;
        this.comparison = comparison;
    }

    /// <summary>The order of npm packages and of ranges of type SEMVER.</summary>
    public static DottedVersionOrder SemanticVersion { get; } = new(3, StringComparison.Ordinal);

    /// <summary>The order of NuGet packages.</summary>
    public static DottedVersionOrder NuGet { get; } = new(4, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc />
    public bool IsVersion(string text)
    {
        Split(text, out var core, out var prerelease);
        var count = 0;
        foreach (var range in core.Split('.'))
        {
            if (++count > numbers || !DigitRun.Is(core[range]))
            {
                return false;
            }
        }

        return !prerelease.ContainsAnyExcept(Identifier)
            && (!prerelease.IsEmpty || !text.AsSpan(0, Length(text, '+')).EndsWith("-"));
    }

    /// <inheritdoc />
    public int Compare(string left, string right)
    {
        Split(left, out var leftCore, out var leftPrerelease);
        Split(right, out var rightCore, out var rightPrerelease);
        while (!leftCore.IsEmpty || !rightCore.IsEmpty)
        {
            var order = DigitRun.Compare(Next(ref leftCore), Next(ref rightCore));
            if (order != 0)
            {
                return order;
            }
        }

        return PrereleaseOrder.Compare(leftPrerelease, rightPrerelease, comparison);
    }

    private static void Split(ReadOnlySpan<char> text, out ReadOnlySpan<char> core, out ReadOnlySpan<char> prerelease)
    {
        text = text[..Length(text, '+')];
        text = text is ['v' or 'V', ..] ? text[1..] : text;
        var hyphen = Length(text, '-');
        core = text[..hyphen];
        prerelease = hyphen == text.Length ? default : text[(hyphen + 1)..];
    }

    private static int Length(ReadOnlySpan<char> text, char end) => text.IndexOf(end) is >= 0 and var index ? index : text.Length;

    private static ReadOnlySpan<char> Next(ref ReadOnlySpan<char> core)
    {
        var point = Length(core, '.');
        var number = core[..point];
        core = point == core.Length ? default : core[(point + 1)..];
        return number;
    }
}

using System.Text.Json;
using SupplyChain.Images;

namespace SupplyChain.Attestations;

/// <summary>What one member of a predicate has to be. A member that is null counts as absent, as in-toto has it.</summary>
/// <param name="Path">
/// Names from the root on, between slashes; <c>[]</c> stands for each element of a list and <c>*</c> for each member of an object.
/// </param>
/// <param name="Kind">Of which kind it is.</param>
/// <param name="IsRequired">Whether it has to be there, and a text not be empty.</param>
/// <param name="Words">The words that it may be, where they are fixed.</param>
internal sealed record PredicateMember(string Path, PredicateMemberKind Kind, bool IsRequired, params string[] Words)
{
    private const int LongestShown = 64;

    private string Wanted =>
        Words.Length > 0
            ? string.Join(" or ", Words)
            : Kind switch
            {
                PredicateMemberKind.Text => "a text",
                PredicateMemberKind.Map => "an object",
                PredicateMemberKind.List => "a list",
                PredicateMemberKind.Flag => "true or false",
                _ => "a time such as 2026-01-31T12:00:00Z",
            };

    public static PredicateMember Must(string path, PredicateMemberKind kind, params string[] words) =>
        new(path, kind, true, words);

    public static PredicateMember May(string path, PredicateMemberKind kind) => new(path, kind, false);

    /// <summary>What is wrong with it, in clauses that name the member, what it is and what it should be.</summary>
    public IEnumerable<string> FaultsIn(JsonElement root) => FaultsIn(root, Path.Split('/'), "");

    private IEnumerable<string> FaultsIn(JsonElement? found, ReadOnlyMemory<string> names, string shown)
    {
        if (found is not { ValueKind: not JsonValueKind.Null } element)
        {
            // Elements are missing only from what is there.
            return IsRequired && !names.Span.ContainsAny("[]", "*")
                ? [$"'{string.Join('.', [shown, .. names.ToArray()]).TrimStart('.')}' is missing and should be {Wanted}"]
                : [];
        }

        if (names.IsEmpty)
        {
            return IsFit(element) ? [] : [$"'{shown}' is {Describe(element)} and should be {Wanted}"];
        }

        var rest = names[1..];
        return (names.Span[0], element.ValueKind) switch
        {
            ("[]", JsonValueKind.Array) => element
                .EnumerateArray()
                .SelectMany((each, position) => FaultsIn(each, rest, $"{shown}[{position}]")),
            ("*", JsonValueKind.Object) => element
                .EnumerateObject()
                .SelectMany(each => FaultsIn(each.Value, rest, $"{shown}.{Shorten(each.Name)}")),
            // What holds it is of another kind, which is said of that.
            ("[]" or "*", _) => [],
            (var name, _) => FaultsIn(Find(element, name), rest, shown.Length == 0 ? name : $"{shown}.{name}"),
        };
    }

    private static JsonElement? Find(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) ? member : null;

    private bool IsFit(JsonElement element)
    {
        try
        {
            return IsOfKind(element);
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair, which is no text.
            return false;
        }
    }

    private bool IsOfKind(JsonElement element) =>
        Kind switch
        {
            PredicateMemberKind.Map => element.ValueKind == JsonValueKind.Object,
            PredicateMemberKind.List => element.ValueKind == JsonValueKind.Array,
            PredicateMemberKind.Flag => element.ValueKind is JsonValueKind.True or JsonValueKind.False,
            PredicateMemberKind.Time => element.ValueKind == JsonValueKind.String && IsTime(element),
            _ when Words.Length > 0 => Words.Any(word => element.ValueKind == JsonValueKind.String && element.ValueEquals(word)),
            _ => element.ValueKind == JsonValueKind.String && (!IsRequired || !element.ValueEquals("")),
        };

    // The runtime's own reader takes a time without seconds or offset as well, which RFC 3339 does not.
    private static bool IsTime(JsonElement element)
    {
        var text = element.GetRawText().Trim('"');
        return element.TryGetDateTimeOffset(out _)
            && text is [_, _, _, _, '-', _, _, '-', _, _, 'T', _, _, ':', _, _, ':', _, _, .., _]
            && (text[^1] == 'Z' || text is [.., '+' or '-', _, _, ':', _, _]);
    }

    private static string Describe(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.Object => "an object",
            JsonValueKind.Array => "a list",
            JsonValueKind.String when element.ValueEquals("") => "empty",
            _ => Shorten(element.GetRawText()),
        };

    private static string Shorten(string text) => Printable.Line(text.Length > LongestShown ? text[..LongestShown] + "…" : text);
}

using System.Text;

namespace SupplyChain.Reports;

/// <summary>
/// Lets JSON be printed where a build service reads along: a value that holds <c>##vso[</c> or <c>##[</c> would be obeyed, so one
/// of the two signs is written as an escape, which means the same to every reader of JSON.
/// </summary>
public static class JsonOnLog
{
    /// <summary>The same JSON value in bytes that no build service obeys.</summary>
    /// <param name="json">UTF-8 JSON; two <c>#</c> in a row occur inside strings only.</param>
    public static byte[] Neutralize(ReadOnlySpan<byte> json) =>
        json.IndexOf("##"u8) < 0
            ? json.ToArray()
            : Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(json).Replace("##", "#\\u0023", StringComparison.Ordinal));
}

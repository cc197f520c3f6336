using System.Text.RegularExpressions;

namespace SupplyChain.Images.Registries;

/// <summary>The <c>Link</c> header with which a registry names the next page (RFC 8288).</summary>
internal static partial class LinkHeader
{
    /// <summary>Path and query of the next page in the same registry; null where this is the last.</summary>
    public static string? Next(HttpResponseMessage answer)
    {
        var header = answer.Headers.TryGetValues("Link", out var values) ? string.Join(", ", values) : "";
        var link = LinkExpression().Matches(header).FirstOrDefault(link => IsNext(link.Groups["parameters"].ValueSpan));
        return link is not null && Uri.TryCreate(answer.RequestMessage!.RequestUri, link.Groups["target"].Value, out var next)
            ? next.PathAndQuery
            : null;
    }

    private static bool IsNext(ReadOnlySpan<char> parameters) => NextExpression().IsMatch(parameters);

    [GeneratedRegex("<(?<target>[^>]*)>(?<parameters>[^<]*)", RegexOptions.CultureInvariant)]
    private static partial Regex LinkExpression();

    [GeneratedRegex("""rel\s*=\s*("([^"]*\s)?next[\s"]|next\b)""", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex NextExpression();
}

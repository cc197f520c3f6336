namespace SupplyChain.Images.Registries;

/// <summary>The <c>Link</c> header with which a registry names the next page (RFC 8288).</summary>
internal static class LinkHeader
{
    /// <summary>Path and query of the next page in the same registry; null where this is the last.</summary>
    public static string? Next(HttpResponseMessage answer)
    {
        var header = answer.Headers.TryGetValues("Link", out var values) ? values.FirstOrDefault() : null;
        var (start, end) = (
            header?.IndexOf('<', StringComparison.Ordinal) ?? -1,
            header?.IndexOf('>', StringComparison.Ordinal) ?? -1
        );
        return
            start >= 0
            && end > start
            && header!.Contains("next", StringComparison.OrdinalIgnoreCase)
            && Uri.TryCreate(answer.RequestMessage!.RequestUri, header[(start + 1)..end], out var next)
            ? next.PathAndQuery
            : null;
    }
}

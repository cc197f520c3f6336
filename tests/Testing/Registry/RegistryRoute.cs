namespace SupplyChain.Testing.Registry;

/// <summary>A path of the distribution API: <c>/v2/&lt;repository&gt;/&lt;kind&gt;/&lt;reference&gt;</c>.</summary>
internal sealed record RegistryRoute(string Repository, string Kind, string Reference)
{
    private static readonly string[] Kinds = ["/blobs/uploads/", "/manifests/", "/blobs/", "/referrers/", "/tags/"];

    /// <summary>Reads a path; null where it is another.</summary>
    public static RegistryRoute? Parse(string path)
    {
        var kind = Kinds.FirstOrDefault(kind => path.Contains(kind, StringComparison.Ordinal));
        if (kind is null || !path.StartsWith("/v2/", StringComparison.Ordinal))
        {
            return null;
        }

        var start = path.LastIndexOf(kind, StringComparison.Ordinal);
        return new RegistryRoute(path["/v2/".Length..start], kind.Trim('/'), path[(start + kind.Length)..]);
    }
}

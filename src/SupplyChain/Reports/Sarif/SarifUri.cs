namespace SupplyChain.Reports.Sarif;

/// <summary>Paths as the URI references of SARIF 2.1.0, section 3.4.3.</summary>
internal static class SarifUri
{
    public static string Of(string path)
    {
        if (Path.IsPathFullyQualified(path))
        {
            return new Uri(path).AbsoluteUri;
        }

        var segments = path.Replace('\\', '/').Split('/').Where((segment, index) => segment.Length > 0 && segment != ".");
        var uri = string.Join('/', segments.Select(Uri.EscapeDataString));
        return uri.Length > 0 ? uri : "release";
    }
}

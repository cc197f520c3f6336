namespace SupplyChain.Manifests.Rules.Cluster;

/// <summary>Which versions, cipher suites and addresses keep a connection from being read.</summary>
internal static class TransportSecurity
{
    /// <summary>Whether a list of suites, in Go's names, has one without forward secrecy or authenticated encryption.</summary>
    public static bool HasWeakSuite(string suites) => FlagList(suites).Any(IsWeakSuite);

    /// <summary>Whether a suite, in Go's names, lacks forward secrecy or authenticated encryption; those of TLS 1.3 have both.</summary>
    public static bool IsWeakSuite(string suite) =>
        !suite.StartsWith("TLS_AES_", StringComparison.Ordinal)
        && !suite.StartsWith("TLS_CHACHA20_", StringComparison.Ordinal)
        && !(
            suite.StartsWith("TLS_ECDHE_", StringComparison.Ordinal)
            && (suite.Contains("_GCM_", StringComparison.Ordinal) || suite.Contains("_CHACHA20_", StringComparison.Ordinal))
        );

    /// <summary>Whether a version, in Go's names, is older than TLS 1.2.</summary>
    public static bool IsOldVersion(string version) => version is "VersionTLS10" or "VersionTLS11";

    /// <summary>Whether a URL is about HTTP without TLS.</summary>
    public static bool IsPlainHttp(string url) => url.Trim().StartsWith("http://", StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<string> FlagList(string value) => FlagDemand.List(value).Where(item => item.Length > 0);
}

namespace SupplyChain.Manifests.Rules.Cluster;

/// <summary>Which versions, cipher suites and addresses keep a connection from being read.</summary>
internal static class TransportSecurity
{
    private static readonly string[] Broken = ["_RC4_", "_3DES_", "_CBC_SHA256"];

    /// <summary>Whether a list of suites, in Go's names, has one that Go calls insecure.</summary>
    public static bool HasWeakSuite(string suites) => FlagList(suites).Any(IsWeakSuite);

    /// <summary>
    /// Whether a suite, in Go's names, is one that Go calls insecure (crypto/tls, InsecureCipherSuites) or is not known to it; the
    /// benchmark for Kubernetes draws the line there too.
    /// </summary>
    public static bool IsWeakSuite(string suite) =>
        !suite.StartsWith("TLS_AES_", StringComparison.Ordinal)
        && !suite.StartsWith("TLS_CHACHA20_", StringComparison.Ordinal)
        && (
            !suite.StartsWith("TLS_ECDHE_", StringComparison.Ordinal)
            || Broken.Any(part => suite.Contains(part, StringComparison.Ordinal))
        );

    /// <summary>Whether a version, in Go's names, is older than TLS 1.2.</summary>
    public static bool IsOldVersion(string version) => version is "VersionTLS10" or "VersionTLS11";

    /// <summary>Whether a URL is about HTTP without TLS.</summary>
    public static bool IsPlainHttp(string url) => url.Trim().StartsWith("http://", StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<string> FlagList(string value) => FlagDemand.List(value).Where(item => item.Length > 0);
}

namespace SupplyChain.Scanning.Trivy.Settings;

/// <summary>Addresses that stand among the arguments of a program, where others on the machine can read them.</summary>
internal static class TrivyAddress
{
    /// <summary>Whether it is an address of http or https without user and password.</summary>
    public static bool IsUsable(Uri address) =>
        address is { IsAbsoluteUri: true, UserInfo: "" }
        && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp);
}

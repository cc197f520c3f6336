using System.Net;

namespace SupplyChain.Images.Registries;

/// <summary>Where requests may go.</summary>
internal static class RegistryAddress
{
    private const string DockerHubHost = "registry-1.docker.io";

    /// <summary>Host and port to connect to for a registry.</summary>
    public static string HostOf(string registry) => registry == ImageReference.DockerHub ? DockerHubHost : registry;

    /// <summary>Whether the address is this machine's own.</summary>
    public static bool IsLoopback(Uri address) => address.IsLoopback;

    /// <summary>
    /// Whether an address that a registry names, for a redirect, an upload or its tokens, may be followed: never from
    /// another machine to this one or to its cloud's metadata, and from TLS to plain HTTP only where that is allowed.
    /// </summary>
    public static bool MayFollow(Uri from, Uri target, bool allowHttp) =>
        (target.Scheme == Uri.UriSchemeHttps || (target.Scheme == Uri.UriSchemeHttp && MayBePlain(from, target, allowHttp)))
        && (IsLoopback(from) || !(IsLoopback(target) || IsLinkLocal(target)));

    private static bool MayBePlain(Uri from, Uri target, bool allowHttp) =>
        allowHttp || (from.Scheme == Uri.UriSchemeHttp && IsLoopback(target));

    private static bool IsLinkLocal(Uri address) =>
        IPAddress.TryParse(address.IdnHost, out var ip)
        && (ip.MapToIPv6().IsIPv6LinkLocal || ip.MapToIPv4().GetAddressBytes() is [169, 254, _, _] or [0, _, _, _]);
}

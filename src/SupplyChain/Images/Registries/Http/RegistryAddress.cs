using System.Net;

namespace SupplyChain.Images.Registries.Http;

/// <summary>Where requests may go.</summary>
internal static class RegistryAddress
{
    private const string DockerHubHost = "registry-1.docker.io";

    // Where clouds tell their machines who they are, outside of 169.254.0.0/16: AWS, Alibaba, Azure, Oracle.
    private static readonly IPAddress[] MetadataServices =
    [
        IPAddress.Parse("fd00:ec2::254"),
        IPAddress.Parse("100.100.100.200"),
        IPAddress.Parse("168.63.129.16"),
        IPAddress.Parse("192.0.0.192"),
    ];

    /// <summary>Host and port to connect to for a registry.</summary>
    public static string HostOf(string registry) => registry == ImageReference.DockerHub ? DockerHubHost : registry;

    /// <summary>
    /// Whether an address that a registry names, for a redirect, an upload or its tokens, may be followed: never to a cloud's
    /// metadata, never from another machine to this one, and from TLS to plain HTTP only where that is allowed.
    /// </summary>
    public static bool MayFollow(Uri from, Uri target, bool allowHttp) =>
        (target.Scheme == Uri.UriSchemeHttps || (target.Scheme == Uri.UriSchemeHttp && MayBePlain(from, target, allowHttp)))
        && target.UserInfo.Length == 0
        && (from.IsLoopback || !target.IsLoopback)
        && !(
            IPAddress.TryParse(target.IdnHost, out var address) && (IsReserved(address) || (!from.IsLoopback && IsHere(address)))
        );

    /// <summary>Whether the address is this machine's own.</summary>
    public static bool IsHere(IPAddress address) =>
        IPAddress.IsLoopback(Plain(address)) || Plain(address).Equals(IPAddress.IPv6Any) || IsZeroNetwork(address);

    /// <summary>Whether no registry can be at the address: link-local ones, and those of cloud metadata services.</summary>
    public static bool IsReserved(IPAddress address) =>
        Plain(address).IsIPv6LinkLocal
        || Plain(address).GetAddressBytes() is [169, 254, _, _]
        || MetadataServices.Contains(Plain(address));

    /// <summary>Scheme, host and port, without what else an address may say.</summary>
    public static string Show(Uri address) => address.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped);

    private static bool MayBePlain(Uri from, Uri target, bool allowHttp) =>
        allowHttp || (from.Scheme == Uri.UriSchemeHttp && target.IsLoopback);

    private static bool IsZeroNetwork(IPAddress address) => Plain(address).GetAddressBytes() is [0, _, _, _];

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}

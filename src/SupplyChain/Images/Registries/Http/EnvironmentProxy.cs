using System.Net;

namespace SupplyChain.Images.Registries.Http;

/// <summary>The proxy that <c>HTTPS_PROXY</c>, <c>HTTP_PROXY</c> and <c>NO_PROXY</c> name, which is never asked for this machine itself.</summary>
/// <param name="inner">The proxy of the environment.</param>
internal sealed class EnvironmentProxy(IWebProxy inner) : IWebProxy
{
    /// <inheritdoc />
    public ICredentials? Credentials
    {
        get => inner.Credentials;
        set => inner.Credentials = value;
    }

    /// <inheritdoc />
    public Uri? GetProxy(Uri destination) =>
        destination.IsLoopback || inner.GetProxy(destination) is not { } proxy ? null : WithoutUser(proxy);

    /// <inheritdoc />
    public bool IsBypassed(Uri host) => host.IsLoopback || inner.IsBypassed(host);

    // The user and password are in the credentials; in the address they would come to stand in messages.
    private static Uri WithoutUser(Uri proxy) =>
        new(proxy.GetComponents(UriComponents.SchemeAndServer | UriComponents.PathAndQuery, UriFormat.UriEscaped));
}

using System.Collections.Concurrent;
using System.Net;
using SupplyChain.Images.Registries.Http;

namespace SupplyChain.Images.Registries;

/// <summary>
/// Finds out which registries speak TLS: all on other hosts, unless plain HTTP is allowed and they don't; those on this machine if they
/// understand nothing else.
/// </summary>
/// <param name="allowHttp">Whether registries on other hosts may be asked without TLS.</param>
/// <param name="tls">Knows whose certificate is not trusted: that is no reason to do without.</param>
internal sealed class RegistrySchemes(bool allowHttp, TlsPolicy tls)
{
    private readonly ConcurrentDictionary<string, string> known = new(StringComparer.Ordinal);

    /// <summary>Sends a request to a registry by the scheme that it understands.</summary>
    /// <param name="registry">The registry.</param>
    /// <param name="send">Sends the request to the registry at an address.</param>
    public async Task<HttpResponseMessage> SendAsync(string registry, Func<Uri, Task<HttpResponseMessage>> send)
    {
        if (known.TryGetValue(registry, out var scheme))
        {
            return await send(Home(registry, scheme));
        }

        var isHere = Home(registry, Uri.UriSchemeHttp).IsLoopback;
        var first = Home(registry, isHere ? Uri.UriSchemeHttp : Uri.UriSchemeHttps);
        var second = isHere || allowHttp ? Home(registry, isHere ? Uri.UriSchemeHttps : Uri.UriSchemeHttp) : null;
        try
        {
            var answer = await send(first);
            // What servers with TLS say to a request without.
            if (isHere && answer.StatusCode == HttpStatusCode.BadRequest && await TrySendAsync(second!, send) is { } better)
            {
                answer.Dispose();
                known[registry] = second!.Scheme;
                return better;
            }

            known[registry] = first.Scheme;
            return answer;
        }
        catch (HttpRequestException error) when (second is not null && MayBeOther(error, isHere) && !IsDistrusted(first))
        {
            if (await TrySendAsync(second, send) is not { } answer)
            {
                throw;
            }

            known[registry] = second.Scheme;
            return answer;
        }
    }

    private static Uri Home(string registry, string scheme) => new($"{scheme}://{RegistryAddress.HostOf(registry)}/");

    private static bool MayBeOther(HttpRequestException error, bool isHere) =>
        isHere
            ? error.HttpRequestError is HttpRequestError.ResponseEnded or HttpRequestError.InvalidResponse
            : error.HttpRequestError is HttpRequestError.SecureConnectionError or HttpRequestError.ConnectionError;

    private bool IsDistrusted(Uri home) => tls.HasDistrusted(home.IdnHost);

    // That the second scheme fails too says nothing new, except that there is TLS which is not trusted.
    private async Task<HttpResponseMessage?> TrySendAsync(Uri home, Func<Uri, Task<HttpResponseMessage>> send)
    {
        try
        {
            return await send(home);
        }
        catch (HttpRequestException) when (!IsDistrusted(home))
        {
            return null;
        }
    }
}

using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Http.Headers;

namespace SupplyChain.Images.Registries;

/// <summary>Sends requests to registries: over TLS where it has to be, logged in, repeated where that is safe, and never offline.</summary>
internal sealed class RegistryTransport : IDisposable
{
    private const int MostRedirects = 5;

    private readonly ImageStoreOptions options;
    private readonly HttpClient client;
    private readonly RegistryAuthenticator authenticator;
    private readonly ConcurrentDictionary<string, bool> plain = new(StringComparer.Ordinal);

    /// <summary>Makes a transport with its own pool of connections.</summary>
    [SuppressMessage("Reliability", "CA2000", Justification = "The client disposes its handler.")]
    public RegistryTransport(ImageStoreOptions options)
    {
        this.options = options;
        client = new HttpClient(
            new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                ConnectTimeout = TimeSpan.FromSeconds(15),
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
                MaxConnectionsPerServer = 16,
            }
        )
        {
            Timeout = Timeout.InfiniteTimeSpan,
            DefaultRequestVersion = HttpVersion.Version20,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        client.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("supplychain", "1"));
        authenticator = new RegistryAuthenticator(client, options);
    }

    /// <summary>Whether registries on other hosts may be asked without TLS.</summary>
    public bool AllowHttp => options.AllowHttp;

    /// <summary>Clock for waits.</summary>
    public TimeProvider Time => options.Time;

    /// <summary>Sends a request; the answer's body is not read yet, and the caller disposes it.</summary>
    /// <exception cref="UndeterminedException">There is no answer, or offline mode forbids asking.</exception>
    public Task<HttpResponseMessage> SendAsync(RegistryCall call, CancellationToken cancellationToken) =>
        RepeatAsync(call, Task.FromResult, cancellationToken);

    /// <summary>Sends a request and reads the answer; a body that breaks off or is altered is asked for again.</summary>
    public Task<T> ReadAsync<T>(
        RegistryCall call,
        Func<HttpResponseMessage, Task<T>> read,
        CancellationToken cancellationToken
    ) =>
        RepeatAsync(
            call,
            async answer =>
            {
                using (answer)
                {
                    return await read(answer);
                }
            },
            cancellationToken
        );

    /// <inheritdoc />
    public void Dispose()
    {
        authenticator.Dispose();
        client.Dispose();
    }

    private async Task<T> RepeatAsync<T>(
        RegistryCall call,
        Func<HttpResponseMessage, Task<T>> read,
        CancellationToken cancellationToken
    )
    {
        if (options.Offline)
        {
            throw new UndeterminedException(
                "network.offline",
                $"{call.Registry} would have to be asked, which offline mode forbids; name a layout that holds the image, or go online."
            );
        }

        for (var attempt = 1; ; attempt++)
        {
            var last = attempt == RetryPolicy.Attempts || !call.IsRepeatable;
            RetryConditionHeaderValue? asked = null;
            try
            {
                var answer = await SendOnceAsync(call, cancellationToken);
                if (last || !RetryPolicy.IsTransient(answer.StatusCode))
                {
                    return await read(answer);
                }

                asked = answer.Headers.RetryAfter;
                answer.Dispose();
            }
            catch (Exception error) when (IsTransient(error, cancellationToken))
            {
                if (last)
                {
                    throw error as UndeterminedException ?? RegistryFailure.Unreachable(call, error);
                }
            }

            await Task.Delay(RetryPolicy.WaitAfter(attempt, asked, Time.GetUtcNow()), Time, cancellationToken);
        }
    }

    private static bool IsTransient(Exception error, CancellationToken cancellationToken) =>
        error
            is HttpRequestException { InnerException: not SupplyChainException }
                or IOException
                or UndeterminedException { Code: RegistryFailure.Altered }
        || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested);

    private async Task<HttpResponseMessage> SendOnceAsync(RegistryCall call, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(call.Timeout, Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        var home = HomeOf(call.Registry);
        try
        {
            return await FollowAsync(call, home, either.Token);
        }
        catch (HttpRequestException error)
            when (options.AllowHttp
                && home.Scheme == Uri.UriSchemeHttps
                && error.HttpRequestError is HttpRequestError.SecureConnectionError or HttpRequestError.ConnectionError
            )
        {
            plain[call.Registry] = true;
            throw;
        }
    }

    private Uri HomeOf(string registry)
    {
        var home = new Uri($"http://{RegistryAddress.HostOf(registry)}/");
        return RegistryAddress.IsLoopback(home) || plain.ContainsKey(registry)
            ? home
            : new Uri($"https://{RegistryAddress.HostOf(registry)}/");
    }

    private async Task<HttpResponseMessage> FollowAsync(RegistryCall call, Uri home, CancellationToken cancellationToken)
    {
        var address = call.Address ?? new Uri(home, call.Path);
        var (redirects, refusals) = (0, 0);
        while (true)
        {
            // Who one is concerns the registry alone, not the storage it sends one to.
            var isHome = address.Scheme == home.Scheme && address.Authority == home.Authority;
            var sent = isHome ? await authenticator.AuthorizeAsync(call.Registry, home, call.Scope, cancellationToken) : null;
            using var request = Request(call, address, sent);
            var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (
                answer.StatusCode == HttpStatusCode.Unauthorized
                && isHome
                && refusals++ < 2
                && call.IsRepeatable
                && authenticator.Learn(call.Registry, call.Scope, answer, sent)
            )
            {
                answer.Dispose();
            }
            else if (IsRedirect(answer) && call.Content is null)
            {
                address = RegistryFailure.CheckTarget(call, home, address, answer.Headers.Location, options.AllowHttp);
                answer.Dispose();
                if (++redirects > MostRedirects)
                {
                    throw RegistryFailure.BadTarget(call, $"it redirects more than {MostRedirects} times");
                }
            }
            else
            {
                return answer;
            }
        }
    }

    private static bool IsRedirect(HttpResponseMessage answer) =>
        answer.StatusCode
            is HttpStatusCode.MovedPermanently
                or HttpStatusCode.Found
                or HttpStatusCode.SeeOther
                or HttpStatusCode.TemporaryRedirect
                or HttpStatusCode.PermanentRedirect;

    private static HttpRequestMessage Request(RegistryCall call, Uri address, AuthenticationHeaderValue? authorization)
    {
        var request = new HttpRequestMessage(call.Method, address)
        {
            Content = call.Content?.Invoke(),
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        request.Headers.Authorization = authorization;
        request.Headers.Range = call.From > 0 ? new RangeHeaderValue(call.From, null) : null;
        foreach (var mediaType in call.Accept)
        {
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(mediaType));
        }

        return request;
    }
}

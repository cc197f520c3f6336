using System.Net;
using System.Net.Http.Headers;
using SupplyChain.Images.Registries.Http;
using SupplyChain.Images.Registries.Login;

namespace SupplyChain.Images.Registries;

/// <summary>Sends requests to registries: over TLS where it has to be, logged in, repeated where that is safe, and never offline.</summary>
internal sealed class RegistryTransport : IDisposable
{
    private const int MostRedirects = 5;

    private readonly ImageStoreOptions options;
    private readonly TlsPolicy tls;
    private readonly HttpClient client;
    private readonly RegistryAuthenticator authenticator;
    private readonly RegistrySchemes schemes;

    /// <summary>Makes a transport with its own pool of connections.</summary>
    /// <exception cref="ConfigurationException">A file named for TLS cannot be used.</exception>
    public RegistryTransport(ImageStoreOptions options)
    {
        this.options = options;
        tls = new TlsPolicy(options.Tls);
        schemes = new RegistrySchemes(options.AllowHttp, tls);
        client = RegistryConnections.Open(tls);
        authenticator = new RegistryAuthenticator(client, options);
    }

    /// <summary>Whether registries on other hosts may be asked without TLS.</summary>
    public bool AllowHttp => options.AllowHttp;

    /// <summary>Most bytes of a manifest or list that are read.</summary>
    public int LargestManifest => options.LargestManifest;

    /// <summary>Clock for waits.</summary>
    public TimeProvider Time => options.Time;

    /// <summary>Sends a request; the answer's body is not read yet, and the caller disposes it.</summary>
    /// <exception cref="UndeterminedException">There is no answer, or offline mode forbids asking.</exception>
    public Task<HttpResponseMessage> SendAsync(RegistryCall call, CancellationToken cancellationToken) =>
        RepeatAsync(call, Task.FromResult, cancellationToken);

    /// <summary>Sends a request and reads the answer within a minute; a body that breaks off or is altered is asked for again.</summary>
    public Task<T> ReadAsync<T>(
        RegistryCall call,
        Func<HttpResponseMessage, CancellationToken, Task<T>> read,
        CancellationToken cancellationToken
    ) =>
        RepeatAsync(
            call,
            async answer =>
            {
                using (answer)
                using (var patience = new Patience(Time, cancellationToken))
                {
                    return await read(answer, patience.Token);
                }
            },
            cancellationToken
        );

    /// <summary>Goes on only after an answer that says it is done.</summary>
    /// <exception cref="UndeterminedException">It says something else.</exception>
    public async Task ThrowUnlessSuccessAsync(HttpResponseMessage answer, string what, CancellationToken cancellationToken)
    {
        if (!answer.IsSuccessStatusCode)
        {
            throw await FailureAsync(answer, what, cancellationToken);
        }
    }

    /// <summary>The error for an answer with an unexpected status.</summary>
    public async Task<UndeterminedException> FailureAsync(
        HttpResponseMessage answer,
        string what,
        CancellationToken cancellationToken
    )
    {
        using var patience = new Patience(Time, cancellationToken);
        return await RegistryFailure.OfAsync(answer, what, patience.Token);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        client.Dispose();
        tls.Dispose();
    }

    private Task<T> RepeatAsync<T>(
        RegistryCall call,
        Func<HttpResponseMessage, Task<T>> read,
        CancellationToken cancellationToken
    ) =>
        options.Offline
            ? throw RegistryFailure.Offline(call.Registry)
            : new RepeatedExchange(
                Time,
                call.IsRepeatable ? RetryPolicy.Attempts : 1,
                error => RegistryFailure.Unreachable(call, error)
            ).RunAsync(
                () => schemes.SendAsync(call.Registry, home => FollowAsync(call, home, cancellationToken)),
                read,
                cancellationToken
            );

    private async Task<HttpResponseMessage> FollowAsync(RegistryCall call, Uri home, CancellationToken cancellationToken)
    {
        tls.Introduce(home);
        var address = call.Address ?? new Uri(home, call.Path);
        var (redirects, refusals) = (0, 0);
        var login = await LoginAsync(call, home, address, cancellationToken);
        while (true)
        {
            var answer = await ExchangeAsync(call, home, address, login, cancellationToken);
            if (answer.StatusCode == HttpStatusCode.Unauthorized && IsSame(home, address) && refusals++ < 2)
            {
                authenticator.Learn(call.Registry, call.Scope, answer, login);
                var other = await LoginAsync(call, home, address, cancellationToken);
                if (other is null || other.Equals(login))
                {
                    return answer;
                }

                login = other;
            }
            else if (IsRedirect(answer, keepsContent: call.Content is not null))
            {
                address = RegistryFailure.CheckTarget(call, home, address, answer.Headers.Location, options.AllowHttp);
                login = await LoginAsync(call, home, address, cancellationToken);
                if (++redirects > MostRedirects)
                {
                    throw RegistryFailure.BadTarget(call, $"it redirects more than {MostRedirects} times");
                }
            }
            else
            {
                return answer;
            }

            answer.Dispose();
        }
    }

    // Who one is concerns the registry alone, not the storage it sends one to.
    private Task<AuthenticationHeaderValue?> LoginAsync(
        RegistryCall call,
        Uri home,
        Uri address,
        CancellationToken cancellationToken
    ) =>
        IsSame(home, address)
            ? authenticator.AuthorizeAsync(call.Registry, home, call.Scope, cancellationToken)
            : Task.FromResult<AuthenticationHeaderValue?>(null);

    private static bool IsSame(Uri home, Uri address) => address.Scheme == home.Scheme && address.Authority == home.Authority;

    private static bool IsRedirect(HttpResponseMessage answer, bool keepsContent) =>
        answer.StatusCode is HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect
        || (
            !keepsContent
            && answer.StatusCode is HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther
        );

    private async Task<HttpResponseMessage> ExchangeAsync(
        RegistryCall call,
        Uri home,
        Uri address,
        AuthenticationHeaderValue? login,
        CancellationToken cancellationToken
    )
    {
        using var patience = new Patience(Time, cancellationToken);
        using var content = call.Content is { } make ? new WatchedContent(make(), patience) : null;
        using var request = new HttpRequestMessage(call.Method, address)
        {
            Content = content,
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        request.Options.Set(RegistryConnections.NamedByOther, !home.IsLoopback && !IsSame(home, address));
        request.Headers.Authorization = login;
        request.Headers.Range = call.From > 0 ? new RangeHeaderValue(call.From, null) : null;
        foreach (var mediaType in call.Accept)
        {
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(mediaType));
        }

        try
        {
            return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
        }
        finally
        {
            await (content?.EndAsync() ?? Task.CompletedTask)
                .WaitAsync(patience.Token)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}

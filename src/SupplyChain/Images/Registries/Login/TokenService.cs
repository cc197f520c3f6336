using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using SupplyChain.Images.Registries.Http;

namespace SupplyChain.Images.Registries.Login;

/// <summary>Asks the token services of registries.</summary>
internal sealed class TokenService(HttpClient client, ImageStoreOptions options)
{
    private const int LargestAnswer = 1024 * 1024;
    private static readonly TimeSpan DefaultLifetime = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LongestMargin = TimeSpan.FromSeconds(10);

    /// <summary>Asks for a token.</summary>
    /// <exception cref="UndeterminedException">There is none for these credentials, or the service cannot be asked.</exception>
    public async Task<RegistryToken> AskAsync(TokenQuestion question, CancellationToken cancellationToken)
    {
        if (
            !Uri.TryCreate(question.Challenge.Realm, UriKind.Absolute, out var realm)
            || !RegistryAddress.MayFollow(question.Address, realm, options.AllowHttp)
        )
        {
            throw Failed(
                question.Registry,
                $"its token service {Printable.Quote(question.Challenge.Realm ?? "")} is not one to send credentials to",
                "check that this is the right registry"
            );
        }

        var isElsewhere = !realm.IdnHost.Equals(question.Address.IdnHost, StringComparison.OrdinalIgnoreCase);
        var answer = await ExchangeAsync(
            question.Registry,
            () =>
            {
                var request = TokenRequest.Make(realm, question);
                request.Options.Set(RegistryConnections.NamedByOther, isElsewhere && !question.Address.IsLoopback);
                return request;
            },
            cancellationToken
        );
        var token = answer.Token is { Length: > 0 } named ? named : answer.AccessToken;
        return token is { Length: > 0 } && token.All(char.IsAscii) && !token.Any(char.IsControl)
            ? new RegistryToken(
                new AuthenticationHeaderValue("Bearer", token),
                options.Time.GetUtcNow() + Lifetime(answer.ExpiresIn)
            )
            : throw NoToken(question.Registry, realm);
    }

    /// <summary>Sends a request for tokens, repeatedly where that may help.</summary>
    /// <param name="registry">The registry that they are for.</param>
    /// <param name="make">Makes the request.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <exception cref="UndeterminedException">They are refused, or the service cannot be asked.</exception>
    public Task<TokenAnswer> ExchangeAsync(string registry, Func<HttpRequestMessage> make, CancellationToken cancellationToken)
    {
        var exchange = new RepeatedExchange(
            options.Time,
            RetryPolicy.Attempts,
            error =>
                Failed(
                    registry,
                    $"its token service cannot be asked, {RegistryFailure.Cause(error)}",
                    "check the network and try again",
                    error
                )
        );
        return exchange.RunAsync(
            async () =>
            {
                using var patience = new Patience(options.Time, cancellationToken);
                using var request = make();
                return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            },
            answer => ReadAsync(registry, answer, cancellationToken),
            cancellationToken
        );
    }

    /// <summary>The error for an answer without a token.</summary>
    public static UndeterminedException NoToken(string registry, Uri service) =>
        Failed(registry, $"its token service {service.Host} gave no token", "ask those who run it");

    private async Task<TokenAnswer> ReadAsync(string registry, HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        using var _ = answer;
        using var patience = new Patience(options.Time, cancellationToken);
        var service = answer.RequestMessage!.RequestUri!;
        if (!answer.IsSuccessStatusCode)
        {
            var isRefused =
                answer.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden;
            throw Failed(
                registry,
                $"its token service {service.Host} answered {(int)answer.StatusCode}",
                isRefused
                    ? $"check the credentials, such as with 'docker login {registry}'"
                    : "try again, or ask those who run it"
            );
        }

        try
        {
            var content = await ResponseReading.ReadAsync(answer, LargestAnswer, patience.Token);
            return JsonSerializer.Deserialize(content.Span, LoginJson.Default.TokenAnswer) ?? throw NoToken(registry, service);
        }
        catch (JsonException)
        {
            throw Failed(registry, $"its token service {service.Host} does not answer in JSON", "ask those who run it");
        }
    }

    // Asked for again a little before it ends, since it may end on the way.
    private static TimeSpan Lifetime(double? seconds)
    {
        var stated = seconds is > 0 and < 1e6 ? TimeSpan.FromSeconds(seconds.Value) : DefaultLifetime;
        return stated - (stated / 4 < LongestMargin ? stated / 4 : LongestMargin);
    }

    private static UndeterminedException Failed(string registry, string problem, string remedy, Exception? inner = null) =>
        new(RegistryFailure.NoLogin, $"Logging in to {registry} failed: {problem}; {remedy}.", inner);
}

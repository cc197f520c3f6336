using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace SupplyChain.Images.Registries;

/// <summary>Answers the challenges of registries, and remembers tokens until they expire.</summary>
internal sealed class RegistryAuthenticator(HttpClient client, ImageStoreOptions options) : IDisposable
{
    private const int LargestAnswer = 1024 * 1024;
    private static readonly TimeSpan DefaultLifetime = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, AuthenticationChallenge> challenges = new();
    private readonly ConcurrentDictionary<
        (string Registry, string Scope),
        (AuthenticationHeaderValue Header, DateTimeOffset Until)
    > tokens = new();
    private readonly SemaphoreSlim asking = new(1);

    /// <summary>What to send to a registry for a scope, from what is known; null for nothing.</summary>
    public async Task<AuthenticationHeaderValue?> AuthorizeAsync(
        string registry,
        Uri address,
        string scope,
        CancellationToken cancellationToken
    ) =>
        challenges.TryGetValue(registry, out var challenge)
            ? await AnswerAsync(registry, address, challenge, scope, cancellationToken)
            : null;

    /// <summary>Learns from a 401; false where there is nothing new to try.</summary>
    public bool Learn(string registry, string scope, HttpResponseMessage refusal, AuthenticationHeaderValue? sent)
    {
        if (AuthenticationChallenge.Read(refusal.Headers) is not { } challenge)
        {
            return false;
        }

        challenges[registry] = challenge;
        var expired = sent is not null && tokens.TryRemove((registry, scope), out _);
        return sent is null || expired;
    }

    /// <inheritdoc />
    public void Dispose() => asking.Dispose();

    private async Task<AuthenticationHeaderValue?> AnswerAsync(
        string registry,
        Uri address,
        AuthenticationChallenge challenge,
        string scope,
        CancellationToken cancellationToken
    )
    {
        var credential = await options.Credentials.FindAsync(registry, cancellationToken);
        if (!challenge.IsBearer)
        {
            return credential is { IsRefreshToken: false } ? Basic(credential) : null;
        }

        await asking.WaitAsync(cancellationToken);
        try
        {
            if (tokens.TryGetValue((registry, scope), out var known) && known.Until > options.Time.GetUtcNow())
            {
                return known.Header;
            }

            var (token, lifetime) = await AskAsync(registry, address, challenge, scope, credential, cancellationToken);
            var header = new AuthenticationHeaderValue("Bearer", token);
            tokens[(registry, scope)] = (header, options.Time.GetUtcNow() + lifetime - Margin);
            return header;
        }
        finally
        {
            _ = asking.Release();
        }
    }

    private async Task<(string Token, TimeSpan Lifetime)> AskAsync(
        string registry,
        Uri address,
        AuthenticationChallenge challenge,
        string scope,
        RegistryCredential? credential,
        CancellationToken cancellationToken
    )
    {
        if (
            !Uri.TryCreate(challenge.Realm, UriKind.Absolute, out var realm)
            || !RegistryAddress.MayFollow(address, realm, options.AllowHttp)
        )
        {
            throw Failed(
                registry,
                $"its token service {Printable.Quote(challenge.Realm ?? "")} is not one to send credentials to"
            );
        }

        using var request = TokenRequest.Make(realm, challenge.Service, scope, credential);
        try
        {
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (!answer.IsSuccessStatusCode)
            {
                throw Failed(registry, $"its token service {realm.Host} answered {(int)answer.StatusCode}");
            }

            var content = await ResponseReading.ReadAsync(answer, LargestAnswer, cancellationToken);
            var parsed = JsonSerializer.Deserialize(content.Span, RegistryJson.Default.TokenAnswer);
            var lifetime = parsed?.ExpiresIn is { } seconds and > 0 and < 1e6 ? TimeSpan.FromSeconds(seconds) : DefaultLifetime;
            return ((parsed?.Token ?? parsed?.AccessToken) is { Length: > 0 } token)
                ? (token, lifetime)
                : throw Failed(registry, $"its token service {realm.Host} gave no token");
        }
        catch (Exception error) when (error is HttpRequestException or IOException or JsonException)
        {
            throw Failed(registry, $"its token service {realm.Host} cannot be asked", error);
        }
    }

    private static AuthenticationHeaderValue Basic(RegistryCredential credential) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{credential.User}:{credential.Secret}")));

    private static UndeterminedException Failed(string registry, string problem, Exception? inner = null) =>
        new(
            "registry.login",
            $"Logging in to {registry} failed: {problem}; check the credentials, such as with 'docker login {registry}'.",
            inner
        );
}

using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;

namespace SupplyChain.Images.Registries.Login;

/// <summary>Answers the challenges of registries, and remembers who one is and the tokens one got until they end.</summary>
internal sealed class RegistryAuthenticator(HttpClient client, ImageStoreOptions options)
{
    private readonly TokenService service = new(client, options);
    private readonly ConcurrentDictionary<string, AuthenticationChallenge> challenges = new();
    private readonly ConcurrentDictionary<(string Registry, string Scope), string> wider = new();
    private readonly Shared<string, RegistryCredential?> credentials = new();
    private readonly Shared<(string Registry, string Scope), RegistryToken> tokens = new();

    /// <summary>What to send to a registry for a scope, from what is known; null for nothing.</summary>
    /// <exception cref="ConfigurationException">The credentials cannot be read.</exception>
    /// <exception cref="UndeterminedException">The token service gives no token.</exception>
    public async Task<AuthenticationHeaderValue?> AuthorizeAsync(
        string registry,
        Uri address,
        string scope,
        CancellationToken cancellationToken
    )
    {
        if (!challenges.TryGetValue(registry, out var challenge))
        {
            return null;
        }

        var credential = await credentials
            .GetAsync(registry, _ => true, () => FindAsync(registry, address))
            .WaitAsync(cancellationToken);
        if (credential is { Kind: SecretKind.AccessToken })
        {
            return new AuthenticationHeaderValue("Bearer", credential.Secret);
        }

        if (!challenge.IsBearer)
        {
            return credential is { Kind: SecretKind.Password } ? Basic(credential) : null;
        }

        if (tokens.TryGet((registry, scope + ",push"), IsValid) is { } pushing)
        {
            return pushing.Header;
        }

        var asked = wider.GetValueOrDefault((registry, scope), scope);
        var question = new TokenQuestion(registry, address, challenge, asked, credential);
        var token = await tokens
            .GetAsync((registry, scope), IsValid, () => service.AskAsync(question, CancellationToken.None))
            .WaitAsync(cancellationToken);
        return token.Header;
    }

    /// <summary>Learns from a 401 what the registry wants, and that what was sent is worth nothing, if something was.</summary>
    public void Learn(string registry, string scope, HttpResponseMessage refusal, AuthenticationHeaderValue? sent)
    {
        if (AuthenticationChallenge.Read(refusal.Headers) is not { } challenge)
        {
            return;
        }

        challenges[registry] = challenge;
        if (sent is null)
        {
            return;
        }

        tokens.Remove((registry, scope), token => token.Header.Equals(sent));
        tokens.Remove((registry, scope + ",push"), token => token.Header.Equals(sent));
        if (challenge.Scope is { Length: > 0 } demanded && !scope.Split(' ').Contains(demanded))
        {
            wider[(registry, scope)] = $"{scope} {demanded}";
        }
    }

    /// <summary>User and password as they are sent (RFC 7617).</summary>
    public static AuthenticationHeaderValue Basic(RegistryCredential credential) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{credential.User}:{credential.Secret}")));

    private async Task<RegistryCredential?> FindAsync(string registry, Uri address) =>
        await options.Credentials.FindAsync(registry, CancellationToken.None)
        ?? (
            options.Credentials.FindAzure(registry) is { } identity
                ? await new AzureLogin(service).LoginAsync(identity, registry, address, CancellationToken.None)
                : null
        );

    private bool IsValid(RegistryToken token) => token.Until > options.Time.GetUtcNow();
}

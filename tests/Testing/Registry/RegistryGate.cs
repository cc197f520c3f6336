using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace SupplyChain.Testing.Registry;

/// <summary>Lets in whom the registry knows, and gives out its tokens at <c>/token</c>.</summary>
internal sealed class RegistryGate(TestRegistryOptions options)
{
    private static readonly string BasicCredentials =
        "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{TestRegistry.User}:{TestRegistry.Password}"));

    private readonly ConcurrentDictionary<string, (string[] Scopes, DateTimeOffset Until)> tokens = new();

    static RegistryGate() => Secrets.Add(BasicCredentials["Basic ".Length..]);

    /// <summary>Passes the exchange on, or answers 401.</summary>
    public Task PassAsync(HttpContext context, RequestDelegate next)
    {
        if (options.Authentication == RegistryAuthentication.Bearer && context.Request.Path == "/token")
        {
            return GiveTokenAsync(context);
        }

        var scope = ScopeOf(context.Request);
        var credentials = context.Request.Headers.Authorization.ToString();
        var known = options.Authentication switch
        {
            RegistryAuthentication.None => true,
            RegistryAuthentication.Basic => credentials == BasicCredentials,
            _ => HasToken(credentials, scope),
        };
        if (known)
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        context.Response.Headers.WWWAuthenticate =
            options.Authentication == RegistryAuthentication.Basic
                ? "Basic realm=\"test\""
                : $"Bearer realm=\"{context.Request.Scheme}://{context.Request.Host}/token\",service=\"test\""
                    + (scope is null ? "" : $",scope=\"{scope}\"");
        return Task.CompletedTask;
    }

    private static string? ScopeOf(HttpRequest request) =>
        RegistryRoute.Parse(request.Path.Value!) is { } route
            ? $"repository:{route.Repository}:{(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) ? "pull" : "pull,push")}"
            : null;

    private bool HasToken(string credentials, string? scope) =>
        credentials.StartsWith("Bearer ", StringComparison.Ordinal)
        && tokens.TryGetValue(credentials["Bearer ".Length..], out var token)
        && token.Until > DateTimeOffset.UtcNow
        && (scope is null || token.Scopes.Any(granted => granted.StartsWith(scope, StringComparison.Ordinal)));

    // GET as in the "Token Authentication Specification", POST as in "OAuth 2" of the same documentation.
    private async Task GiveTokenAsync(HttpContext context)
    {
        var isPost = HttpMethods.IsPost(context.Request.Method);
        var form = isPost ? await context.Request.ReadFormAsync() : null;
        var isKnown = form is null
            ? context.Request.Headers.Authorization == BasicCredentials
            : form["grant_type"] == "refresh_token"
                && form["refresh_token"] == TestRegistry.RefreshToken
                && form["service"] == "test";
        if (!isKnown)
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        var scopes = form is null ? context.Request.Query["scope"] : form["scope"];
        var token = Secrets.Add(Guid.NewGuid().ToString("n"));
        tokens[token] = (
            [.. scopes.OfType<string>().SelectMany(scope => scope.Split(' '))],
            DateTimeOffset.UtcNow + options.TokenLifetime
        );
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(
            $$"""{"{{(isPost ? "access_token" : "token")}}":"{{token}}","expires_in":{{(int)options.TokenLifetime.TotalSeconds}}}"""
        );
    }
}

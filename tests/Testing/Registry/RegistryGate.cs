using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace SupplyChain.Testing.Registry;

/// <summary>Lets in whom the registry knows, and gives out its tokens at <c>/token</c>.</summary>
internal sealed class RegistryGate(RegistryAuthentication authentication)
{
    private readonly ConcurrentDictionary<string, string[]> scopesByToken = new();

    /// <summary>Passes the exchange on, or answers 401.</summary>
    public Task PassAsync(HttpContext context, RequestDelegate next)
    {
        if (authentication == RegistryAuthentication.Bearer && context.Request.Path == "/token")
        {
            return GiveTokenAsync(context);
        }

        var scope = ScopeOf(context.Request);
        var credentials = context.Request.Headers.Authorization.ToString();
        var known = authentication switch
        {
            RegistryAuthentication.None => true,
            RegistryAuthentication.Basic => IsUser(credentials),
            _ => credentials.StartsWith("Bearer ", StringComparison.Ordinal)
                && scopesByToken.TryGetValue(credentials["Bearer ".Length..], out var scopes)
                && (scope is null || scopes.Any(granted => Covers(granted, scope))),
        };
        if (known)
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        context.Response.Headers.WWWAuthenticate =
            authentication == RegistryAuthentication.Basic
                ? "Basic realm=\"test\""
                : $"Bearer realm=\"http://{context.Request.Host}/token\",service=\"test\""
                    + (scope is null ? "" : $",scope=\"{scope}\"");
        return Task.CompletedTask;
    }

    private static string? ScopeOf(HttpRequest request) =>
        RegistryRoute.Parse(request.Path.Value!) is { } route
            ? $"repository:{route.Repository}:{(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) ? "pull" : "pull,push")}"
            : null;

    private static bool Covers(string granted, string asked) => granted.StartsWith(asked, StringComparison.Ordinal);

    private static bool IsUser(string credentials) =>
        credentials == "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{TestRegistry.User}:{TestRegistry.Password}"));

    private Task GiveTokenAsync(HttpContext context)
    {
        if (!IsUser(context.Request.Headers.Authorization.ToString()))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return Task.CompletedTask;
        }

        var token = Guid.NewGuid().ToString("n");
        scopesByToken[token] = [.. context.Request.Query["scope"].OfType<string>().SelectMany(scope => scope.Split(' '))];
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync($$"""{"token":"{{token}}","expires_in":300}""");
    }
}

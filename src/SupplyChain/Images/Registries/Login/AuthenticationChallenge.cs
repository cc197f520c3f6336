using System.Net.Http.Headers;

namespace SupplyChain.Images.Registries.Login;

/// <summary>How a registry wants to be asked: the <c>WWW-Authenticate</c> of its 401 (RFC 9110, 11.6.1).</summary>
/// <param name="IsBearer">Whether it wants a token, and not user and password themselves.</param>
/// <param name="Realm">Address of the token service.</param>
/// <param name="Service">Name by which the token service knows the registry.</param>
/// <param name="Scope">What a token has to allow for the request that was refused.</param>
internal sealed record AuthenticationChallenge(bool IsBearer, string? Realm, string? Service, string? Scope)
{
    /// <summary>Reads the challenges of an answer; a token is preferred; null where none is understood.</summary>
    public static AuthenticationChallenge? Read(HttpResponseHeaders headers)
    {
        foreach (var header in headers.WwwAuthenticate.OrderBy(header => !IsScheme(header, "Bearer")))
        {
            if (IsScheme(header, "Bearer"))
            {
                var parameters = Parameters(header.Parameter ?? "");
                return new AuthenticationChallenge(
                    true,
                    parameters.GetValueOrDefault("realm"),
                    parameters.GetValueOrDefault("service"),
                    parameters.GetValueOrDefault("scope")
                );
            }

            if (IsScheme(header, "Basic"))
            {
                return new AuthenticationChallenge(false, null, null, null);
            }
        }

        return null;
    }

    private static bool IsScheme(AuthenticationHeaderValue header, string scheme) =>
        header.Scheme.Equals(scheme, StringComparison.OrdinalIgnoreCase);

    // name="quoted, with commas",name=token
    private static Dictionary<string, string> Parameters(string text)
    {
        var parameters = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var rest = text.AsSpan();
        while (rest.IndexOf('=') is var equals and > 0)
        {
            var name = rest[..equals].Trim(", ").ToString();
            rest = rest[(equals + 1)..];
            var quoted = rest is ['"', ..];
            rest = quoted ? rest[1..] : rest;
            var end = rest.IndexOf(quoted ? '"' : ',');
            parameters[name] = (end < 0 ? rest : rest[..end]).ToString();
            rest = end < 0 ? [] : rest[(end + 1)..];
        }

        return parameters;
    }
}

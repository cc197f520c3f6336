using System.Text;

namespace SupplyChain.Images.Registries.Login;

/// <summary>Requests to a registry's token service (distribution.github.io, "Token Authentication Specification" and "OAuth 2").</summary>
internal static class TokenRequest
{
    private const string Client = "supplychain";

    /// <summary>Asks for a token: with user and password, with a refresh token, or as nobody.</summary>
    public static HttpRequestMessage Make(Uri realm, TokenQuestion question)
    {
        var (service, scope, credential) = (question.Challenge.Service, question.Scope, question.Credential);
        if (credential is { Kind: SecretKind.RefreshToken })
        {
            return new HttpRequestMessage(HttpMethod.Post, realm)
            {
                Content = new FormUrlEncodedContent(
                    new Dictionary<string, string>
                    {
                        ["grant_type"] = "refresh_token",
                        ["service"] = service ?? "",
                        ["client_id"] = Client,
                        ["scope"] = scope,
                        ["refresh_token"] = credential.Secret,
                    }
                ),
            };
        }

        var query = new StringBuilder(realm.Query.Length > 1 ? realm.Query + "&" : "?");
        if (service is not null)
        {
            _ = query.Append("service=").Append(Uri.EscapeDataString(service)).Append('&');
        }

        _ = query.AppendJoin('&', scope.Split(' ').Select(part => "scope=" + Uri.EscapeDataString(part)));
        var request = new HttpRequestMessage(HttpMethod.Get, new UriBuilder(realm) { Query = query.ToString() }.Uri);
        request.Headers.Authorization = credential is null ? null : RegistryAuthenticator.Basic(credential);
        return request;
    }
}

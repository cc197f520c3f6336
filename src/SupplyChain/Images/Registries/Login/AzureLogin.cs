namespace SupplyChain.Images.Registries.Login;

/// <summary>
/// Logs in to registries of Azure: a token of Azure for the application, exchanged with the registry for a refresh token
/// (learn.microsoft.com, "Microsoft Entra authentication with Azure Container Registry").
/// </summary>
internal sealed class AzureLogin(TokenService service)
{
    private const string Scope = "https://containerregistry.azure.net/.default";
    private const string AssertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    /// <summary>Gets the refresh token.</summary>
    /// <param name="identity">Who asks.</param>
    /// <param name="registry">The registry.</param>
    /// <param name="address">Where it is.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <exception cref="ConfigurationException">The file of the federated token cannot be read.</exception>
    /// <exception cref="UndeterminedException">Azure or the registry gives no token.</exception>
    public async Task<RegistryCredential> LoginAsync(
        AzureIdentity identity,
        string registry,
        Uri address,
        CancellationToken cancellationToken
    )
    {
        var proof = identity.Secret is { } secret
            ? new Dictionary<string, string> { ["client_secret"] = secret }
            : new Dictionary<string, string>
            {
                ["client_assertion_type"] = AssertionType,
                ["client_assertion"] = await ReadTokenAsync(identity.TokenFile!, cancellationToken),
            };
        var azure = await PostAsync(
            registry,
            new Uri(identity.Authority, "oauth2/v2.0/token"),
            new Dictionary<string, string>(proof)
            {
                ["grant_type"] = "client_credentials",
                ["client_id"] = identity.Client,
                ["scope"] = Scope,
            },
            cancellationToken
        );
        var exchanged = await PostAsync(
            registry,
            new Uri(address, "/oauth2/exchange"),
            new Dictionary<string, string>
            {
                ["grant_type"] = "access_token",
                ["service"] = registry,
                ["tenant"] = identity.Tenant,
                ["access_token"] = azure.AccessToken ?? throw TokenService.NoToken(registry, identity.Authority),
            },
            cancellationToken
        );
        return new RegistryCredential(
            "",
            exchanged.RefreshToken ?? throw TokenService.NoToken(registry, address),
            SecretKind.RefreshToken
        );
    }

    private Task<TokenAnswer> PostAsync(
        string registry,
        Uri address,
        Dictionary<string, string> form,
        CancellationToken cancellationToken
    ) =>
        service.ExchangeAsync(
            registry,
            () => new HttpRequestMessage(HttpMethod.Post, address) { Content = new FormUrlEncodedContent(form) },
            cancellationToken
        );

    private static async Task<string> ReadTokenAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            return (await File.ReadAllTextAsync(file, cancellationToken)).Trim();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException(
                "registry.credentials",
                $"The file that AZURE_FEDERATED_TOKEN_FILE names cannot be read: {error.Message}; correct the variable."
            );
        }
    }
}

using Microsoft.AspNetCore.Http;
using SupplyChain.Images;
using SupplyChain.Images.Registries.Http;
using SupplyChain.Images.Registries.Login;
using SupplyChain.Testing;
using SupplyChain.Testing.Registry;
using Xunit;

namespace SupplyChain.Tests.Images.Registries;

public sealed class AzureLoginTests : IAsyncLifetime
{
    private const string Registry = "shop.azurecr.io";
    private readonly Dictionary<string, string?> environment = new()
    {
        ["AZURE_TENANT_ID"] = "tenant-1",
        ["AZURE_CLIENT_ID"] = "client-1",
    };
    private readonly List<string> forms = [];
    private TestRegistry server = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        server = await TestRegistry.StartAsync();
        environment["AZURE_AUTHORITY_HOST"] = $"http://{server.Host}";
        server.Add(Answer("/oauth2/v2.0/token", $$"""{"access_token":"{{Secrets.Add("azure-2236067")}}"}"""));
        server.Add(Answer("/oauth2/exchange", $$"""{"refresh_token":"{{TestRegistry.RefreshToken}}"}"""));
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task A_secret_is_exchanged_for_a_refresh_token_of_the_registry()
    {
        environment["AZURE_CLIENT_SECRET"] = Secrets.Add("secret-2645751");

        var credential = await LoginAsync();
        Assert.Equal(new RegistryCredential("", TestRegistry.RefreshToken, SecretKind.RefreshToken), credential);
        Assert.Equal(["POST /tenant-1/oauth2/v2.0/token", "POST /oauth2/exchange"], server.Requests);
        Assert.Contains("client_secret=secret-2645751", forms[0], StringComparison.Ordinal);
        Assert.Contains("service=shop.azurecr.io", forms[1], StringComparison.Ordinal);
        Assert.Contains("access_token=azure-2236067", forms[1], StringComparison.Ordinal);
        Assert.DoesNotContain("secret-2645751", forms[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_of_a_workload_serves_as_well()
    {
        using var folder = new TemporaryFolder();
        environment["AZURE_FEDERATED_TOKEN_FILE"] = folder.Write("token", "federated-1\n");

        Assert.Equal(SecretKind.RefreshToken, (await LoginAsync()).Kind);
        Assert.Contains("client_assertion=federated-1", forms[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_is_undetermined_and_shows_no_secret()
    {
        environment["AZURE_CLIENT_SECRET"] = Secrets.Add("secret-2645751");
        server.ClearFaults();
        server.Add(RegistryFault.Status("POST", "/oauth2/", 401));

        var error = await Assert.ThrowsAsync<UndeterminedException>(LoginAsync);
        Assert.Equal("registry.login", error.Code);
        Assert.DoesNotContain("secret-2645751", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("shop.azurecr.io.example")]
    [InlineData("azurecr.io")]
    [InlineData("ghcr.io")]
    [InlineData("shop.azurecr.io:5000")]
    public void Nothing_is_for_registries_of_others(string registry)
    {
        environment["AZURE_CLIENT_SECRET"] = "secret";
        Assert.Null(AzureIdentity.Find(registry, environment.GetValueOrDefault));
    }

    [Fact]
    public void Half_of_the_variables_is_nobody_and_an_authority_without_TLS_is_refused()
    {
        Assert.Null(AzureIdentity.Find(Registry, environment.GetValueOrDefault));
        environment["AZURE_CLIENT_SECRET"] = "secret";
        environment["AZURE_AUTHORITY_HOST"] = "http://login.example";
        _ = Assert.Throws<ConfigurationException>(() => AzureIdentity.Find(Registry, environment.GetValueOrDefault));
    }

    private async Task<RegistryCredential> LoginAsync()
    {
        using var tls = new TlsPolicy(new RegistryTls());
        using var client = RegistryConnections.Open(tls);
        var service = new TokenService(client, new ImageStoreOptions());
        var identity = AzureIdentity.Find(Registry, environment.GetValueOrDefault)!;
        return await new AzureLogin(service).LoginAsync(identity, Registry, new Uri($"http://{server.Host}/"), Token);
    }

    private RegistryFault Answer(string pathPart, string json) =>
        new(
            "POST",
            pathPart,
            async (context, _) =>
            {
                using var reader = new StreamReader(context.Request.Body);
                forms.Add(await reader.ReadToEndAsync(Token));
                context.Response.ContentType = "application/json";
                await context.Response.WriteAsync(json, Token);
            }
        );
}

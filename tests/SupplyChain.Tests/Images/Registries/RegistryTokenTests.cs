using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using SupplyChain.Images;
using SupplyChain.Images.Registries.Login;
using SupplyChain.Testing;
using SupplyChain.Testing.Registry;
using Xunit;

namespace SupplyChain.Tests.Images.Registries;

public sealed class RegistryTokenTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Many_requests_at_once_share_one_token()
    {
        await using var registry = await StartAsync();
        using var stores = new ImageStores(LoggedIn(registry));
        var store = stores.OpenStore(ImageLocation.Parse($"{registry.Host}/shop/api"));
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => store.ResolveAsync("1.0", Token)));

        Assert.Equal(1, Asked(registry));
    }

    [Fact]
    public async Task Who_may_write_may_read_with_the_same_token()
    {
        await using var registry = await StartAsync();
        using var stores = new ImageStores(LoggedIn(registry));
        var store = stores.OpenStore(ImageLocation.Parse($"{registry.Host}/shop/api"));
        _ = await Samples.PushImageAsync(store, "1.0");
        var before = Asked(registry);
        _ = await Samples.ReadAsync(store, "layer");

        Assert.Equal(before, Asked(registry));
        Assert.True(before <= 2, "one token to look, one to write");
    }

    [Fact]
    public async Task A_token_that_ends_in_the_middle_of_the_work_is_replaced()
    {
        await using var registry = await StartAsync(new TestRegistryOptions { TokenLifetime = TimeSpan.FromSeconds(1) });
        using var stores = new ImageStores(LoggedIn(registry));
        var store = stores.OpenStore(ImageLocation.Parse($"{registry.Host}/shop/api"));
        _ = await Samples.PushImageAsync(store, "1.0");
        await Task.Delay(1100, Token);
        _ = await Samples.PushImageAsync(store, "2.0", layer: "other");

        Assert.Equal(["1.0", "2.0"], registry.Contents.ListTags("shop/api"));
    }

    [Fact]
    public async Task A_token_that_the_registry_no_longer_takes_is_replaced_even_in_an_upload()
    {
        await using var registry = await StartAsync();
        registry.Add(Refuse("PUT", "/blobs/uploads/"));
        registry.Add(Refuse("PUT", "/manifests/"));
        using var stores = new ImageStores(LoggedIn(registry));
        _ = await Samples.PushImageAsync(stores.OpenStore(ImageLocation.Parse($"{registry.Host}/shop/api")), "1.0");

        Assert.Equal(["1.0"], registry.Contents.ListTags("shop/api"));
    }

    [Fact]
    public async Task A_refresh_token_gets_tokens_and_is_sent_in_the_body()
    {
        await using var registry = await StartAsync();
        var file = folder.Write(
            "config.json",
            $$"""{"auths":{"{{registry.Host}}":{"identitytoken":"{{TestRegistry.RefreshToken}}"} } }"""
        );
        using var stores = new ImageStores(new ImageStoreOptions { Credentials = new RegistryCredentials(file) });
        _ = await Samples.PushImageAsync(stores.OpenStore(ImageLocation.Parse($"{registry.Host}/shop/api")), "1.0");

        Assert.Contains("POST /token", registry.Requests);
        Assert.DoesNotContain(registry.Requests, request => Secrets.AreIn(request));
    }

    [Fact]
    public async Task A_scope_that_the_registry_asks_for_besides_is_asked_of_the_token_service()
    {
        await using var registry = await StartAsync();
        registry.Add(Refuse("GET", "/manifests/", "repository:shop/base:pull") with { Times = 2 });
        using var stores = new ImageStores(LoggedIn(registry));
        var store = stores.OpenStore(ImageLocation.Parse($"{registry.Host}/shop/api"));
        Assert.Null(await store.ResolveAsync("1.0", Token));

        Assert.Contains("scope=repository%3Ashop%2Fbase%3Apull", registry.Requests.Last(IsToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_service_on_an_address_of_no_one_elses_business_gets_no_credentials()
    {
        await using var registry = await StartAsync();
        registry.Add(
            new RegistryFault(
                "GET",
                "/manifests/",
                (context, _) =>
                {
                    context.Response.StatusCode = 401;
                    context.Response.Headers.WWWAuthenticate = "Bearer realm=\"http://tokens.example/token\",service=\"test\"";
                    return Task.CompletedTask;
                }
            )
        );
        using var stores = new ImageStores(LoggedIn(registry));

        var error = await Assert.ThrowsAsync<UndeterminedException>(() =>
            stores.ResolveAsync(ImageReference.Parse($"{registry.Host}/shop/api:1.0"), Token)
        );
        Assert.Equal("registry.login", error.Code);
    }

    [Fact]
    public async Task Basic_credentials_of_a_helper_are_asked_for_once_a_run()
    {
        await using var registry = await TestRegistry.StartAsync(
            new TestRegistryOptions { Authentication = RegistryAuthentication.Basic }
        );
        Script.Write(
            folder,
            "docker-credential-counting",
            $$"""
            echo asked >> {{folder.At("asked")}}
            echo '{"Username":"{{TestRegistry.User}}","Secret":"{{TestRegistry.Password}}"}'
            """
        );
        var file = folder.Write("config.json", """{ "credsStore": "counting" }""");
        using var stores = new ImageStores(
            new ImageStoreOptions
            {
                Credentials = new RegistryCredentials(
                    file,
                    name => name == "PATH" ? $"{folder.Path}:{Environment.GetEnvironmentVariable("PATH")}" : null
                ),
            }
        );
        _ = await Samples.PushImageAsync(stores.OpenStore(ImageLocation.Parse($"{registry.Host}/shop/api")), "1.0");

        _ = Assert.Single(File.ReadAllLines(folder.At("asked")));
    }

    [Fact]
    public async Task An_access_token_is_sent_as_it_is()
    {
        await using var registry = await TestRegistry.StartAsync();
        var seen = new ConcurrentBag<string>();
        registry.Add(
            new RegistryFault(
                "GET",
                "/manifests/",
                (context, next) =>
                {
                    seen.Add(context.Request.Headers.Authorization.ToString());
                    context.Response.StatusCode = seen.Count == 1 ? 401 : 404;
                    context.Response.Headers.WWWAuthenticate = "Bearer realm=\"http://127.0.0.1/token\"";
                    return Task.CompletedTask;
                }
            )
            {
                Times = 2,
            }
        );
        var file = folder.Write(
            "config.json",
            $$"""{"auths":{"{{registry.Host}}":{"registrytoken":"{{Secrets.Add("access-1414213")}}"} } }"""
        );
        using var stores = new ImageStores(new ImageStoreOptions { Credentials = new RegistryCredentials(file) });
        Assert.Null(await stores.OpenStore(ImageLocation.Parse($"{registry.Host}/shop/api")).ResolveAsync("1.0", Token));

        Assert.Contains("Bearer access-1414213", seen);
    }

    private static Task<TestRegistry> StartAsync(TestRegistryOptions? options = null) =>
        TestRegistry.StartAsync((options ?? new()) with { Authentication = RegistryAuthentication.Bearer });

    private static ImageStoreOptions LoggedIn(TestRegistry registry) =>
        new() { Credentials = RegistryCredentials.Anonymous.WithLogin(registry.Host, TestRegistry.User, TestRegistry.Password) };

    private static int Asked(TestRegistry registry) => registry.Requests.Count(IsToken);

    private static bool IsToken(string request) => request.StartsWith("GET /token", StringComparison.Ordinal);

    private static RegistryFault Refuse(string method, string pathPart, string? scope = null) =>
        new(
            method,
            pathPart,
            (context, _) =>
            {
                context.Response.StatusCode = StatusCodes.Status401Unauthorized;
                context.Response.Headers.WWWAuthenticate =
                    $"Bearer realm=\"http://{context.Request.Host}/token\",service=\"test\""
                    + (scope is null ? "" : $",scope=\"{scope}\"");
                return Task.CompletedTask;
            }
        );
}

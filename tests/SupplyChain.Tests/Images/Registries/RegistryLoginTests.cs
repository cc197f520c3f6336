using System.Text;
using SupplyChain.Images;
using SupplyChain.Images.Registries.Login;
using SupplyChain.Testing;
using SupplyChain.Testing.Registry;
using Xunit;

namespace SupplyChain.Tests.Images.Registries;

public sealed class RegistryLoginTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(RegistryAuthentication.Basic)]
    [InlineData(RegistryAuthentication.Bearer)]
    public async Task The_credentials_of_docker_login_let_in(RegistryAuthentication authentication)
    {
        await using var registry = await TestRegistry.StartAsync(new TestRegistryOptions { Authentication = authentication });
        using var stores = new ImageStores(WithPassword(registry, TestRegistry.Password));
        var store = stores.OpenStore(ImageLocation.Parse($"{registry.Host}/shop/api"));
        var image = await Samples.PushImageAsync(store, "1.0");
        _ = await Samples.AttachAsync(store, image, "evidence");

        _ = Assert.Single(await store.ListReferrersAsync(image.Digest, Token));
    }

    [Theory]
    [InlineData(RegistryAuthentication.Basic)]
    [InlineData(RegistryAuthentication.Bearer)]
    public async Task A_wrong_password_is_undetermined_and_appears_nowhere(RegistryAuthentication authentication)
    {
        await using var registry = await TestRegistry.StartAsync(new TestRegistryOptions { Authentication = authentication });
        using var stores = new ImageStores(WithPassword(registry, "wrong-31415926"));

        var error = await Assert.ThrowsAsync<UndeterminedException>(() =>
            stores.ResolveAsync(ImageReference.Parse($"{registry.Host}/shop/api:1.0"), Token)
        );
        Assert.DoesNotContain("wrong-31415926", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("docker login", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Credentials_do_not_follow_a_redirect_to_another_host()
    {
        await using var registry = await TestRegistry.StartAsync(
            new TestRegistryOptions { Authentication = RegistryAuthentication.Basic }
        );
        string? seen = null;
        await using var storage = await TestRegistry.StartAsync();
        storage.Add(
            new RegistryFault(
                "GET",
                "/blobs/",
                async (context, _) =>
                {
                    seen = context.Request.Headers.Authorization.ToString();
                    await context.Response.Body.WriteAsync(Samples.Content("layer"));
                }
            )
        );
        using var stores = new ImageStores(WithPassword(registry, TestRegistry.Password));
        var store = stores.OpenStore(ImageLocation.Parse($"{registry.Host}/shop/api"));
        _ = await Samples.PushImageAsync(store, "1.0");
        registry.Add(
            RegistryFault.Redirect("GET", "/blobs/", $"http://{storage.Host}/v2/storage/blobs/{Samples.Describe("layer").Digest}")
        );

        Assert.Equal(Samples.Content("layer"), await Samples.ReadAsync(store, "layer"));
        Assert.Equal("", seen);
    }

    [Fact]
    public async Task A_credential_helper_is_asked_for_its_registry()
    {
        await using var registry = await TestRegistry.StartAsync(
            new TestRegistryOptions { Authentication = RegistryAuthentication.Bearer }
        );
        var program = folder.Write(
            "docker-credential-fixed",
            $$"""
            #!/bin/sh
            read server
            [ "$1 $server" = "get {{registry.Host}}" ] && echo '{"ServerURL":"","Username":"{{TestRegistry.User}}","Secret":"{{TestRegistry.Password}}"}'
            """
        );
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("the helper is a shell script");
            return;
        }

        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var credential = await CredentialHelper.GetAsync("fixed", registry.Host, folder.Path, Token);

        Assert.Equal(TestRegistry.User, credential?.User);
        Assert.Equal(TestRegistry.Password, credential?.Secret);
    }

    [Theory]
    [InlineData("{\"auths\":{\"r.example\":{\"auth\":\"!!\"}}}")]
    [InlineData("{\"auths\":[]}")]
    [InlineData("not json")]
    public async Task A_broken_config_is_refused_and_names_the_file(string text)
    {
        var credentials = new RegistryCredentials(folder.Write("config.json", text));

        var error = await Assert.ThrowsAsync<ConfigurationException>(() => credentials.FindAsync("r.example", Token));
        Assert.Contains(folder.At("config.json"), error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://index.docker.io/v1/", "docker.io")]
    [InlineData("docker.io", "docker.io")]
    [InlineData("r.example", "r.example")]
    [InlineData("https://r.example:5000/v2/", "r.example:5000")]
    public async Task Registries_are_found_however_the_config_names_them(string key, string registry)
    {
        var auth = Convert.ToBase64String(Encoding.UTF8.GetBytes("me:pass:word"));
        var credentials = new RegistryCredentials(
            folder.Write("config.json", $$"""{"auths":{"{{key}}":{"auth":"{{auth}}"} } }""")
        );

        Assert.Equal(new RegistryCredential("me", "pass:word"), await credentials.FindAsync(registry, Token));
        Assert.Null(await credentials.FindAsync("other.example", Token));
    }

    private ImageStoreOptions WithPassword(TestRegistry registry, string password)
    {
        var auth = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{TestRegistry.User}:{password}"));
        var file = folder.Write("config.json", $$"""{"auths":{"{{registry.Host}}":{"auth":"{{auth}}"} } }""");
        return new ImageStoreOptions { Credentials = new RegistryCredentials(file) };
    }
}

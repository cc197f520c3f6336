using SupplyChain.Images;
using SupplyChain.Images.Registries.Http;
using SupplyChain.Testing;
using SupplyChain.Testing.Registry;
using Xunit;

namespace SupplyChain.Tests.Images.Registries;

public sealed class RegistryTlsTests : IDisposable
{
    private readonly TestAuthority authority = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => authority.Dispose();

    [Fact]
    public async Task A_registry_of_an_own_authority_is_trusted_and_spoken_to_in_HTTP_2()
    {
        await using var registry = await TestRegistry.StartAsync(new TestRegistryOptions { Authority = authority });
        var protocols = new HashSet<string>();
        registry.Add(
            new RegistryFault(
                "PUT",
                "/manifests/",
                (context, next) =>
                {
                    protocols.Add(context.Request.Protocol);
                    return next(context);
                }
            )
        );
        using var stores = new ImageStores(Trusting(authority));
        var store = stores.OpenStore(ImageLocation.Parse($"{registry.Host}/shop/api"));
        var image = await Samples.PushImageAsync(store, "1.0");

        Assert.Equal(image, await store.ResolveAsync("1.0", Token));
        Assert.Equal(Samples.Content("layer"), await Samples.ReadAsync(store, "layer"));
        Assert.Equal(["HTTP/2"], protocols);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_registry_of_an_unknown_authority_is_not_asked_not_even_without_TLS(bool allowHttp)
    {
        await using var registry = await TestRegistry.StartAsync(new TestRegistryOptions { Authority = authority });
        using var stores = new ImageStores(new ImageStoreOptions { AllowHttp = allowHttp });

        var error = await Assert.ThrowsAsync<UndeterminedException>(() =>
            stores.ResolveAsync(ImageReference.Parse($"{registry.Host}/shop/api:1.0"), Token)
        );
        Assert.Equal("registry.tls", error.Code);
        Assert.Contains("--registry-cacert", error.Message, StringComparison.Ordinal);
        Assert.Empty(registry.Requests);
    }

    [Fact]
    public async Task A_certificate_for_another_host_is_refused_whoever_issued_it()
    {
        using var other = new TestAuthority();
        await using var registry = await TestRegistry.StartAsync(new TestRegistryOptions { Authority = authority });
        using var stores = new ImageStores(Trusting(other));

        var error = await Assert.ThrowsAsync<UndeterminedException>(() =>
            stores.ResolveAsync(ImageReference.Parse($"{registry.Host}/shop/api:1.0"), Token)
        );
        Assert.Equal("registry.tls", error.Code);

        using var right = new ImageStores(Trusting(authority));
        var byAnotherName = registry.Host.Replace("127.0.0.1", "127.0.0.2", StringComparison.Ordinal);
        _ = await Assert.ThrowsAsync<UndeterminedException>(() =>
            right.ResolveAsync(ImageReference.Parse($"{byAnotherName}/shop/api:1.0"), Token)
        );
    }

    [Fact]
    public async Task A_client_certificate_lets_in_and_goes_to_no_other_host()
    {
        await using var registry = await TestRegistry.StartAsync(
            new TestRegistryOptions { Authority = authority, ClientCertificate = true }
        );
        await using var storage = await TestRegistry.StartAsync(new TestRegistryOptions { Authority = authority });
        var shown = new List<string?>();
        storage.Add(
            new RegistryFault(
                "GET",
                "/blobs/",
                async (context, _) =>
                {
                    shown.Add(context.Connection.ClientCertificate?.Subject);
                    await context.Response.Body.WriteAsync(Samples.Content("layer"));
                }
            )
        );
        using var stores = new ImageStores(
            Trusting(authority) with
            {
                Tls = new RegistryTls
                {
                    AuthorityFile = authority.File,
                    ClientCertificateFile = authority.Client.Certificate,
                    ClientKeyFile = authority.Client.Key,
                },
            }
        );
        var store = stores.OpenStore(ImageLocation.Parse($"{registry.Host}/shop/api"));
        _ = await Samples.PushImageAsync(store, "1.0");
        var elsewhere = storage.Host.Replace("127.0.0.1", "localhost", StringComparison.Ordinal);
        registry.Add(
            RegistryFault.Redirect("GET", "/blobs/", $"https://{elsewhere}/v2/x/blobs/{Samples.Describe("layer").Digest}")
        );

        Assert.Equal(Samples.Content("layer"), await Samples.ReadAsync(store, "layer"));
        Assert.Equal([null], shown);
    }

    [Fact]
    public async Task Without_the_client_certificate_that_is_demanded_there_is_no_answer()
    {
        await using var registry = await TestRegistry.StartAsync(
            new TestRegistryOptions { Authority = authority, ClientCertificate = true }
        );
        using var stores = new ImageStores(Trusting(authority) with { Time = new HurriedTime(20) });

        _ = await Assert.ThrowsAsync<UndeterminedException>(() =>
            stores.ResolveAsync(ImageReference.Parse($"{registry.Host}/shop/api:1.0"), Token)
        );
        Assert.Empty(registry.Requests);
    }

    [Fact]
    public void Files_that_are_no_certificates_are_refused_before_anything_is_asked()
    {
        using var folder = new TemporaryFolder();
        using var other = new TestAuthority();
        var nothing = folder.Write("nothing.pem", "nothing");
        RegistryTls[] broken =
        [
            new() { AuthorityFile = nothing },
            new() { AuthorityFile = folder.At("missing.pem") },
            new() { ClientCertificateFile = nothing, ClientKeyFile = nothing },
            new() { ClientCertificateFile = authority.Client.Certificate },
            new() { ClientCertificateFile = authority.Client.Certificate, ClientKeyFile = other.Client.Key },
            new() { ClientKeyFile = authority.Client.Key },
        ];

        Assert.All(
            broken,
            tls =>
            {
                var error = Assert.Throws<ConfigurationException>(() => new ImageStores(new ImageStoreOptions { Tls = tls }));
                Assert.Equal("registry.tls", error.Code);
            }
        );
    }

    private static ImageStoreOptions Trusting(TestAuthority authority) =>
        new() { Tls = new RegistryTls { AuthorityFile = authority.File } };
}

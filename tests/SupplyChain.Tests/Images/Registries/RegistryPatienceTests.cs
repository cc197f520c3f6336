using Microsoft.Extensions.Time.Testing;
using SupplyChain.Images;
using SupplyChain.Testing.Registry;
using Xunit;

namespace SupplyChain.Tests.Images.Registries;

public sealed class RegistryPatienceTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_registry_that_never_answers_is_given_up()
    {
        await using var registry = await TestRegistry.StartAsync();
        var time = new FakeTimeProvider();
        var silence = new RegistryFault("GET", "/manifests/", (context, _) => StallAsync(time, context.RequestAborted));
        registry.Add(silence with { Times = int.MaxValue });
        using var stores = new ImageStores(new ImageStoreOptions { Time = time });

        // A registry that is silent once may be busy; one that is silent three times is not there.
        var error = await Assert.ThrowsAsync<UndeterminedException>(() =>
            PassTimeAsync(time, stores.ResolveAsync(ImageReference.Parse($"{registry.Host}/shop/api:1.0"), Token))
        );
        Assert.Equal("registry.unreachable", error.Code);
        Assert.Contains("no answer in time", error.Message, StringComparison.Ordinal);
        Assert.Equal(3, registry.Requests.Count);
    }

    [Fact]
    public async Task A_blob_that_stops_coming_is_asked_for_again_from_there()
    {
        await using var registry = await TestRegistry.StartAsync();
        using var writing = new ImageStores(new ImageStoreOptions());
        _ = await Samples.PushImageAsync(writing.OpenStore(ImageLocation.Parse($"{registry.Host}/shop/api")), "1.0");
        var time = new FakeTimeProvider();
        registry.Add(
            new RegistryFault(
                "GET",
                "/blobs/",
                async (context, _) =>
                {
                    context.Response.ContentLength = 5;
                    await context.Response.Body.WriteAsync(Samples.Content("la"));
                    await context.Response.Body.FlushAsync();
                    await StallAsync(time, context.RequestAborted);
                }
            )
        );
        using var stores = new ImageStores(new ImageStoreOptions { Time = time });
        var source = stores.OpenSource(ImageLocation.Parse($"{registry.Host}/shop/api"));

        Assert.Equal(Samples.Content("layer"), await PassTimeAsync(time, Samples.ReadAsync(source, "layer")));
    }

    [Fact]
    public async Task Cancelling_is_not_a_fault_of_the_registry()
    {
        await using var registry = await TestRegistry.StartAsync();
        using var cancelling = new CancellationTokenSource();
        registry.Add(
            new RegistryFault(
                "GET",
                "/manifests/",
                async (context, _) =>
                {
                    await cancelling.CancelAsync();
                    await Task.Delay(Timeout.Infinite, context.RequestAborted);
                }
            )
        );
        using var stores = new ImageStores(new ImageStoreOptions());

        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            stores.ResolveAsync(ImageReference.Parse($"{registry.Host}/shop/api:1.0"), cancelling.Token)
        );
    }

    // A minute passes for the client while the registry does nothing.
    private static Task StallAsync(FakeTimeProvider time, CancellationToken aborted)
    {
        time.Advance(TimeSpan.FromSeconds(61));
        return Task.Delay(Timeout.Infinite, aborted);
    }

    // The client's short waits between attempts pass, in steps far below its patience.
    private static async Task<T> PassTimeAsync<T>(FakeTimeProvider time, Task<T> work)
    {
        while (!work.IsCompleted)
        {
            time.Advance(TimeSpan.FromMilliseconds(50));
            _ = await Task.WhenAny(work, Task.Delay(1, Token));
        }

        return await work;
    }
}

using System.Diagnostics.Tracing;
using SupplyChain.Images;
using SupplyChain.Scanning;
using SupplyChain.Testing;
using SupplyChain.Testing.Registry;
using Xunit;

namespace SupplyChain.Tests.Scanning.Catalogue;

public sealed class NoConnectionTests
{
    [Fact]
    public async Task A_scan_of_a_local_image_directory_or_sbom_opens_no_socket()
    {
        using var folder = new TemporaryFolder();
        folder.Write("app/package-lock.json", """{"lockfileVersion":3,"packages":{"node_modules/a":{"version":"1.0.0"}}}""");
        var sbom = folder.Write("sbom.json", """{"bomFormat":"CycloneDX","specVersion":"1.6"}""");
        var image = await LayoutImage.WriteAsync(folder.At("image"), new LayerTar().File("etc/os-release", "ID=debian\n"));
        using var sockets = new SocketWatch();
        foreach (
            var target in new ScanTarget[]
            {
                new ImageTarget(image),
                new DirectoryTarget("dir:app", folder.At("app")),
                new SbomTarget("sbom:x", sbom),
            }
        )
        {
            await new BuiltinScanner(null, TimeProvider.System).ScanAsync(target, TestContext.Current.CancellationToken);
        }

        Assert.Equal(0, sockets.Opened);
    }

    [Fact]
    public async Task The_watch_sees_the_socket_of_an_image_in_a_registry()
    {
        await using var registry = await DockerRegistry.StartAsync();
        using var stores = new ImageStores(new ImageStoreOptions());
        var store = stores.OpenStore(ImageLocation.Parse($"{registry.Host}/shop"));
        using var sockets = new SocketWatch();
        await LayoutImage.WriteAsync(store, new LayerTar().File("etc/os-release", "ID=debian\n"));
        Assert.NotEqual(0, sockets.Opened);
    }

    /// <summary>Counts the connections that the test's own flow asks for; other tests run beside it.</summary>
    private sealed class SocketWatch : EventListener
    {
        private static readonly AsyncLocal<SocketWatch?> Current = new();
        private int opened;

        public SocketWatch() => Current.Value = this;

        public int Opened => opened;

        protected override void OnEventSourceCreated(EventSource eventSource)
        {
            if (eventSource.Name is "System.Net.Sockets" or "System.Net.NameResolution" or "System.Net.Http")
            {
                EnableEvents(eventSource, EventLevel.Informational);
            }
        }

        protected override void OnEventWritten(EventWrittenEventArgs eventData)
        {
            if (
                ReferenceEquals(Current.Value, this)
                && eventData.EventName is ("ConnectStart" or "ResolutionStart" or "RequestStart")
            )
            {
                Interlocked.Increment(ref opened);
            }
        }
    }
}

using Microsoft.AspNetCore.Http;
using SupplyChain.Images;
using SupplyChain.Testing;
using SupplyChain.Testing.Registry;
using Xunit;
using static SupplyChain.Tests.Images.Registries.UploadedBlob;

namespace SupplyChain.Tests.Images.Registries;

/// <summary>In which pieces a blob is sent, and how that goes on after what goes wrong.</summary>
public sealed class RegistryUploadTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_can_be_read_again_is_sent_in_one_piece_and_what_cannot_in_chunks()
    {
        await using var registry = await TestRegistry.StartAsync();

        await UploadAsync(registry, new MemoryStream(Content));
        Assert.Equal(["HEAD", "POST", "PUT"], Methods(registry));
        registry.Contents.Blobs.Clear();

        await UploadAsync(registry, new ForwardOnly(Content));
        Assert.Equal(["HEAD", "POST", "PATCH", "PATCH", "PATCH", "PUT"], Methods(registry).Skip(3));
        Assert.Equal(Content, registry.Contents.Blobs[("shop/api", Blob.Digest)]);
    }

    [Fact]
    public async Task A_chunk_that_breaks_off_goes_on_from_what_has_arrived()
    {
        await using var registry = await TestRegistry.StartAsync();
        var ranges = new List<string>();
        var fault = RegistryFault.ResetRequest("PATCH", "/blobs/uploads/", 1000);
        registry.Add(Watch("PATCH", ranges, times: 1));
        registry.Add(fault);
        registry.Add(Watch("PATCH", ranges, times: 10));

        await UploadAsync(registry, new ForwardOnly(Content));

        Assert.Equal([$"0-{Piece - 1}", $"{Piece + 1000}-{(2 * Piece) - 1}", $"{2 * Piece}-{Content.Length - 1}"], ranges);
        Assert.Equal(Content, registry.Contents.Blobs[("shop/api", Blob.Digest)]);
    }

    [Fact]
    public async Task A_large_piece_that_breaks_off_goes_on_from_what_has_arrived()
    {
        await using var registry = await TestRegistry.StartAsync();
        registry.Add(RegistryFault.ResetRequest("PUT", "/blobs/uploads/", 1000));
        var ranges = new List<string>();
        registry.Add(Watch("PATCH", ranges, times: 10));

        await UploadAsync(registry, new MemoryStream(Content));

        Assert.Equal([$"1000-{Content.Length - 1}"], ranges);
        Assert.Equal(Content, registry.Contents.Blobs[("shop/api", Blob.Digest)]);
    }

    [Fact]
    public async Task An_upload_that_the_registry_forgets_is_begun_again_where_the_content_can_be_read_again()
    {
        await using var registry = await TestRegistry.StartAsync();
        registry.Add(RegistryFault.Status("PUT", "/blobs/uploads/", 404));
        registry.Add(RegistryFault.Status("GET", "/blobs/uploads/", 404));

        await UploadAsync(registry, new MemoryStream(Content));
        Assert.Equal(Content, registry.Contents.Blobs[("shop/api", Blob.Digest)]);
    }

    [Fact]
    public async Task An_upload_that_the_registry_forgets_is_undetermined_where_the_content_is_gone()
    {
        await using var registry = await TestRegistry.StartAsync();
        registry.Add(Watch("PATCH", [], times: 2));
        registry.Add(RegistryFault.Status("PATCH", "/blobs/uploads/", 404));
        registry.Add(RegistryFault.Status("GET", "/blobs/uploads/", 404));

        var error = await Assert.ThrowsAsync<UndeterminedException>(() => UploadAsync(registry, new ForwardOnly(Content)));
        Assert.Equal("registry.upload-lost", error.Code);
        Assert.Empty(registry.Contents.Blobs);
    }

    [Fact]
    public async Task A_copy_whose_upload_is_forgotten_is_begun_again_from_the_source()
    {
        await using var from = await TestRegistry.StartAsync();
        await using var to = await TestRegistry.StartAsync();
        await UploadAsync(from, new MemoryStream(Content));
        to.Add(Watch("PATCH", [], times: 1));
        to.Add(RegistryFault.Reset("PATCH", "/blobs/uploads/", 0));
        to.Add(RegistryFault.Status("GET", "/blobs/uploads/", 404));
        await CopyAsync(from, to, new ImageStoreOptions());

        Assert.Equal(Content, to.Contents.Blobs[("shop/api", Blob.Digest)]);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(405)]
    [InlineData(501)]
    [InlineData(404)]
    public async Task A_copy_to_a_registry_without_chunks_is_sent_in_one_piece(int refusal)
    {
        await using var from = await TestRegistry.StartAsync();
        await using var to = await TestRegistry.StartAsync();
        await UploadAsync(from, new MemoryStream(Content));
        to.Add(RegistryFault.Status("PATCH", "/blobs/uploads/", refusal) with { Times = int.MaxValue });
        to.Add(RegistryFault.Status("GET", "/blobs/uploads/", refusal) with { Times = int.MaxValue });
        await CopyAsync(from, to, new ImageStoreOptions { Time = new HurriedTime(20) });

        Assert.Equal(Content, to.Contents.Blobs[("shop/api", Blob.Digest)]);
    }

    [Theory]
    [InlineData("0-0", "0-0")]
    [InlineData("0-4095", "0-4095")]
    [InlineData("0-4095", null)]
    [InlineData("0-999999999999", "0-999999999999")]
    [InlineData("0-9223372036854775807", "0-9223372036854775807")]
    public async Task An_upload_that_goes_in_circles_or_beyond_its_end_is_undetermined(string range, string? status)
    {
        await using var registry = await TestRegistry.StartAsync();
        registry.Add(Answering("PATCH", StatusCodes.Status202Accepted, range));
        registry.Add(Answering("GET", status is null ? StatusCodes.Status404NotFound : StatusCodes.Status204NoContent, status));

        var error = await Assert.ThrowsAsync<UndeterminedException>(() => UploadAsync(registry, new ForwardOnly(Content)));
        Assert.Equal("registry.upload-lost", error.Code);
        Assert.True(registry.Requests.Count < 60, $"{registry.Requests.Count} requests");
        Assert.Empty(registry.Contents.Blobs);
    }

    [Theory]
    [InlineData("PUT", false)]
    [InlineData("PATCH", true)]
    public async Task A_piece_that_came_too_often_is_sent_again_when_the_registry_asks_for_it(string method, bool inChunks)
    {
        await using var registry = await TestRegistry.StartAsync();
        registry.Add(RegistryFault.Status(method, "/blobs/uploads/", 429, retryAfterSeconds: 1) with { Times = 2 });

        await UploadAsync(registry, inChunks ? new ForwardOnly(Content) : new MemoryStream(Content));
        Assert.Equal(Content, registry.Contents.Blobs[("shop/api", Blob.Digest)]);
        Assert.Equal(1, Methods(registry).Count(one => one == "POST"));
    }

    [Fact]
    public async Task A_registry_that_wants_a_longer_pause_than_two_minutes_ends_the_upload()
    {
        await using var registry = await TestRegistry.StartAsync();
        registry.Add(RegistryFault.Status("PUT", "/blobs/uploads/", 429, retryAfterSeconds: 99999) with { Times = 9 });

        var error = await Assert.ThrowsAsync<UndeterminedException>(() => UploadAsync(registry, new MemoryStream(Content)));
        Assert.Equal("registry.throttled", error.Code);
        Assert.Contains("99999", error.Message, StringComparison.Ordinal);
        Assert.Equal(["HEAD", "POST", "PUT"], Methods(registry));
    }

    [Fact]
    public async Task A_large_blob_of_a_layout_goes_in_one_piece_to_a_registry_without_chunks()
    {
        using var folder = new TemporaryFolder();
        await using var registry = await TestRegistry.StartAsync();
        registry.Add(RegistryFault.Status("PATCH", "/blobs/uploads/", 405) with { Times = int.MaxValue });
        using var stores = new ImageStores(new ImageStoreOptions { Time = new HurriedTime(20) });
        var layout = stores.OpenStore(ImageLocation.Parse($"oci:{folder.At("layout")}"));
        var large = new byte[(64 * 1024 * 1024) + 1];
        var blob = Descriptor.Of(MediaTypes.OciLayer, large);
        await layout.WriteBlobAsync(blob, new MemoryStream(large), Token);

        await BlobCopy.CopyAsync(layout, stores.OpenStore(ImageLocation.Parse($"{registry.Host}/shop/api")), blob, Token);
        Assert.Equal(large.Length, registry.Contents.Blobs[("shop/api", blob.Digest)].Length);
    }

    [Fact]
    public async Task What_is_too_large_at_once_is_sent_in_chunks()
    {
        await using var registry = await TestRegistry.StartAsync(new TestRegistryOptions { LargestRequest = Piece });

        await UploadAsync(registry, new MemoryStream(Content));
        Assert.Equal(3, Methods(registry).Count(method => method == "PATCH"));
        Assert.Equal(Content, registry.Contents.Blobs[("shop/api", Blob.Digest)]);
    }

    [Fact]
    public async Task What_is_too_large_even_in_chunks_is_undetermined()
    {
        await using var registry = await TestRegistry.StartAsync(new TestRegistryOptions { LargestRequest = 1000 });

        var error = await Assert.ThrowsAsync<UndeterminedException>(() => UploadAsync(registry, new MemoryStream(Content)));
        Assert.Equal("registry.piece-too-large", error.Code);
    }

    [Fact]
    public async Task Chunks_are_as_large_as_the_registry_wants_them_at_least()
    {
        await using var registry = await TestRegistry.StartAsync(new TestRegistryOptions { SmallestChunk = Piece + 1 });
        var ranges = new List<string>();
        registry.Add(Watch("PATCH", ranges, times: 10));

        await UploadAsync(registry, new ForwardOnly(Content));
        Assert.Equal([$"0-{Piece}", $"{Piece + 1}-{(2 * Piece) + 1}", $"{(2 * Piece) + 2}-{Content.Length - 1}"], ranges);
    }

    [Fact]
    public async Task An_empty_blob_is_a_blob()
    {
        await using var registry = await TestRegistry.StartAsync();
        using var stores = new ImageStores(new ImageStoreOptions());
        var store = stores.OpenStore(ImageLocation.Parse($"{registry.Host}/shop/api"));
        await store.WriteBlobAsync(Samples.Describe(""), new MemoryStream(), Token);
        await store.WriteBlobAsync(Samples.Describe(""), new ForwardOnly([]), Token);

        Assert.Empty(await Samples.ReadAsync(store, ""));
    }

    private static RegistryFault Watch(string method, List<string> ranges, int times) =>
        new(
            method,
            "/blobs/uploads/",
            (context, next) =>
            {
                ranges.Add(context.Request.Headers.ContentRange.ToString());
                return next(context);
            }
        )
        {
            Times = times,
        };

    private static RegistryFault Answering(string method, int status, string? range) =>
        new(
            method,
            "/blobs/uploads/",
            async (context, _) =>
            {
                await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
                context.Response.StatusCode = status;
                context.Response.Headers.Location = context.Request.Path.ToString();
                if (range is not null)
                {
                    context.Response.Headers.Range = range;
                }
            }
        )
        {
            Times = int.MaxValue,
        };

    private static async Task CopyAsync(TestRegistry from, TestRegistry to, ImageStoreOptions options)
    {
        using var stores = new ImageStores(options);
        await BlobCopy.CopyAsync(
            stores.OpenSource(ImageLocation.Parse($"{from.Host}/shop/api")),
            stores.OpenStore(ImageLocation.Parse($"{to.Host}/shop/api")),
            Blob,
            Token
        );
    }
}

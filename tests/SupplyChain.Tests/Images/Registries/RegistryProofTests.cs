using Microsoft.AspNetCore.Http;
using SupplyChain.Testing.Registry;
using Xunit;
using static SupplyChain.Tests.Images.Registries.UploadedBlob;

namespace SupplyChain.Tests.Images.Registries;

/// <summary>What is sent has its digest, whoever proves that: the registry, or else this program.</summary>
public sealed class RegistryProofTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Altered_content_is_not_stored_however_it_is_sent(bool seekable)
    {
        await using var registry = await TestRegistry.StartAsync();
        var altered = Content.ToArray();
        altered[^1] ^= 1;

        var error = await Assert.ThrowsAsync<UndeterminedException>(() =>
            UploadAsync(registry, seekable ? new MemoryStream(altered) : new ForwardOnly(altered))
        );
        Assert.Equal("image.content-altered", error.Code);
        Assert.Empty(registry.Contents.Blobs);
    }

    [Theory]
    [InlineData(StatusCodes.Status201Created)]
    [InlineData(StatusCodes.Status400BadRequest)]
    [InlineData(StatusCodes.Status500InternalServerError)]
    public async Task Altered_content_is_told_whatever_the_registry_says_of_it(int answer)
    {
        await using var registry = await TestRegistry.StartAsync();
        registry.Add(Unproven(answer));
        var altered = Content.ToArray();
        altered[^1] ^= 1;

        var error = await Assert.ThrowsAsync<UndeterminedException>(() => UploadAsync(registry, new MemoryStream(altered)));
        Assert.Equal("image.content-altered", error.Code);
    }

    [Fact]
    public async Task Good_content_is_taken_by_a_registry_that_does_not_say_what_it_has_stored()
    {
        await using var registry = await TestRegistry.StartAsync();
        registry.Add(Unproven(StatusCodes.Status201Created));

        await UploadAsync(registry, new MemoryStream(Content));
        Assert.Equal(["HEAD", "POST", "PUT"], Methods(registry));
    }

    [Fact]
    public async Task A_refusal_of_good_content_is_the_registrys_own()
    {
        await using var registry = await TestRegistry.StartAsync();
        registry.Add(Unproven(StatusCodes.Status400BadRequest));

        var error = await Assert.ThrowsAsync<UndeterminedException>(() => UploadAsync(registry, new MemoryStream(Content)));
        Assert.Equal("registry.answer", error.Code);
    }

    // A registry that looks at nothing.
    private static RegistryFault Unproven(int answer) =>
        new(
            "PUT",
            "/blobs/uploads/",
            async (context, _) =>
            {
                await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
                context.Response.StatusCode = answer;
            }
        )
        {
            Times = int.MaxValue,
        };
}

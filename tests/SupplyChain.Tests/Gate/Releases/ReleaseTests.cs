using System.Text;
using SupplyChain.Gate.Releases;
using SupplyChain.Images;
using SupplyChain.Testing;
using Xunit;

namespace SupplyChain.Tests.Gate.Releases;

public sealed class ReleaseTests : IDisposable
{
    private const string Pod =
        "apiVersion: v1\nkind: Pod\nmetadata: { name: api }\nspec: { containers: [{ name: api, image: nginx }] }\n";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Files_are_named_by_their_place_below_the_folder_that_was_given()
    {
        _ = folder.Write("m/b.yaml", Pod);
        _ = folder.Write("m/a/c.yml", Pod);
        Assert.Equal(["a/c.yml", "b.yaml"], Release.Load([folder.At("m")]).Files.Select(file => file.Name));
        Assert.Equal(["a/c.yml", "b.yaml"], Release.Load([folder.At("m") + "/"]).Files.Select(file => file.Name));
        Assert.Equal(
            ["b.yaml", "c.yml"],
            Release.Load([folder.At("m", "b.yaml"), folder.At("m", "a")]).Files.Select(file => file.Name)
        );
    }

    [Fact]
    public void A_file_gets_an_extension_that_kubectl_takes() =>
        Assert.Equal("pod.txt.yaml", Assert.Single(Release.Load([folder.Write("pod.txt", Pod)]).Files).Name);

    [Fact]
    public void Standard_input_has_a_name_too()
    {
        using var input = new MemoryStream(Encoding.UTF8.GetBytes(Pod));
        Assert.Equal("manifests.yaml", Assert.Single(Release.Load(["-"], input).Files).Name);
    }

    [Fact]
    public void Two_files_of_one_name_are_refused()
    {
        var paths = new[] { folder.Write("a/pod.yaml", Pod), folder.Write("b/POD.yaml", Pod) };
        Assert.Equal("gate.names", Assert.Throws<ConfigurationException>(() => Release.Load(paths)).Code);
    }

    [Fact]
    public void A_digest_is_that_of_the_bytes_on_disk_with_mark_and_line_ends()
    {
        var path = folder.At("pod.yaml");
        byte[] bytes =
        [
            0xEF,
            0xBB,
            0xBF,
            .. System.Text.Encoding.UTF8.GetBytes(Pod.Replace("\n", "\r\n", StringComparison.Ordinal)),
        ];
        File.WriteAllBytes(path, bytes);
        Assert.Equal(Digest.Sha256(bytes), Assert.Single(Release.Load([path]).Files).Digest);
    }

    [Fact]
    public void Pinning_needs_a_digest_for_every_image_and_leaves_what_may_be_none()
    {
        var release = Release.Load([
            folder.Write("pod.yaml", Pod + "---\napiVersion: shop.example/v1\nkind: Till\nspec: { image: till }\n"),
        ]);
        Assert.Null(release.Pin(new Dictionary<ImageReference, Digest>()));
        var digest = Digest.Sha256("image"u8);
        var gated = Assert.Single(
            release.Pin(new Dictionary<ImageReference, Digest> { [ImageReference.Parse("nginx")] = digest })!
        );
        var text = System.Text.Encoding.UTF8.GetString(gated.Content.Span);
        Assert.Contains($"image: nginx@{digest} ", text, StringComparison.Ordinal);
        Assert.Contains("image: till }", text, StringComparison.Ordinal);
    }
}

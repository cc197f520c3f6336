using CsCheck;
using SupplyChain.Images;
using Xunit;

namespace SupplyChain.Tests.Images;

public sealed class ImageReferenceTests
{
    private const string Sha256 = "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
    private const string Sha512 =
        "sha512:ee26b0dd4af7e749aa1a8ee3c10ae9923f618980772e473f8819a5d4940e0db27ac185f8a0e1d5f84f88bc887fd67b143732c304cc5fa9ad8e6f57f50028a8ff";

    [Theory]
    [InlineData("alpine", "docker.io", "library/alpine", null, null)]
    [InlineData("alpine:3.10", "docker.io", "library/alpine", "3.10", null)]
    [InlineData("docker.io/alpine", "docker.io", "library/alpine", null, null)]
    [InlineData("index.docker.io/bitnami/redis", "docker.io", "bitnami/redis", null, null)]
    [InlineData("bitnami/redis:7", "docker.io", "bitnami/redis", "7", null)]
    [InlineData("localhost/shop", "localhost", "shop", null, null)]
    [InlineData("localhost:5000/shop/api:1.0.0", "localhost:5000", "shop/api", "1.0.0", null)]
    [InlineData("Registry/shop", "Registry", "shop", null, null)]
    [InlineData("registry.example/shop/api@" + Sha256, "registry.example", "shop/api", null, Sha256)]
    [InlineData("registry.example/shop/api:1.0.0@" + Sha256, "registry.example", "shop/api", "1.0.0", Sha256)]
    [InlineData("registry.example/shop/api@" + Sha512, "registry.example", "shop/api", null, Sha512)]
    [InlineData("[::1]:5000/shop", "[::1]:5000", "shop", null, null)]
    [InlineData("[2001:db8::1]/shop:v1", "[2001:db8::1]", "shop", "v1", null)]
    [InlineData(
        "127.0.0.1:5000/a/b/c/d_e/f__g/h-i/j--k/l.m:T_a.g-1",
        "127.0.0.1:5000",
        "a/b/c/d_e/f__g/h-i/j--k/l.m",
        "T_a.g-1",
        null
    )]
    public void A_reference_is_read_and_kept_as_written(string text, string registry, string path, string? tag, string? digest)
    {
        var reference = ImageReference.Parse(text);

        Assert.Equal(registry, reference.Registry);
        Assert.Equal(path, reference.Path);
        Assert.Equal(registry + "/" + path, reference.Repository);
        Assert.Equal(tag, reference.Tag);
        Assert.Equal(digest, reference.Digest?.ToString());
        Assert.Equal(digest ?? tag ?? "latest", reference.TagOrDigest);
        Assert.Equal(text, reference.ToString());
    }

    [Theory]
    [InlineData("", "the repository is missing")]
    [InlineData(":1.0", "the repository is missing")]
    [InlineData("@" + Sha256, "the repository is missing")]
    [InlineData("Shop", "at character 1 the repository")]
    [InlineData("shop/Api", "at character 6 the repository")]
    [InlineData("shop//api", "at character 6 the repository")]
    [InlineData("/shop", "at character 1 the repository")]
    [InlineData("shop/", "at character 6 the repository")]
    [InlineData("shop/a..b", "at character 7 the repository")]
    [InlineData("shop/a___b", "at character 7 the repository")]
    [InlineData("shop/-a", "at character 6 the repository")]
    [InlineData("shop/a-", "at character 7 the repository")]
    [InlineData("registry.example/", "at character 18 the repository")]
    [InlineData("registry..example/shop", "at character 1 the registry")]
    [InlineData("-registry.example/shop", "at character 1 the registry")]
    [InlineData("registry.example:/shop", "at character 18 a port")]
    [InlineData("registry.example:http/shop", "at character 18 a port")]
    [InlineData("registry.example:70000/shop", "at character 18 a port")]
    [InlineData("[::1/shop", "at character 1 the registry")]
    [InlineData("[fe80::1%eth0]/shop", "at character 1 the registry")]
    [InlineData("[127.0.0.1]/shop", "at character 1 the registry")]
    [InlineData("shop:", "at character 6 a tag")]
    [InlineData("shop:-a", "at character 6 a tag")]
    [InlineData("shop:a+b", "at character 7 the tag")]
    [InlineData("shop:a:b", "at character 7 the tag")]
    [InlineData("shop@", "at character 6 a digest")]
    [InlineData("shop@sha256:abc", "at character 6 a digest")]
    [InlineData("shop@md5:d41d8cd98f00b204e9800998ecf8427e", "at character 6 a digest")]
    [InlineData("shop@" + Sha256 + "@" + Sha256, "at character 6 a digest")]
    [InlineData("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", "the id of an image")]
    [InlineData("docker://alpine", "at character 8 a port")]
    [InlineData("sh op", "at character 3 the repository")]
    public void Anything_else_is_refused_with_input_place_and_shape(string text, string problem)
    {
        var error = Assert.Throws<ConfigurationException>(() => ImageReference.Parse(text));

        Assert.Equal("image.reference", error.Code);
        Assert.Contains($"'{text}'", error.Message, StringComparison.Ordinal);
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
        Assert.Contains("expected [registry[:port]/]repository[:tag][@sha256:digest]", error.Message, StringComparison.Ordinal);
        Assert.False(ImageReference.TryParse(text, out _));
    }

    [Fact]
    public void Limits_are_those_of_the_specification()
    {
        Assert.True(ImageReference.TryParse("r.example/" + new string('a', 255) + ":" + new string('t', 128), out _));
        Assert.False(ImageReference.TryParse("r.example/" + new string('a', 256), out _));
        Assert.False(ImageReference.TryParse("r.example/a:" + new string('t', 129), out _));
    }

    [Fact]
    public void Control_characters_never_reach_the_message()
    {
        var error = Assert.Throws<ConfigurationException>(() => ImageReference.Parse("shop\u001b[31m\u202e/api"));

        Assert.DoesNotContain('\u001b', error.Message);
        Assert.DoesNotContain('\u202e', error.Message);
        Assert.Contains("\\u001b", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void References_are_equal_when_they_mean_the_same()
    {
        Assert.Equal(ImageReference.Parse("alpine"), ImageReference.Parse("docker.io/library/alpine:latest"));
        Assert.NotEqual(ImageReference.Parse("alpine"), ImageReference.Parse("alpine:3.10"));
    }

    [Fact]
    public void A_digest_is_added_to_what_was_written() =>
        Assert.Equal("alpine:3.10@" + Sha256, ImageReference.Parse("alpine:3.10").WithDigest(Digest.Parse(Sha256)).ToString());

    [Fact]
    public void What_is_printed_reads_back_the_same() =>
        References.Sample(text =>
        {
            var reference = ImageReference.Parse(text);
            Assert.Equal(text, reference.ToString());
            Assert.Equal(reference, ImageReference.Parse(reference.Canonical));
            Assert.Equal(reference.Canonical, ImageReference.Parse(reference.Canonical).ToString());
        });

    [Fact]
    public void Any_text_is_read_or_refused_without_another_failure() =>
        Gen.String[Gen.Char["aZ0./:@-_[]%\u0000é"], 0, 40]
            .Sample(text =>
            {
                if (ImageReference.TryParse(text, out var reference))
                {
                    Assert.Equal(text, reference.ToString());
                }
            });

    private static Gen<string> Optional(Gen<string> gen) => Gen.OneOf(Gen.Const(""), gen);

    private static Gen<string> References
    {
        get
        {
            var letters = Gen.String[Gen.Char["abcxyz0189"], 1, 8];
            var separator = Gen.OneOfConst(".", "_", "__", "-", "---");
            var component = Gen.Select(letters, Optional(Gen.Select(separator, letters, (s, l) => s + l)), (a, b) => a + b);
            var path = component.Array[1, 4].Select(parts => string.Join('/', parts));
            var host = Gen.OneOfConst(
                "docker.io/",
                "localhost/",
                "registry.example/",
                "R-1.example:5000/",
                "[::1]:443/",
                "10.0.0.1:1/"
            );
            var tag = Gen.Select(Gen.Char["aZ0_"], Gen.String[Gen.Char["aZ0_.-"], 0, 12], (first, rest) => $":{first}{rest}");
            var digest = Gen.OneOfConst("@" + Sha256, "@" + Sha512);
            return Gen.Select(Optional(host), path, Optional(tag), Optional(digest), (h, p, t, d) => h + p + t + d);
        }
    }
}

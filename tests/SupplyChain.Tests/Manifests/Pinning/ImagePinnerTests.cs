using SupplyChain.Images;
using SupplyChain.Manifests;
using SupplyChain.Manifests.Pinning;
using SupplyChain.Testing;
using Xunit;

namespace SupplyChain.Tests.Manifests.Pinning;

public sealed class ImagePinnerTests
{
    private static readonly Digest Some = Digest.Sha256("some"u8);

    private static PinnedManifest Pin(string text)
    {
        var file = ManifestFile.Parse("m.yaml", text);
        var images = ManifestImages.Find(file).Select(image => image.Reference).OfType<ImageReference>().Distinct();
        return ImagePinner.Pin(file, images.ToDictionary(image => image, _ => Some));
    }

    private static string Pod(string image) =>
        $"# head\napiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - name: a\n    image: {image}   # why\n    tty: no\n";

    [Theory]
    [InlineData("registry.example:5000/a/b:1.0", "registry.example:5000/a/b:1.0@DIGEST")]
    [InlineData("nginx", "nginx@DIGEST")]
    [InlineData("'nginx:1'", "'nginx:1@DIGEST'")]
    [InlineData("\"nginx:1\"", "\"nginx:1@DIGEST\"")]
    [InlineData("\"n\\u0067inx:1\"", "\"nginx:1@DIGEST\"")]
    [InlineData("!!str nginx:1", "!!str nginx:1@DIGEST")]
    [InlineData("&img nginx:1", "&img nginx:1@DIGEST")]
    public void A_reference_gets_its_digest_and_nothing_else_changes(string before, string after) =>
        Assert.Equal(Pod(after.Replace("DIGEST", Some.ToString(), StringComparison.Ordinal)), Pin(Pod(before)).Text);

    [Theory]
    [InlineData("|-\n      nginx:1\n")]
    [InlineData(">-\n      nginx:1\n\n\n")]
    public void Blocks_of_one_line_are_edited_in_place(string block)
    {
        var text = "apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - image: " + block + "    name: a\n";
        Assert.Equal(text.Replace("nginx:1", $"nginx:1@{Some}", StringComparison.Ordinal), Pin(text).Text);
    }

    [Fact]
    public void Line_ends_byte_order_mark_and_json_are_kept()
    {
        const string Text =
            "\uFEFF{\r\n\t\"apiVersion\": \"v1\", \"kind\": \"Pod\",\r\n\t\"spec\": {\"containers\": [{\"image\":\"a:1\"}]}\r\n}\r\n";
        Assert.Equal(Text.Replace("a:1", $"a:1@{Some}", StringComparison.Ordinal), Pin(Text).Text);
    }

    [Fact]
    public void A_reference_with_a_digest_stays_as_it_is()
    {
        var text = Pod($"nginx:1@{Digest.Sha256("other"u8)}");
        var pinned = Pin(text);
        Assert.Same(text, pinned.Text);
        Assert.Empty(pinned.Pins);
    }

    [Fact]
    public void Aliases_of_an_image_are_pinned_once()
    {
        const string Text =
            "apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - {name: a, image: &i a:1}\n  - {name: b, image: *i}\n";
        var pinned = Pin(Text);
        Assert.Equal(Text.Replace("a:1", $"a:1@{Some}", StringComparison.Ordinal), pinned.Text);
        Assert.Equal(2, pinned.Pins.Count);
    }

    [Fact]
    public void An_anchor_used_for_something_else_is_refused()
    {
        var error = Assert.Throws<ConfigurationException>(() =>
            Pin("apiVersion: v1\nkind: Pod\nmetadata: {name: &i a}\nspec:\n  containers:\n  - {image: *i}\n")
        );
        Assert.Equal("pin.shared", error.Code);
        Assert.Contains("m.yaml:3:", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("'{{ .Values.image }}'", "pin.unresolved")]
    [InlineData("[", "manifests.yaml")]
    public void What_cannot_be_pinned_is_refused_with_its_place(string image, string code)
    {
        var error = Assert.Throws<ConfigurationException>(() => Pin(Pod(image)));
        Assert.Equal(code, error.Code);
        Assert.StartsWith("m.yaml:", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_candidate_of_an_unknown_kind_is_refused()
    {
        var error = Assert.Throws<ConfigurationException>(() =>
            Pin("{apiVersion: db.example/v1, kind: Database, spec: {image: 'db:1'}}")
        );
        Assert.Equal("pin.unresolved", error.Code);
    }

    [Fact]
    public void An_image_that_was_not_resolved_is_refused_with_its_place()
    {
        var error = Assert.Throws<ConfigurationException>(() =>
            ImagePinner.Pin(ManifestFile.Parse("m.yaml", Pod("a:1")), new Dictionary<ImageReference, Digest>())
        );
        Assert.Equal("pin.digest", error.Code);
        Assert.StartsWith("m.yaml:7:12: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Real_manifests_keep_every_other_byte()
    {
        var pins = 0;
        foreach (var path in Directory.EnumerateFiles(TestData.Require("manifests"), "*.yaml", SearchOption.AllDirectories))
        {
            var text = File.ReadAllText(path);
            if (
                text.Contains("kind: Component", StringComparison.Ordinal)
                || ManifestImages.Find(ManifestFile.Parse(path, text)).Any(image => image.Reference is null)
            )
            {
                continue;
            }

            var pinned = Pin(text);
            pins += pinned.Pins.Count;
            Assert.Equal(text, pinned.Text.Replace($"@{Some}", "", StringComparison.Ordinal));
            Assert.All(ManifestImages.Find(pinned.File), image => Assert.True(image.IsPinned));
        }

        Assert.True(pins > 30, $"only {pins}");
    }
}

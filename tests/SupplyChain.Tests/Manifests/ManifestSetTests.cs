using System.Text;
using SupplyChain.Manifests;
using SupplyChain.Testing;
using Xunit;

namespace SupplyChain.Tests.Manifests;

public sealed class ManifestSetTests
{
    private const string Pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\n";

    [Fact]
    public void Folders_are_read_in_order_with_every_manifest_below_them()
    {
        using var folder = new TemporaryFolder();
        folder.Write("b/2.yml", Pod);
        folder.Write("a.YAML", Pod);
        folder.Write("c.json", "{\"apiVersion\": \"v1\", \"kind\": \"Pod\"}");
        folder.Write("readme.txt", "no");
        folder.Write(".git/x.yaml", "[");
        var set = ManifestSet.Load([folder.Path, folder.At("a.YAML")]);
        Assert.Equal(["a.YAML", "2.yml", "c.json"], set.Files.Select(file => Path.GetFileName(file.Name)));
        Assert.Equal(3, set.Resources.Count());
    }

    [Fact]
    public void A_hyphen_is_standard_input()
    {
        using var input = new MemoryStream(Encoding.UTF8.GetBytes(Pod));
        Assert.Equal("-", Assert.Single(ManifestSet.Load(["-"], input).Files).Name);
        Assert.Equal("manifests.read", Assert.Throws<ConfigurationException>(() => ManifestSet.Load(["-"])).Code);
    }

    [Fact]
    public void What_cannot_be_read_is_refused_by_name()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.At("latin.yaml"), [0x61, 0x3A, 0x20, 0xE4, 0x0A]);
        Directory.CreateDirectory(folder.At("empty"));
        folder.Write("blank.yaml", "# nothing\n");
        Assert.Equal("manifests.read", Refused(folder.At("missing.yaml")));
        Assert.Equal("manifests.encoding", Refused(folder.At("latin.yaml")));
        Assert.Equal("manifests.none", Refused(folder.At("empty")));
        Assert.Equal("manifests.empty", Refused(folder.At("blank.yaml")));

        static string Refused(string path)
        {
            var error = Assert.Throws<ConfigurationException>(() => ManifestSet.Load([path]));
            Assert.Contains(path, error.Message, StringComparison.Ordinal);
            return error.Code;
        }
    }

    [Fact]
    public void A_set_with_a_broken_document_says_where_when_it_must_be_whole()
    {
        var set = ManifestSet.Parse([("m.yaml", Pod + "---\na: [\n"), ("n.yaml", "b: 'x\n")]);
        var error = Assert.Throws<ConfigurationException>(set.RequireReadable);
        Assert.Equal("manifests.yaml", error.Code);
        Assert.StartsWith("m.yaml:6:1: ", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("(1 more.)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_repeated_key_does_not_make_a_set_unreadable() =>
        Assert.Single(ManifestSet.Parse([("m.yaml", "apiVersion: v1\nkind: Pod\nkind: Pod\n")]).RequireReadable().Resources);

    [Fact]
    public void A_resource_larger_than_Kubernetes_accepts_is_a_problem()
    {
        var set = ManifestSet.Parse([("m.yaml", Pod + $"data: [{string.Concat(Enumerable.Repeat("a,", 300_000))}]\n")]);
        Assert.Empty(set.Resources);
        Assert.Contains(
            "300000 nodes",
            Assert.Throws<ConfigurationException>(set.RequireReadable).Message,
            StringComparison.Ordinal
        );
    }
}

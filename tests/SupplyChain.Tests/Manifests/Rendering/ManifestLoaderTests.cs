using System.IO.Compression;
using System.Text;
using SupplyChain.Manifests;
using SupplyChain.Manifests.Linting;
using SupplyChain.Manifests.Rendering;
using SupplyChain.Manifests.Yaml;
using SupplyChain.Testing;
using SupplyChain.Tools;
using Xunit;

namespace SupplyChain.Tests.Manifests.Rendering;

public sealed class ManifestLoaderTests : IDisposable
{
    private const string Deployment =
        "# what it is\napiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: api\nspec:\n  template:\n    spec:\n      hostPID: true\n      containers: []\n";

    private readonly TemporaryFolder folder = new();

    private Task<ManifestSet> LoadAsync(Func<string, ExternalTool?> find, params string[] paths) =>
        new ManifestLoader(new ToolRunner(TimeProvider.System), find).LoadAsync(
            paths.Length == 0 ? [folder.Path] : paths,
            null,
            TestContext.Current.CancellationToken
        );

    private static LintFinding Finding(ManifestSet set) =>
        Assert.Single(Linter.Lint(set, new LintOptions { Rules = RuleSet.BuiltIn.Select(["pss-host-namespaces"]) }).Findings);

    [Fact]
    public async Task A_kustomization_is_rendered_and_findings_stand_in_its_sources()
    {
        var kustomize = Peers.Require("kustomize");
        folder.Write("base/kustomization.yaml", "resources: [deployment.yaml]\n");
        folder.Write("base/deployment.yaml", Deployment);
        folder.Write("prod/kustomization.yaml", "resources: [../base]\nnamePrefix: prod-\n");
        folder.Write("other.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\n");
        var set = await LoadAsync(_ => new ExternalTool("kustomize", kustomize));
        Assert.Equal(["prod-api", "c"], set.Resources.Select(resource => resource.Name.Name));
        var finding = Finding(set);
        Assert.EndsWith("base/deployment.yaml", finding.File, StringComparison.Ordinal);
        Assert.Equal((9, 16), (finding.Line, finding.Column));
        Assert.False(finding.IsFixable);
    }

    [Fact]
    public async Task Of_lines_that_say_the_same_in_a_source_the_one_of_the_object_is_named()
    {
        var kustomize = Peers.Require("kustomize");
        folder.Write("kustomization.yaml", "resources: [both.yaml]\nnamespace: shop\nnameSuffix: -blue\n");
        folder.Write(
            "both.yaml",
            Deployment
                .Replace("name: api", "name: web", StringComparison.Ordinal)
                .Replace("hostPID", "hostIPC", StringComparison.Ordinal)
                + "---\n"
                + Deployment.Replace("containers: []", "containers: [{name: c}]", StringComparison.Ordinal)
        );
        var set = await LoadAsync(_ => new ExternalTool("kustomize", kustomize));
        var options = new LintOptions { Rules = RuleSet.BuiltIn.Select(["res-memory-limit", "pss-host-namespaces"]) };
        Assert.Equal(
            [(9, "      hostIPC: true"), (20, "      hostPID: true"), (21, "      containers: [{name: c}]")],
            Linter.Lint(set, options).Findings.Select(finding => (finding.Line, finding.Excerpt!.Line))
        );
    }

    [Fact]
    public async Task A_kustomization_that_fails_is_said_to_be_not_rendered()
    {
        var kustomize = Peers.Require("kustomize");
        folder.Write("kustomization.yaml", "resources: [missing.yaml]\n");
        var problem = Assert.Single((await LoadAsync(_ => new ExternalTool("kustomize", kustomize))).NotRendered);
        Assert.Equal(YamlProblemKind.NotRendered, problem.Kind);
        Assert.Contains("kustomize failed: Error", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chart_is_rendered_and_findings_stand_in_its_templates()
    {
        folder.Write("shop/Chart.yaml", "name: store\nversion: 1.0.0\n");
        folder.Write(
            "shop/templates/deployment.yaml",
            "{{ if true }}\n" + Deployment.Replace("api", "{{ .Values.name }}", StringComparison.Ordinal)
        );
        folder.Write("shop/values.yaml", "name: api\n");
        var helm = Script.Write(
            folder,
            "helm",
            $"[ \"$1 $2 $3\" = 'template release .' ] || exit 9\ncat <<'END'\n---\n# Source: store/templates/deployment.yaml\n{Deployment}END"
        );
        var set = await LoadAsync(name => name == "helm" ? new ExternalTool(name, helm) : null, folder.At("shop"));
        var finding = Finding(set);
        Assert.EndsWith("shop/templates/deployment.yaml", finding.File, StringComparison.Ordinal);
        Assert.Equal(10, finding.Line);
    }

    [Theory]
    [InlineData("Chart.yaml", "name: a\n", "helm")]
    [InlineData("kustomization.yaml", "resources: []\n", "kustomize")]
    public async Task Without_the_program_there_is_one_clear_finding_and_no_pass(string file, string text, string program)
    {
        folder.Write($"a/{file}", text);
        folder.Write("a/templates/x.yaml", "a: {{ b }}\n");
        var set = await LoadAsync(_ => null, folder.At("a"));
        var problem = Assert.Single(set.NotRendered);
        Assert.Contains($"{program} is not installed", problem.Message, StringComparison.Ordinal);
        Assert.EndsWith(file, problem.FileName, StringComparison.Ordinal);
        Assert.False(Linter.Lint(set, new LintOptions()).Complete);
    }

    [Fact]
    public async Task A_packed_file_is_read_and_not_edited()
    {
        await File.WriteAllBytesAsync(folder.At("m.yaml.gz"), Packed(), TestContext.Current.CancellationToken);
        var set = await LoadAsync(_ => null);
        Assert.Equal(9, Finding(set).Line);
        Assert.All(Linter.Lint(set, new LintOptions()).Findings, finding => Assert.False(finding.IsFixable));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Standard_input_is_read_packed_or_not(bool isPacked)
    {
        using var input = new MemoryStream(isPacked ? Packed() : Encoding.UTF8.GetBytes(Deployment));
        var loader = new ManifestLoader(new ToolRunner(TimeProvider.System), _ => null);
        var set = await loader.LoadAsync(["-"], input, TestContext.Current.CancellationToken);
        Assert.Equal(("-", 9), (Finding(set).File, Finding(set).Line));
        Assert.Equal(isPacked, Linter.Lint(set, new LintOptions()).Findings.All(finding => !finding.IsFixable));
    }

    [Theory]
    [InlineData(new byte[] { 0x1f, 0x8b, 8 }, "manifests.packed")]
    [InlineData(new byte[] { (byte)'a', 0xff }, "manifests.encoding")]
    public async Task Standard_input_that_is_no_text_is_refused(byte[] bytes, string code)
    {
        using var input = new MemoryStream(bytes);
        var loader = new ManifestLoader(new ToolRunner(TimeProvider.System), _ => null);
        var error = await Assert.ThrowsAsync<ConfigurationException>(() =>
            loader.LoadAsync(["-"], input, TestContext.Current.CancellationToken)
        );
        Assert.Equal(code, error.Code);
    }

    [Fact]
    public async Task Of_several_files_that_cannot_be_read_the_first_is_named()
    {
        var error = await Assert.ThrowsAsync<ConfigurationException>(() =>
            LoadAsync(_ => null, folder.At("1.yaml"), folder.At("2.yaml"), folder.At("3.yaml"))
        );
        Assert.Contains("1.yaml", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(60)]
    [InlineData(-1)]
    [InlineData(-8)]
    public async Task A_packed_file_that_is_not_whole_is_refused(int length)
    {
        var packed = Packed();
        var cut = packed[..(length < 0 ? packed.Length + length : length)];
        await File.WriteAllBytesAsync(folder.At("m.yaml.gz"), cut, TestContext.Current.CancellationToken);
        var error = await Assert.ThrowsAsync<ConfigurationException>(() => LoadAsync(_ => null));
        Assert.Equal("manifests.packed", error.Code);
    }

    private static byte[] Packed()
    {
        using var bytes = new MemoryStream();
        using (var packed = new GZipStream(bytes, CompressionMode.Compress))
        {
            packed.Write(
                Encoding.UTF8.GetBytes(Deployment.Replace("containers: []", "containers: [{name: c}]", StringComparison.Ordinal))
            );
        }

        return bytes.ToArray();
    }

    public void Dispose() => folder.Dispose();
}

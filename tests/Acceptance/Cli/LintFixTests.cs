using Xunit;

namespace SupplyChain.Acceptance.Cli;

public sealed class LintFixTests : IDisposable
{
    private const string Pod =
        "apiVersion: v1\nkind: Pod\nmetadata: {name: api, namespace: shop}\nspec:\n  hostPID: true # why\n  containers:\n  - name: api\n";

    private const string Rules = "--rules pss-privilege-escalation --rules pss-host-namespaces";

    private readonly Workspace workspace = new();

    public LintFixTests() => workspace.Write("pod.yaml", Pod);

    [Fact]
    public async Task A_diff_changes_nothing_and_a_fix_writes_what_it_shows()
    {
        var diff = await workspace.PassAsync($"lint pod.yaml {Rules} --diff");
        Assert.Contains(
            "\n+    securityContext:\n+      allowPrivilegeEscalation: false\n",
            diff.Output,
            StringComparison.Ordinal
        );
        Assert.Equal(Pod, await File.ReadAllTextAsync(workspace.At("pod.yaml"), Cancellation));
        var fixedOnce = await workspace.RunAsync($"lint pod.yaml {Rules} --fix");
        Assert.Equal(1, fixedOnce.ExitCode);
        Assert.StartsWith("lint mended 1 findings in 1 files.", fixedOnce.Error, StringComparison.Ordinal);
        Assert.Equal(
            Pod + "    securityContext:\n      allowPrivilegeEscalation: false\n",
            await File.ReadAllTextAsync(workspace.At("pod.yaml"), Cancellation)
        );
        Assert.Empty((await workspace.PassAsync($"lint pod.yaml {Rules} --diff")).Output);
    }

    [Theory]
    [InlineData("lint - --fix")]
    [InlineData("lint pod.yaml --fix --diff")]
    [InlineData("lint pod.yaml --config missing.yaml")]
    [InlineData("lint pod.yaml --baseline pod.yaml")]
    public async Task What_cannot_be_done_is_refused_before_anything_is_changed(string words)
    {
        Assert.Equal(2, (await workspace.RunAsync(words)).ExitCode);
        Assert.Equal(Pod, await File.ReadAllTextAsync(workspace.At("pod.yaml"), Cancellation));
    }

    [Fact]
    public async Task Findings_of_a_baseline_do_not_count_and_a_suppression_of_the_configuration_neither()
    {
        Assert.Equal(1, (await workspace.RunAsync($"lint pod.yaml {Rules} --format json --output known.json")).ExitCode);
        Assert.Contains(
            "waived",
            (await workspace.PassAsync($"lint pod.yaml {Rules} --baseline known.json")).Output,
            StringComparison.Ordinal
        );
        workspace.Write(
            "lint.yaml",
            "suppressions: [{rule: pss-host-namespaces, name: api, reason: it watches the node, owner: ops, until: 2999-12-31}]\n"
        );
        Assert.Contains(
            "because: it watches the node (ops, until 2999-12-31)",
            (await workspace.PassAsync($"lint pod.yaml {Rules} --config lint.yaml")).Output,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_chart_without_helm_ends_undetermined_with_one_clear_finding()
    {
        workspace.Write("shop/Chart.yaml", "name: shop\nversion: 1.0.0\n");
        workspace.Write("shop/templates/pod.yaml", "{{ if .Values.on }}\n");
        var environment = new Dictionary<string, string?> { ["PATH"] = Path.GetDirectoryName(Environment.ProcessPath) };
        var result = await workspace.RunAsync(["lint", "shop"], environment);
        Assert.Equal(3, result.ExitCode);
        Assert.Contains("not-rendered: Charts and kustomizations can be rendered", result.Output, StringComparison.Ordinal);
        Assert.Contains("helm is not installed", result.Output, StringComparison.Ordinal);
    }

    public void Dispose() => workspace.Dispose();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;
}

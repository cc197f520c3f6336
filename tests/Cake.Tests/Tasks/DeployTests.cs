using SupplyChain.Testing;
using SupplyChain.Testing.Registry;
using Xunit;

namespace Cake.Tests.Tasks;

[Collection(RunsAloneGroup.Name)]
public sealed class DeployTests : IAsyncLifetime
{
    private readonly TemporaryFolder tools = new();
    private readonly string? path = Environment.GetEnvironmentVariable("PATH");
    private TestRegistry registry = null!;
    private TinyRelease release = null!;

    public async ValueTask InitializeAsync()
    {
        var kubectl = Script.Write(tools, "kubectl", "echo \"$@\" >>\"$0.arguments\"; cat >>\"$0.input\"; echo applied");
        Environment.SetEnvironmentVariable("PATH", $"{Path.GetDirectoryName(kubectl)}{Path.PathSeparator}{path}");
        registry = await TestRegistry.StartAsync();
        release = new TinyRelease(registry.Host);
    }

    [Fact]
    public void A_passing_release_is_pushed_and_kubectl_receives_exactly_the_judged_bytes()
    {
        // Named in the wrong order: the dependencies decide.
        var result = release.Run("--target=Deploy", "--target=Gate");

        Assert.True(result.ExitCode == 0, result.Output + result.Error);
        Assert.True(
            result.Output.IndexOf("The gate for prod says pass", StringComparison.Ordinal)
                < result.Output.IndexOf("Pushed ", StringComparison.Ordinal)
        );
        Assert.Equal("apply --filename -\n", Received("arguments"));
        Assert.Equal(release.GatedText(), Received("input"));
        Assert.NotNull(registry.Contents.FindTag("shop/api", "1.0"));
    }

    [Fact]
    public void A_denied_release_is_not_deployed_with_several_targets_in_any_order()
    {
        release.Folder.Write("app/Api.deps.json", TinyFiles.Dependencies("12.0.3"));

        Assert.Equal(1, release.Run("--target=Deploy", "--target=Gate").ExitCode);
        Assert.Equal(1, release.Run("--target=Gate", "--target=Deploy").ExitCode);
        NothingIsDeployed();
    }

    [Fact]
    public void A_deployment_alone_refuses_without_a_gated_folder() =>
        Refuses(2, "gated' can't be read; give the folder that the gate wrote");

    [Fact]
    public void A_deployment_alone_refuses_a_changed_byte()
    {
        release.Pass();
        var manifest = Assert.Single(Directory.GetFiles(release.Gated, "*.yaml"));
        File.WriteAllText(manifest, File.ReadAllText(manifest).Replace("1654", "1655", StringComparison.Ordinal));

        Refuses(1, "was changed after it was judged");
    }

    [Fact]
    public void A_deployment_alone_refuses_a_file_that_was_not_judged()
    {
        release.Pass();
        File.WriteAllText(Path.Combine(release.Gated, "more.yaml"), "kind: Pod\n");

        Refuses(1, "was not judged");
    }

    [Fact]
    public void A_deployment_alone_refuses_a_verdict_by_another_key()
    {
        release.Settings.Policy = "other.yaml";
        release.Settings.VerdictKey = "keys/other.key";
        release.Pass();
        release.Settings.Policy = "policy.yaml";

        Refuses(1, "is no verdict of the gatekeeper");
    }

    [Fact]
    public void A_deployment_alone_refuses_where_the_verdict_is_missing()
    {
        release.Pass();
        File.Delete(Path.Combine(release.Gated, "verdict.jsonl"));

        Refuses(1, "There is no verdict.jsonl in the folder");
    }

    [Fact]
    public void A_deployment_alone_of_a_passing_release_is_allowed()
    {
        release.Pass();

        var result = release.Run("--target=Deploy", "--exclusive");

        Assert.True(result.ExitCode == 0, result.Output + result.Error);
        Assert.Equal(release.GatedText(), Received("input"));
    }

    public async ValueTask DisposeAsync()
    {
        Environment.SetEnvironmentVariable("PATH", path);
        release?.Dispose();
        tools.Dispose();
        if (registry is not null)
        {
            await registry.DisposeAsync();
        }
    }

    private void Refuses(int exitCode, string why)
    {
        var result = release.Run("--target=Deploy", "--exclusive");
        Assert.Contains(why, result.Error, StringComparison.Ordinal);
        Assert.Equal(exitCode, result.ExitCode);
        NothingIsDeployed();
    }

    private void NothingIsDeployed()
    {
        Assert.Equal(["kubectl"], Directory.GetFiles(tools.Path).Select(Path.GetFileName));
        Assert.Null(registry.Contents.FindTag("shop/api", "1.0"));
        Assert.DoesNotContain(registry.Requests, request => request.StartsWith('P'));
    }

    private string Received(string what) => File.ReadAllText(tools.At($"kubectl.{what}"));
}

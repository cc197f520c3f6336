using SupplyChain.Gate.Verdicts;
using Xunit;

namespace SupplyChain.Tests.Gate.Deployment;

public sealed class GatedFolderTests
{
    public static TheoryData<string> Surprises => [.. Made.Keys];

    private static Dictionary<string, (Action<string> Make, string Problem)> Made { get; } =
        new()
        {
            ["another manifest"] = (
                folder => File.WriteAllText(Path.Combine(folder, "more.yaml"), "kind: Pod"),
                "'more.yaml' was not judged."
            ),
            ["a hidden file"] = (
                folder => File.WriteAllText(Path.Combine(folder, ".hidden.yaml"), "kind: Pod"),
                "'.hidden.yaml' was not judged."
            ),
            ["a file of another kind"] = (
                folder => File.WriteAllText(Path.Combine(folder, "run.sh"), "true"),
                "'run.sh' was not judged."
            ),
            ["a manifest in a folder"] = (
                folder =>
                    File.WriteAllText(
                        Path.Combine(Directory.CreateDirectory(Path.Combine(folder, "in")).FullName, "more.yaml"),
                        "kind: Pod"
                    ),
                "'in/more.yaml' was not judged."
            ),
            ["an empty folder"] = (
                folder => Directory.CreateDirectory(Path.Combine(folder, "in")),
                "'in/' is a folder without a manifest."
            ),
            ["a missing manifest"] = (
                folder => File.Delete(Path.Combine(folder, "pod.yaml")),
                "'pod.yaml' was judged and is missing."
            ),
            ["a link in a manifest's place"] = (Link, "'pod.yaml' is a link."),
            ["a link to a folder"] = (
                folder => File.CreateSymbolicLink(Path.Combine(folder, "more"), Path.GetTempPath()),
                "'more' is a link."
            ),
            ["a renamed manifest"] = (
                folder => File.Move(Path.Combine(folder, "pod.yaml"), Path.Combine(folder, "other.yaml")),
                "'other.yaml' was not judged."
            ),
            ["another verdict in a folder"] = (
                folder =>
                    File.Copy(
                        Path.Combine(folder, "verdict.jsonl"),
                        Path.Combine(Directory.CreateDirectory(Path.Combine(folder, "in")).FullName, "verdict.jsonl")
                    ),
                "'in/verdict.jsonl' was not judged."
            ),
        };

    [Theory]
    [MemberData(nameof(Surprises))]
    public async Task A_folder_with_anything_but_what_was_judged_is_not_deployed(string surprise)
    {
        using var shop = await Shop.ReadyAsync();
        _ = await shop.GateAsync();
        var (make, problem) = Made[surprise];
        make(shop.Gated);
        var result = await shop.DeployAsync(offline: true);
        Assert.Equal(ExitCode.Deny, result.ExitCode);
        Assert.Contains(
            result.Checks,
            check => check is { Id: "deploy.files", Outcome: GateCheckOutcome.Fail } && check.Message == problem
        );
    }

    [Fact]
    public async Task Manifests_that_swapped_their_names_are_not_deployed()
    {
        using var shop = await Shop.ReadyAsync();
        File.WriteAllText(
            shop.At("manifests", "other.yaml"),
            "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings, namespace: shop }\n"
        );
        await shop.AttestLintAsync();
        Assert.Equal(ExitCode.Pass, (await shop.GateAsync()).ExitCode);
        Assert.True((await shop.DeployAsync()).IsAllowed);
        var (pod, other, aside) = (
            Path.Combine(shop.Gated, "pod.yaml"),
            Path.Combine(shop.Gated, "other.yaml"),
            shop.At("aside")
        );
        File.Move(pod, aside);
        File.Move(other, pod);
        File.Move(aside, other);
        Assert.Equal(
            2,
            (await shop.DeployAsync()).Checks.Count(check => check is { Id: "deploy.files", Outcome: GateCheckOutcome.Fail })
        );
    }

    [Fact]
    public async Task Manifests_in_folders_keep_their_places()
    {
        using var shop = await Shop.ReadyAsync();
        _ = Directory.CreateDirectory(shop.At("manifests", "base"));
        File.WriteAllText(shop.At("manifests", "base", "pod.yaml"), File.ReadAllText(shop.At("manifests", "pod.yaml")));
        await shop.AttestLintAsync();
        Assert.Equal(ExitCode.Pass, (await shop.GateAsync()).ExitCode);
        Assert.Equal(["base/pod.yaml", "pod.yaml"], (await shop.DeployAsync()).Files.Select(file => file.Name));
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_refused()
    {
        using var shop = await Shop.ReadyAsync();
        Assert.Equal("deploy.folder", (await Assert.ThrowsAsync<ConfigurationException>(() => shop.DeployAsync())).Code);
    }

    [Fact]
    public async Task A_policy_without_a_gatekeeper_deploys_nothing()
    {
        using var shop = await Shop.ReadyAsync();
        _ = await shop.GateAsync();
        shop.ChangePolicy("  gatekeeper: { key: keys/gatekeeper.pub }\n", "");
        Assert.Equal("deploy.gatekeeper", (await Assert.ThrowsAsync<ConfigurationException>(() => shop.DeployAsync())).Code);
    }

    private static void Link(string folder)
    {
        var (pod, aside) = (Path.Combine(folder, "pod.yaml"), Path.Combine(folder, "..", "aside.yaml"));
        File.Move(pod, aside);
        _ = File.CreateSymbolicLink(pod, Path.GetFullPath(aside));
    }
}

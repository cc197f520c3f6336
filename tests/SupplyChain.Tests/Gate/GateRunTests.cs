using SupplyChain.Gate.Publication;
using SupplyChain.Gate.Verdicts;
using Xunit;

namespace SupplyChain.Tests.Gate;

public sealed class GateRunTests
{
    [Fact]
    public async Task A_release_that_proves_everything_is_handed_on_pinned_and_may_be_deployed()
    {
        using var shop = await Shop.ReadyAsync();
        var result = await shop.GateAsync();
        Assert.Equal(
            string.Empty,
            string.Join('\n', result.Verdict.AllChecks.Where(check => check.Outcome >= GateCheckOutcome.Error))
        );
        Assert.Equal(ExitCode.Pass, result.ExitCode);
        Assert.Contains($"image: {Shop.Reference}@sha256:", File.ReadAllText(shop.GatedManifest), StringComparison.Ordinal);
        var deployment = await shop.DeployAsync();
        Assert.Equal(string.Empty, string.Join('\n', deployment.Checks.Where(check => check.Outcome >= GateCheckOutcome.Error)));
        Assert.True(deployment.IsAllowed);
        Assert.Equal(File.ReadAllBytes(shop.GatedManifest), Assert.Single(deployment.Files).Content.ToArray());
    }

    [Fact]
    public async Task The_same_release_at_the_same_time_gives_the_same_bytes()
    {
        using var shop = await Shop.ReadyAsync();
        _ = await shop.GateAsync();
        var first = Directory
            .EnumerateFiles(shop.Output, "*", SearchOption.AllDirectories)
            .Order()
            .Select(File.ReadAllText)
            .ToArray();
        _ = await shop.GateAsync();
        Assert.Equal(
            first,
            Directory.EnumerateFiles(shop.Output, "*", SearchOption.AllDirectories).Order().Select(File.ReadAllText)
        );
    }

    [Fact]
    public async Task A_denied_release_is_published_as_failed_and_leaves_no_older_gated_folder()
    {
        using var shop = await Shop.ReadyAsync();
        _ = await shop.GateAsync();
        Assert.True(Directory.Exists(shop.Gated));
        shop.ChangePolicy("maxAge: 12h", "maxAge: 1m");
        var result = await shop.GateAsync();
        Assert.Equal((ExitCode.Deny, null), (result.ExitCode, result.Gated));
        Assert.False(Directory.Exists(shop.Gated));
        Assert.True(File.Exists(result.Bundle));
        Assert.Equal(VerdictOutcome.Deny, VerdictJson.Read(File.ReadAllBytes(result.Decision), "decision").Outcome);
    }

    [Fact]
    public async Task A_denied_release_is_handed_on_where_the_mode_is_to_warn_and_says_that_it_failed()
    {
        using var shop = await Shop.ReadyAsync();
        shop.ChangePolicy("maxAge: 12h", "maxAge: 1m");
        var result = await shop.GateAsync("dev");
        Assert.Equal((VerdictOutcome.Deny, ExitCode.Pass), (result.Verdict.Outcome, result.ExitCode));
        var deployment = await shop.DeployAsync("dev");
        Assert.True(deployment.IsAllowed);
        Assert.Contains(deployment.Checks, check => check is { Id: "deploy.result", Outcome: GateCheckOutcome.Fail });
        Assert.Contains(deployment.Checks, check => check is { Id: "deploy.image-verdict", Outcome: GateCheckOutcome.Fail });
    }

    [Fact]
    public async Task Changed_bytes_are_refused_even_where_the_mode_is_to_warn()
    {
        using var shop = await Shop.ReadyAsync();
        _ = await shop.GateAsync("dev");
        File.AppendAllText(shop.GatedManifest, "#");
        Assert.Equal(ExitCode.Deny, (await shop.DeployAsync("dev")).ExitCode);
    }

    [Fact]
    public async Task An_image_that_cannot_be_found_is_an_error_and_nothing_is_published()
    {
        using var shop = await Shop.ReadyAsync();
        shop.WriteManifest(
            File.ReadAllText(shop.At("manifests", "pod.yaml")).Replace("1.4.0", "9.9.9", StringComparison.Ordinal)
        );
        await shop.AttestLintAsync();
        var result = await shop.GateAsync();
        Assert.Equal(ExitCode.Undetermined, result.ExitCode);
        Assert.Null(result.Bundle);
        Assert.False(Directory.Exists(shop.Gated));
    }

    [Fact]
    public async Task A_release_without_images_is_an_error()
    {
        using var shop = await Shop.ReadyAsync();
        shop.WriteManifest("apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings, namespace: shop }\n");
        await shop.AttestLintAsync();
        Assert.Equal(ExitCode.Undetermined, (await shop.GateAsync()).ExitCode);
    }

    [Fact]
    public async Task Manifests_that_are_not_YAML_are_refused_before_any_work()
    {
        using var shop = await Shop.ReadyAsync();
        shop.WriteManifest("kind: [Pod\n");
        await Assert.ThrowsAsync<ConfigurationException>(() => shop.GateAsync());
        Assert.False(Directory.Exists(shop.Output));
    }

    [Fact]
    public async Task Verdicts_are_not_signed_with_a_key_that_is_not_the_gatekeepers()
    {
        using var shop = await Shop.ReadyAsync();
        Assert.Equal("gate.key", (await Assert.ThrowsAsync<ConfigurationException>(() => shop.GateAsync(key: "ci"))).Code);
        Assert.False(Directory.Exists(shop.Output));
    }

    [Fact]
    public async Task Without_a_key_nothing_is_published_and_nothing_can_be_deployed()
    {
        using var shop = await Shop.ReadyAsync();
        var result = await shop.GateAsync(key: null);
        Assert.Equal((ExitCode.Pass, null), (result.ExitCode, result.Bundle));
        Assert.Equal("deploy.signature", Assert.Single((await shop.DeployAsync()).Checks).Id);
    }

    [Fact]
    public async Task A_folder_that_the_gate_did_not_write_is_left_alone()
    {
        using var shop = await Shop.ReadyAsync();
        _ = Directory.CreateDirectory(shop.Gated);
        var foreign = Path.Combine(shop.Gated, "notes.txt");
        File.WriteAllText(foreign, "mine");
        Assert.Equal("gate.output", (await Assert.ThrowsAsync<ConfigurationException>(() => shop.GateAsync())).Code);
        Assert.True(File.Exists(foreign));
    }

    [Fact]
    public async Task Nothing_half_written_stays_behind()
    {
        using var shop = await Shop.ReadyAsync();
        _ = await shop.GateAsync();
        Assert.Equal(
            [
                "decision.json",
                "gated",
                Path.Combine("gated", "pod.yaml"),
                Path.Combine("gated", GatedFolder.VerdictFile),
                GatedFolder.VerdictFile,
            ],
            Directory
                .EnumerateFileSystemEntries(shop.Output, "*", SearchOption.AllDirectories)
                .Select(path => Path.GetRelativePath(shop.Output, path))
                .Order(StringComparer.Ordinal)
        );
    }
}

using Xunit;

namespace SupplyChain.Acceptance.Cli;

public sealed class GateTests
{
    private const string Check =
        "deploy out/gated --policy policy.yaml --environment prod --image-layout layout --offline --check-only";

    [Fact]
    public async Task A_release_with_its_evidence_passes_and_what_was_judged_may_be_deployed()
    {
        using var release = await ReleaseWorkspace.CreateAsync();
        await release.AttestAsync();
        var result = await release.GateAsync("--format json");
        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal("pass", result.Json.GetProperty("verdict").GetString());
        var image = result.Json.GetProperty("images")[0];
        Assert.Equal(ReleaseWorkspace.Reference, image.GetProperty("image").GetString());
        Assert.All(
            image.GetProperty("checks").EnumerateArray(),
            check => Assert.Contains(check.GetProperty("outcome").GetString(), new[] { "pass", "skipped" })
        );
        Assert.Equal(await ReadAsync(release, "out/decision.json"), result.Output);
        Assert.Contains("@sha256:", await ReadAsync(release, "out/gated/api.yaml"), StringComparison.Ordinal);
        Assert.Contains("# the API", await ReadAsync(release, "out/gated/api.yaml"), StringComparison.Ordinal);
        await release.Files.PassAsync(Check);
    }

    [Fact]
    public async Task A_release_without_evidence_is_denied_with_every_reason_and_hands_nothing_on()
    {
        using var release = await ReleaseWorkspace.CreateAsync();
        var result = await release.GateAsync();
        Assert.Equal(1, result.ExitCode);
        Assert.All(
            ["signature", "sbom.present", "scan.present"],
            rule => Assert.Contains(rule, result.Output, StringComparison.Ordinal)
        );
        Assert.False(Directory.Exists(release.Files.At("out", "gated")));
        Assert.True(File.Exists(release.Files.At("out", "decision.json")));
    }

    [Fact]
    public async Task A_vulnerability_over_the_limit_is_denied()
    {
        using var release = await ReleaseWorkspace.CreateAsync();
        await release.AttestAsync("alarming");
        var result = await release.GateAsync();
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("GHSA-0000-0000-0002", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_manifest_edited_after_the_gate_is_not_deployed()
    {
        using var release = await ReleaseWorkspace.CreateAsync();
        await release.AttestAsync();
        Assert.Equal(0, (await release.GateAsync()).ExitCode);
        await File.AppendAllTextAsync(release.Files.At("out", "gated", "api.yaml"), "\n", TestContext.Current.CancellationToken);
        var result = await release.Files.RunAsync(Check);
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("deploy.files", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_release_without_images_is_undecided()
    {
        using var release = await ReleaseWorkspace.CreateAsync();
        release.Files.Write("manifests/api.yaml", "apiVersion: v1\nkind: Namespace\nmetadata: { name: shop }\n");
        var result = await release.GateAsync();
        Assert.Equal(3, result.ExitCode);
        Assert.Contains("release.empty", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_checked_bytes_go_to_kubectl()
    {
        using var release = await ReleaseWorkspace.CreateAsync();
        await release.AttestAsync();
        Assert.Equal(0, (await release.GateAsync()).ExitCode);
        release.Files.Write("bin/kubectl", $"#!/bin/sh\ncat > {release.Files.At("applied.yaml")}\necho applied\n");
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("the stand-in for kubectl is a shell script");
        }
        else
        {
            const UnixFileMode executable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
            File.SetUnixFileMode(release.Files.At("bin", "kubectl"), executable);
        }

        var environment = new Dictionary<string, string?>
        {
            ["PATH"] = $"{release.Files.At("bin")}:{Environment.GetEnvironmentVariable("PATH")}",
            ["GITHUB_ACTIONS"] = null,
            ["TF_BUILD"] = null,
        };
        var result = await release.Files.RunAsync(
            Check.Replace(" --check-only", "", StringComparison.Ordinal).Split(' '),
            environment
        );
        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal(await ReadAsync(release, "out/gated/api.yaml"), await ReadAsync(release, "applied.yaml"));
    }

    [Fact]
    public async Task Lint_results_signed_by_the_command_line_satisfy_the_policy()
    {
        using var release = await ReleaseWorkspace.CreateAsync();
        await release.AttestAsync();
        var policy = await ReadAsync(release, "policy.yaml");
        release.Files.Write(
            "policy.yaml",
            policy + "\n    manifests: { level: baseline, fail: critical, attested: { by: [ci] } }\n"
        );
        Assert.Equal(1, (await release.GateAsync()).ExitCode);
        await release.Files.PassAsync("lint manifests --rules pss-privileged --bundle lint.json --key ci.key");
        var result = await release.GateAsync("--attestations lint.json");
        Assert.True(result.ExitCode == 0, result.ToString());
    }

    [Fact]
    public async Task Pinning_changes_the_file_and_nothing_but_its_references()
    {
        using var release = await ReleaseWorkspace.CreateAsync();
        var before = await ReadAsync(release, "manifests/api.yaml");
        var shown = await release.Files.PassAsync("pin manifests --image-layout layout --offline --diff");
        Assert.Contains("\n+      image: registry.example/shop/api:1.0@sha256:", shown.Output, StringComparison.Ordinal);
        await release.Files.PassAsync("pin manifests --image-layout layout --offline --write");
        var after = await ReadAsync(release, "manifests/api.yaml");
        var digest =
            after[after.IndexOf("@sha256:", StringComparison.Ordinal)..][.."@sha256:".Length] + after.Split("@sha256:")[1][..64];
        Assert.Equal(before, after.Replace(digest, "", StringComparison.Ordinal));
    }

    private static Task<string> ReadAsync(ReleaseWorkspace release, string name) =>
        File.ReadAllTextAsync(release.Files.At(name.Split('/')), TestContext.Current.CancellationToken);
}

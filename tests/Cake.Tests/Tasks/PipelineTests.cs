using System.Text.Json;
using Cake.SupplyChain;
using Xunit;

namespace Cake.Tests.Tasks;

[Collection(RunsAloneGroup.Name)]
public sealed class PipelineTests
{
    [Fact]
    public void A_release_that_keeps_its_policy_passes_and_leaves_everything_to_show_it()
    {
        using var release = new TinyRelease();

        release.Pass();

        using var decision = JsonDocument.Parse(File.ReadAllText(release.Folder.At("out", "decision.json")));
        Assert.Equal("pass", decision.RootElement.GetProperty("verdict").GetString());
        Assert.True(File.Exists(release.Folder.At("out", "sbom", "registry.example-shop-api.cdx.json")));
        Assert.True(File.Exists(release.Folder.At("out", "sbom", "registry.example-shop-api.spdx.json")));
        Assert.True(File.Exists(release.Folder.At("out", "scan", "registry.example-shop-api.json")));
        Assert.True(File.Exists(Path.Combine(release.Gated, "verdict.jsonl")));
        Assert.Matches("image: registry.example/shop/api:1.0@sha256:[0-9a-f]{64} # the gate pins it", release.GatedText());
    }

    [Fact]
    public void A_denial_ends_the_build_with_1_and_names_the_report_that_gives_the_reasons()
    {
        using var release = new TinyRelease(json: "12.0.3");

        var result = release.Run("--target=Gate");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("The gate for prod says deny", result.Error, StringComparison.Ordinal);
        Assert.Contains("gate.txt lists every reason", result.Error, StringComparison.Ordinal);
        Assert.Contains("CVE-2024-21907", File.ReadAllText(release.Folder.At("out", "gate.txt")), StringComparison.Ordinal);
        Assert.False(Directory.Exists(release.Gated));
    }

    [Fact]
    public void Settings_without_images_are_an_error_before_anything_is_done()
    {
        using var release = new TinyRelease();
        release.Settings.Images.Clear();
        RefusesAll(release, "The release has no Images; add at least one to its settings.");
    }

    [Fact]
    public void Settings_without_manifests_are_an_error_before_anything_is_done()
    {
        using var release = new TinyRelease();
        release.Settings.Manifests.Clear();
        RefusesAll(release, "The release has no Manifests; add at least one to its settings.");
    }

    [Fact]
    public void Two_images_of_a_repository_are_an_error_since_their_results_would_be_confused()
    {
        using var release = new TinyRelease();
        release.Settings.Images.Add(new ReleaseImage { Reference = "registry.example/shop/api:2.0" });
        RefusesAll(release, "registry.example/shop/api:1.0 and registry.example/shop/api:2.0 would have their results");
    }

    [Fact]
    public void A_missing_key_is_an_error_that_names_the_setting_and_how_to_make_one()
    {
        using var release = new TinyRelease();
        release.Settings.SigningKey = null;
        Refuses(
            release,
            "Sign-Image",
            "No SigningKey is set, and this task signs; set it to a key made by 'supplychain keys generate'."
        );
    }

    [Fact]
    public void A_key_that_does_not_exist_is_an_error_that_names_the_file()
    {
        using var release = new TinyRelease();
        release.Settings.SigningKey = "keys/none.key";
        Refuses(release, "Sign-Image", "keys/none.key");
    }

    [Fact]
    public void An_unknown_environment_is_an_error_that_names_those_there_are()
    {
        using var release = new TinyRelease();
        release.Settings.Environment = "prd";
        Refuses(release, "Gate", "prd", "prod");
    }

    [Fact]
    public void Attesting_alone_refuses_and_names_the_task_to_run_first()
    {
        using var release = new TinyRelease();
        Assert.Equal(0, release.Run("--target=Sign-Image").ExitCode);
        Refuses(release, "Attest-Image", ["--exclusive"], "run the task Generate-Sbom first, or leave out --exclusive.");
    }

    private static void RefusesAll(TinyRelease release, string sentence)
    {
        Refuses(release, "Supply-Chain", sentence);
        Assert.False(Directory.Exists(release.Folder.At("out")));
    }

    private static void Refuses(TinyRelease release, string target, params string[] words) => Refuses(release, target, [], words);

    private static void Refuses(TinyRelease release, string target, string[] options, params string[] words)
    {
        var result = release.Run([$"--target={target}", .. options]);

        Assert.True(result.ExitCode == 2, result.Output + result.Error);
        var error = Assert.Single(
            result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries),
            line => line.StartsWith("Error: ", StringComparison.Ordinal)
        );
        Assert.All(words, word => Assert.Contains(word, error, StringComparison.Ordinal));
        Assert.False(Directory.Exists(release.Gated));
    }
}

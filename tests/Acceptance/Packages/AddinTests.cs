using System.Text.RegularExpressions;
using CliWrap.Buffered;
using SupplyChain.Testing;
using Xunit;

namespace SupplyChain.Acceptance.Packages;

/// <summary>The packed addin in scripts that the genuine <c>dotnet cake</c> runs.</summary>
public sealed class AddinTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public async Task A_script_that_registers_the_tasks_can_name_depend_on_and_run_them()
    {
        var script = Write("");

        var tree = await CakeAsync(script, "--tree");
        Assert.Equal(0, tree.ExitCode);
        Assert.Matches(@"Default\s+└─Gate\s+├─Attest-Image", tree.StandardOutput);
        Assert.Matches(@"Deploy\s+└─Gate", tree.StandardOutput);

        var description = await CakeAsync(script, "--description");
        Assert.Matches(@"Lint-Manifests\s+Lints the manifests against the hardening rules\.", description.StandardOutput);
        Assert.Matches(@"Supply-Chain\s+Everything up to the verdict", description.StandardOutput);

        var lint = await CakeAsync(script, "--target=Lint-Manifests");
        Assert.True(lint.ExitCode == 0, lint.StandardOutput + lint.StandardError);
        Assert.Matches("[1-9][0-9]* findings in [1-9][0-9]* resources by [1-9][0-9]* rules", lint.StandardOutput);
    }

    [Fact]
    public async Task A_task_that_fails_fails_the_script_with_its_sentence()
    {
        var result = await CakeAsync(Write("settings.Images.Clear();"), "--target=Gate");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("The release has no Images; add at least one to its settings.", result.StandardError);
    }

    [Fact]
    public async Task A_script_sets_trivy_up_and_updates_its_databases()
    {
        var script = Write(
            """
            settings.Trivy = new TrivySettings
            {
                Program = "no-trivy",
                ProgramDigest = Digest.Parse("sha256:9d48c3bd43c520dc2784e868a780e976b207cbf493eaff8c6596eb871cbd9609"),
                Scanners = TrivyFindingKinds.Vulnerabilities | TrivyFindingKinds.Secrets,
                Filters = new TrivyFilterSettings { Vex = new[] { TrivyVex.Repositories } },
            };
            Task("Update-Advisories").Does(() => UpdateTrivyDatabases(settings.Trivy));
            """
        );

        var result = await CakeAsync(script, "--target=Update-Advisories");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("The path given for trivy, 'no-trivy', is no executable file", result.StandardError);
    }

    [Fact]
    public async Task The_sample_finds_the_packed_addin_by_itself()
    {
        _ = PackageFile.Require("Cake.SupplyChain");

        var result = await CakeAsync(Checkout.At("samples", "shop", "build.cake"), "--target=Lint-Manifests");

        Assert.True(result.ExitCode == 0, result.StandardOutput + result.StandardError);
        Assert.Matches("findings in [1-9][0-9]* resources", result.StandardOutput);
    }

    public void Dispose() => folder.Dispose();

    private string Write(string change)
    {
        var package = PackageFile.Require("Cake.SupplyChain");
        var feed = new Uri(PackageFile.Folder).AbsoluteUri;
        _ = folder.Write(
            "manifests/pod.yaml",
            "apiVersion: v1\nkind: Pod\nmetadata: { name: a, namespace: b }\nspec: { containers: [{ name: a, image: a/b }] }\n"
        );
        return folder.Write(
            "build.cake",
            $$"""
            #addin nuget:{{feed}}?package=Cake.SupplyChain&version={{package.Version}}
            var settings = new ReleaseSettings
            {
                Policy = "policy.yaml",
                Environment = "prod",
                Images = { new ReleaseImage { Reference = "registry.example/shop/api:1.0" } },
                Manifests = { "manifests" },
            };
            {{change}}
            RegisterSupplyChainTasks(settings);
            Task("Default").IsDependentOn("Gate");
            RunTarget(Argument("target", "Default"));
            """
        );
    }

    /// <summary>Runs the cake of the tool manifest. Addins are put beside the script, so that none of an earlier build is taken.</summary>
    private static async Task<BufferedCommandResult> CakeAsync(string script, string argument)
    {
        var environment = new Dictionary<string, string?> { ["NO_COLOR"] = "1" };
        var result = await PeerProcess.RunAsync("dotnet", ["cake", script, argument], environment, Checkout.Root);
        if (Regex.IsMatch(result.StandardError, "dotnet-cake does not exist|dotnet tool restore"))
        {
            Missing.Part("'dotnet cake' is not there; 'dotnet tool restore' installs it");
        }

        return result;
    }
}

using SupplyChain.Testing;
using Xunit;

namespace SupplyChain.Acceptance.Cli;

public sealed class TrivyTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly Workspace workspace = new();
    private readonly DummyTrivy trivy;

    public TrivyTests()
    {
        trivy = new DummyTrivy(folder);
        workspace.Write("app/readme", "");
        Answer(10, "HIGH");
    }

    public void Dispose()
    {
        workspace.Dispose();
        folder.Dispose();
    }

    [Theory]
    [InlineData("auto", "", 0)]
    [InlineData("trivy", "", 0)]
    [InlineData("trivy", "--fail-on critical", 0)]
    [InlineData("trivy", "--fail-on high", 1)]
    public async Task Trivy_in_the_path_scans_with_its_database(string engine, string options, int exitCode)
    {
        var result = await RunAsync($"scan dir:app --engine {engine} {options}");
        Assert.True(result.ExitCode == exitCode, result.ToString());
        Assert.Contains("CVE-1", result.Output, StringComparison.Ordinal);
        var json = (await RunAsync("scan dir:app --engine auto --format json")).Json;
        Assert.Equal("trivy", json.GetProperty("engine").GetProperty("name").GetString());
        Assert.Equal("2026-01-01T07:00:00+00:00", json.GetProperty("advisories")[0].GetProperty("downloadedAt").GetString());
    }

    [Fact]
    public async Task A_finding_without_severity_denies() =>
        Assert.Equal(1, await ExitCodeAsync(() => Answer(10, "UNKNOWN"), "scan dir:app --engine trivy --fail-on critical"));

    [Fact]
    public async Task What_fails_is_told_apart_from_a_denial()
    {
        const string scan = "scan dir:app --engine trivy --fail-on low";
        Assert.Equal(3, await ExitCodeAsync(() => trivy.Answer(1, null, "echo FATAL >&2"), scan));
        Assert.Equal(3, await ExitCodeAsync(() => trivy.Answer(0, null), scan));
        Assert.Equal(3, await ExitCodeAsync(() => trivy.Answer(0, "{"), scan));
        Assert.Equal(2, await ExitCodeAsync(() => trivy.SetMetadata("{}"), scan));
        Assert.Equal(2, await ExitCodeAsync(() => trivy.SetVersion("""{"Version":"0.69.4"}"""), scan));
        Assert.Equal(3, await ExitCodeAsync(() => trivy.SetVersion("none"), scan));
    }

    [Fact]
    public async Task A_file_of_settings_says_how_it_is_run()
    {
        workspace.Write("ignore.yaml", "");
        workspace.Write(
            "trivy.json",
            """{"filters":{"ignoreFile":"ignore.yaml","ignoreUnfixed":true},"directories":"fileSystem"}"""
        );
        var result = await RunAsync("scan dir:app --engine trivy --trivy-settings trivy.json");

        // It leaves something out unseen, which is no pass.
        Assert.True(result.ExitCode == 3, result.ToString());
        Assert.Contains("without a fix", result.Output, StringComparison.Ordinal);
        Assert.Equal("filesystem", trivy.Arguments[0]);
        Assert.Contains(
            workspace.At("ignore.yaml"),
            trivy.Arguments[trivy.Arguments.ToList().IndexOf("--ignorefile") + 1],
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("""{"filter":{}}""", "", "at line 1, $.filter, is no setting")]
    [InlineData("scanners: all", "", "at line 1, $, is no setting")]
    [InlineData(
        """{"filters":{"ignoredStatuses":["fixd"]}}""",
        "",
        "at line 1, $.filters.ignoredStatuses[0], is no setting, or no value"
    )]
    [InlineData("""{"filters":{"ignoreFile":"gone"}}""", "", "gone")]
    [InlineData("""{"packages":{"includeDevelopment":true}}""", "", "--include-dev-deps")]
    [InlineData("""{"server":{"address":"https://trivy.example"}}""", "--offline", "server")]
    public async Task Settings_that_cannot_be_used_end_with_2_before_anything_is_run(
        string settings,
        string options,
        string message
    )
    {
        workspace.Write("trivy.json", settings);
        var result = await RunAsync($"scan dir:app --engine trivy --trivy-settings trivy.json {options}");
        Assert.True(result.ExitCode == 2, result.ToString());
        Assert.Contains(message, result.ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("SupplyChain.Scanning", result.ToString(), StringComparison.Ordinal);
        Assert.False(trivy.WasCalled);
    }

    [Fact]
    public async Task The_token_of_a_server_comes_from_the_environment()
    {
        workspace.Write("trivy.json", """{"server":{"address":"https://trivy.example"}}""");
        var result = await RunAsync(
            "scan dir:app --engine trivy --trivy-settings trivy.json",
            ("SUPPLYCHAIN_TRIVY_TOKEN", "hidden-token")
        );
        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Contains("TRIVY_TOKEN=hidden-token", trivy.Environment);
        Assert.DoesNotContain(trivy.Environment, line => line.StartsWith("SUPPLYCHAIN_", StringComparison.Ordinal));
        Assert.DoesNotContain("hidden-token", result.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_databases_are_updated_by_a_command_of_its_own()
    {
        trivy.Answer(
            0,
            null,
            """
            mkdir -p "$cache/db" "$cache/java-db"
            echo a > "$cache/db/trivy.db"; echo b > "$cache/java-db/trivy-java.db"
            echo '{"Version":2,"UpdatedAt":"2026-01-02T00:00:00Z","NextUpdate":"2126-01-03T00:00:00Z","DownloadedAt":"2026-01-02T03:00:00Z"}' |
              tee "$cache/db/metadata.json" > "$cache/java-db/metadata.json"
            """
        );
        var result = await RunAsync("advisories update --format json");
        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal(
            ["trivy-db 2126-01-03T00:00:00Z", "trivy-java-db 2126-01-03T00:00:00Z"],
            result
                .Json.GetProperty("sources")
                .EnumerateArray()
                .Select(source => $"{source.GetProperty("name").GetString()} {source.GetProperty("nextUpdateAt").GetString()}")
        );
        Assert.Equal(2, trivy.Calls.Count);
        Assert.Contains("trivy-java-db", (await RunAsync("advisories update")).Output, StringComparison.Ordinal);
        Assert.Equal(2, trivy.Calls.Count);
        Assert.Equal(2, (await RunAsync("advisories update --offline")).ExitCode);
    }

    private void Answer(int exitCode, string severity) =>
        trivy.Answer(
            exitCode,
            $$"""
            {"SchemaVersion":2,"ArtifactName":"{{workspace.At("app")}}","Results":[{"Target":"t","Class":"lang-pkgs","Type":"npm",
             "Packages":[{"Name":"p","Version":"1"}],
             "Vulnerabilities":[{"VulnerabilityID":"CVE-1","PkgName":"p","InstalledVersion":"1","Severity":"{{severity}}"}]}]}
            """
        );

    private async Task<int> ExitCodeAsync(System.Action prepare, string words)
    {
        prepare();
        return (await RunAsync(words)).ExitCode;
    }

    private Task<CommandResult> RunAsync(string words, params (string Name, string Value)[] variables)
    {
        // Where Trivy looks for its cache.
        var home = folder.At("home");
        if (!Directory.Exists(home))
        {
            Directory.CreateDirectory(home);
            _ = Directory.CreateSymbolicLink(Path.Combine(home, "trivy"), trivy.Cache);
        }

        var environment = variables.ToDictionary(
            variable => variable.Name,
            string? (variable) => variable.Value,
            StringComparer.Ordinal
        );
        environment["PATH"] = $"{folder.At("trivy")}:{Environment.GetEnvironmentVariable("PATH")}";
        environment["XDG_CACHE_HOME"] = home;
        environment["GITHUB_ACTIONS"] = null;
        environment["TF_BUILD"] = null;
        return workspace.RunAsync(words.Split(' ', StringSplitOptions.RemoveEmptyEntries), environment);
    }
}

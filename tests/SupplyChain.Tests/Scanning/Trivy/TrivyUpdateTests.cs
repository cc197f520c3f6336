using SupplyChain.Images;
using SupplyChain.Scanning;
using Xunit;

namespace SupplyChain.Tests.Scanning.Trivy;

public sealed class TrivyUpdateTests : IDisposable
{
    private const string Metadata =
        """{"Version":2,"UpdatedAt":"2026-01-02T00:00:00Z","NextUpdate":"2026-01-03T00:00:00Z","DownloadedAt":"2026-01-02T03:00:00Z"}""";

    private const string Always = "--quiet --no-progress --skip-version-check --disable-telemetry --timeout 1800s";

    private readonly TrivyWorkbench bench = new();

    public TrivyUpdateTests() =>
        bench.Trivy.SetMetadata(Metadata.Replace("2026-01-03T00", "2026-01-02T03", StringComparison.Ordinal));

    public void Dispose() => bench.Dispose();

    private string Download =>
        $$"""
            case "$(tail -n 1 '{{bench.Folder.At("trivy", "calls")}}')" in
              *--download-java-db-only*) place="$cache/java-db"; name=trivy-java.db ;;
              *) place="$cache/db"; name=trivy.db ;;
            esac
            mkdir -p "$place"
            echo new > "$place/$name"
            echo '{{Metadata}}' > "$place/metadata.json"
            """;

    [Fact]
    public async Task Both_databases_are_downloaded_apart_and_take_the_place_of_the_old()
    {
        bench.Trivy.Answer(0, null, Download);
        var sources = await UpdateAsync(bench.Settings);

        Assert.Equal(["trivy-db", "trivy-java-db"], sources.Select(source => source.Name));
        Assert.All(sources, source => Assert.Equal(Digest.Sha256("new\n"u8), source.Digest));
        Assert.Equal("new\n", await File.ReadAllTextAsync(In("db", "trivy.db"), TestContext.Current.CancellationToken));
        Assert.Equal("new\n", await File.ReadAllTextAsync(In("java-db", "trivy-java.db"), TestContext.Current.CancellationToken));
        Assert.Equal(
            [$"{Always} --download-db-only", $"{Always} --download-java-db-only"],
            bench.Trivy.Calls.Select(call => call[call.IndexOf("--quiet", StringComparison.Ordinal)..])
        );
        Assert.Equal(["db", "java-db"], Directory.GetFileSystemEntries(bench.Trivy.Cache).Select(Path.GetFileName).Order());

        // A scan then has what it needs.
        bench.Trivy.Answer(0, TrivyWorkbench.Report(bench.TargetFolder));
        Assert.Equal(sources[0], Assert.Single((await bench.ScanAsync(bench.Settings)).Advisories));
    }

    [Fact]
    public async Task Repositories_are_asked_in_the_order_they_are_named()
    {
        bench.Trivy.Answer(0, null, Download);
        await UpdateAsync(
            bench.Settings with
            {
                Connections = new() { AllowInsecure = true, RegistryToken = "hidden" },
                Databases = new()
                {
                    Repositories = [Reference("registry.example/trivy-db:2"), Reference("ghcr.io/aquasecurity/trivy-db:2")],
                    JavaRepositories = [Reference("registry.example/trivy-java-db:1")],
                },
            }
        );
        Assert.EndsWith(
            "--download-db-only --db-repository registry.example/trivy-db:2,ghcr.io/aquasecurity/trivy-db:2 --insecure",
            bench.Trivy.Calls[0],
            StringComparison.Ordinal
        );
        Assert.EndsWith(
            "--download-java-db-only --java-db-repository registry.example/trivy-java-db:1 --insecure",
            bench.Trivy.Calls[1],
            StringComparison.Ordinal
        );
        Assert.Equal(["TRIVY_REGISTRY_TOKEN=hidden"], bench.Variables());
    }

    [Fact]
    public async Task What_is_up_to_date_is_not_downloaded_again()
    {
        bench.Trivy.SetMetadata(Metadata);
        var source = Assert.Single(await UpdateAsync(bench.Settings with { Databases = new() { SkipJava = true } }));
        Assert.Equal(Digest.Sha256("the database"u8), source.Digest);
        Assert.Empty(bench.Trivy.Calls);
    }

    [Theory]
    [InlineData(1, "echo 'FATAL too many requests' >&2", "trivy.update", "it said: FATAL too many requests")]
    [InlineData(0, "", "trivy.update", "no usable trivy-db")]
    [InlineData(0, "mkdir -p \"$cache/db\"; echo new > \"$cache/db/trivy.db\"", "trivy.update", "no usable trivy-db")]
    [InlineData(
        0,
        "mkdir -p \"$cache/db\"; mkfifo \"$cache/db/trivy.db\" \"$cache/db/metadata.json\"",
        "trivy.update",
        "no usable trivy-db"
    )]
    [InlineData(
        0,
        "mkdir -p \"$cache/db\"; ln -s /dev/zero \"$cache/db/trivy.db\"; echo '" + Metadata + "' > \"$cache/db/metadata.json\"",
        "trivy.update",
        "no usable trivy-db"
    )]
    [InlineData(
        0,
        "mkdir -p \"$cache/db\"; echo new > \"$cache/db/trivy.db\"; echo '{}' > \"$cache/db/metadata.json\"",
        "trivy.update",
        "no usable trivy-db"
    )]
    public async Task A_download_that_fails_leaves_the_old_database(int exitCode, string lines, string code, string said)
    {
        bench.Trivy.Answer(exitCode, null, lines);
        var error = await Assert.ThrowsAsync<UndeterminedException>(() => UpdateAsync(bench.Settings));
        Assert.Equal(code, error.Code);
        Assert.Contains(said, error.Message, StringComparison.Ordinal);
        Assert.Equal("the database", await File.ReadAllTextAsync(In("db", "trivy.db"), TestContext.Current.CancellationToken));
        Assert.Equal(["db"], Directory.GetFileSystemEntries(bench.Trivy.Cache).Select(Path.GetFileName));
    }

    [Fact]
    public async Task A_program_that_may_not_be_run_downloads_nothing()
    {
        bench.Trivy.SetVersion("""{"Version":"0.69.5"}""");
        Assert.Equal(
            "trivy.malicious",
            (await Assert.ThrowsAsync<ConfigurationException>(() => UpdateAsync(bench.Settings))).Code
        );

        bench.Trivy.SetVersion("""{"Version":"0.71.0"}""");
        var elsewhere = bench.Settings with { Databases = new() { Repositories = [Reference("registry.example/trivy-db:2")] } };
        Assert.Equal("trivy.old", (await Assert.ThrowsAsync<ConfigurationException>(() => UpdateAsync(elsewhere))).Code);

        var server = bench.Settings with { Server = new() { Address = new Uri("https://trivy.example") } };
        Assert.Equal("trivy.settings", (await Assert.ThrowsAsync<ConfigurationException>(() => UpdateAsync(server))).Code);
        Assert.Empty(bench.Trivy.Calls);
    }

    [Fact]
    public async Task A_cache_that_cannot_be_written_is_told()
    {
        var file = bench.Folder.Write("file", "");
        var error = await Assert.ThrowsAsync<ConfigurationException>(() =>
            UpdateAsync(bench.Settings with { CacheDirectory = file })
        );
        Assert.Equal("trivy.cache", error.Code);
    }

    private static ImageReference Reference(string text) => ImageReference.Parse(text);

    private string In(params string[] parts) => Path.Combine([bench.Trivy.Cache, .. parts]);

    private Task<IReadOnlyList<AdvisorySource>> UpdateAsync(TrivySettings settings) =>
        new TrivyUpdate(settings, bench.Time).RunAsync(TestContext.Current.CancellationToken);
}

using SupplyChain.Scanning.Trivy.Settings;
using Xunit;

namespace SupplyChain.Tests.Scanning.Trivy;

public sealed class TrivyCommandLineTests : IDisposable
{
    private const string Always =
        "--config WORK/trivy.yaml --cache-dir CACHE --quiet --no-progress --skip-version-check --disable-telemetry --timeout 1800s";

    private const string InScans =
        "--ignorefile WORK/ignore --cache-backend memory --format json --output WORK/report.json --list-all-pkgs --show-suppressed --skip-db-update --skip-java-db-update --skip-vex-repo-update";

    private readonly TrivyWorkbench bench = new();

    public void Dispose() => bench.Dispose();

    [Theory]
    [InlineData(
        TrivyDirectoryKind.RootFileSystem,
        $"rootfs {Always} {InScans} --skip-check-update --offline-scan --secret-config WORK/secret.yaml --exit-code 10 --exit-on-eol 11 --pkg-types os,library --scanners vuln TARGET"
    )]
    [InlineData(
        TrivyDirectoryKind.FileSystem,
        $"filesystem {Always} {InScans} --skip-check-update --offline-scan --secret-config WORK/secret.yaml --exit-code 10 --pkg-types os,library --scanners vuln TARGET"
    )]
    [InlineData(
        TrivyDirectoryKind.Repository,
        $"repository {Always} {InScans} --skip-check-update --offline-scan --secret-config WORK/secret.yaml --exit-code 10 --pkg-types os,library --scanners vuln TARGET"
    )]
    [InlineData(
        TrivyDirectoryKind.Configuration,
        "config --config WORK/trivy.yaml --cache-dir CACHE --quiet --skip-version-check --disable-telemetry --timeout 1800s --ignorefile WORK/ignore --cache-backend memory --format json --output WORK/report.json --skip-check-update --exit-code 10 TARGET"
    )]
    public async Task A_directory_is_given_to_the_command_that_the_settings_name(TrivyDirectoryKind kind, string line)
    {
        await bench.ScanAsync(bench.Settings with { Directories = kind });
        Assert.Equal(line, bench.Line());
        Assert.Empty(bench.Variables());
    }

    [Fact]
    public async Task An_sbom_is_matched_without_the_flags_of_files()
    {
        await bench.ScanAsync(bench.Settings, bench.Sbom());
        Assert.Equal(
            $"sbom {Always} {InScans} --offline-scan --exit-code 10 --exit-on-eol 11 --pkg-types os,library --scanners vuln HERE/bom.json",
            bench.Line()
        );
    }

    [Fact]
    public async Task An_image_is_given_alone()
    {
        await bench.ScanAsync(bench.Settings, await bench.ImageAsync());
        Assert.Equal(
            $"image {Always} {InScans} --skip-check-update --offline-scan --secret-config WORK/secret.yaml --exit-code 10 --exit-on-eol 11 --pkg-types os,library --scanners vuln --input ../image",
            bench.Line()
        );
    }

    [Theory]
    [InlineData("0.62.1", false)]
    [InlineData("0.63.0", true)]
    public async Task A_version_that_does_not_call_home_is_not_told_not_to(string version, bool told)
    {
        bench.Trivy.SetVersion($$"""{"Version":"{{version}}"}""");
        await bench.ScanAsync(bench.Settings);
        Assert.Equal(told, bench.Trivy.Arguments.Contains("--skip-version-check"));
        Assert.Equal(told, bench.Trivy.Arguments.Contains("--disable-telemetry"));
    }

    public static TheoryData<string> Settings { get; } = [.. TrivySettingCase.All.Select(setting => setting.Name)];

    [Theory]
    [MemberData(nameof(Settings))]
    public async Task A_setting_adds_its_flag_and_nothing_else(string name)
    {
        var setting = TrivySettingCase.All.Single(setting => setting.Name == name);
        var target = setting.Target switch
        {
            "image" => await bench.ImageAsync(),
            "sbom" => bench.Sbom(),
            _ => bench.Target,
        };
        var plain = bench.Settings with
        {
            Directories = setting.Target switch
            {
                "project" => TrivyDirectoryKind.FileSystem,
                "configuration" => TrivyDirectoryKind.Configuration,
                _ => TrivyDirectoryKind.RootFileSystem,
            },
        };
        await bench.ScanAsync(plain, target);
        var before = bench.Line();
        await bench.ScanAsync(setting.Set(plain, bench.Folder), target);
        Assert.Equal(Expected(before, setting.Added), bench.Line());
    }

    [Fact]
    public async Task Secrets_reach_it_by_its_environment_alone()
    {
        var settings = bench.Settings with
        {
            Connections = new TrivyConnectionSettings { RegistryUser = "me", RegistryPassword = "hidden-1" },
            Server = new TrivyServerSettings
            {
                Address = new Uri("https://trivy.example"),
                Token = "hidden-2",
                Headers = new Dictionary<string, string> { ["X-Key"] = "hidden-3", ["A"] = "b: c" },
            },
        };
        await bench.ScanAsync(settings);
        Assert.Equal(
            [
                "TRIVY_CUSTOM_HEADERS=A:b: c,X-Key:hidden-3,",
                "TRIVY_PASSWORD=hidden-1",
                "TRIVY_TOKEN=hidden-2",
                "TRIVY_USERNAME=me",
            ],
            bench.Variables()
        );
        Assert.DoesNotContain("hidden", bench.Line(), StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", settings.ToString(), StringComparison.Ordinal);

        await bench.ScanAsync(bench.Settings with { Connections = new TrivyConnectionSettings { RegistryToken = "hidden-4" } });
        Assert.Equal(["TRIVY_REGISTRY_TOKEN=hidden-4"], bench.Variables());
    }

    [Fact]
    public async Task A_configuration_of_docker_of_any_name_is_found_where_trivy_looks()
    {
        var file = bench.Folder.Write("login.json", "{\"auths\":{}}");
        bench.Trivy.Answer(
            0,
            TrivyWorkbench.Report(bench.TargetFolder),
            $"cat \"$DOCKER_CONFIG/config.json\" > '{bench.Folder.At("seen")}'"
        );
        await bench.ScanAsync(bench.Settings with { Connections = new TrivyConnectionSettings { RegistryConfiguration = file } });
        Assert.Equal(
            "{\"auths\":{}}",
            await File.ReadAllTextAsync(bench.Folder.At("seen"), TestContext.Current.CancellationToken)
        );
    }

    // What replaces one of our own flags stands where that stood, what is new before the target.
    private static string Expected(string before, string added)
    {
        var line = before.Split(' ').ToList();
        switch (added.Split(' ')[0])
        {
            case "--debug":
                line.Remove("--quiet");
                break;
            case "--timeout" or "--pkg-types" or "--ignorefile" or "--scanners":
                var parts = added.Split(' ');
                line[line.IndexOf(parts[0]) + 1] = parts[1];
                added = string.Join(' ', parts[2..]);
                break;
        }

        var end = line.Contains("--input") ? line.IndexOf("--input") : line.Count - 1;
        if (added.Length > 0)
        {
            line.Insert(end, added);
        }

        return string.Join(' ', line);
    }
}

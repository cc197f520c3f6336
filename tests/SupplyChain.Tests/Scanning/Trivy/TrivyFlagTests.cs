using System.Reflection;
using SupplyChain.Scanning;
using SupplyChain.Scanning.Trivy.Settings;
using Xunit;
using static SupplyChain.Scanning.Trivy.Settings.TrivyCommand;

namespace SupplyChain.Tests.Scanning.Trivy;

public sealed class TrivyFlagTests : IDisposable
{
    private readonly TrivyWorkbench bench = new();

    public void Dispose() => bench.Dispose();

    /// <summary>
    /// What Trivy's own pages say: docs/guide/references/configuration/cli/trivy_*.md for the commands; CHANGELOG.md for the versions,
    /// none for flags that every version has that may be run. The options of <c>image</c>, <c>filesystem</c>, <c>rootfs</c>,
    /// <c>repository</c>, <c>config</c> and <c>sbom</c>, in this order.
    /// </summary>
    public static TheoryData<string, string, string?> Known { get; } =
        new()
        {
            { "--config", "ifrrcs", null },
            { "--cache-dir", "ifrrcs", null },
            { "--cache-backend", "ifrrcs", null },
            { "--quiet", "ifrrcs", null },
            { "--debug", "ifrrcs", null },
            { "--timeout", "ifrrcs", null },
            { "--insecure", "ifrrcs", null },
            { "--cacert", "ifrrcs", "0.68.0" },
            { "--no-progress", "ifrr-s", null },
            { "--skip-version-check", "ifrrcs", "0.63.0" },
            { "--disable-telemetry", "ifrrcs", "0.63.0" },
            { "--format", "ifrrcs", null },
            { "--output", "ifrrcs", null },
            { "--severity", "ifrrcs", null },
            { "--ignorefile", "ifrrcs", null },
            { "--ignore-policy", "ifrrcs", null },
            { "--file-patterns", "ifrrcs", null },
            { "--exit-code", "ifrrcs", null },
            { "--exit-on-eol", "i-r--s", null },
            { "--list-all-pkgs", "ifrr-s", null },
            { "--show-suppressed", "ifrr-s", null },
            { "--skip-db-update", "ifrr-s", null },
            { "--skip-java-db-update", "ifrr-s", null },
            { "--skip-vex-repo-update", "ifrr-s", null },
            { "--skip-check-update", "ifrrc-", null },
            { "--offline-scan", "ifrr-s", null },
            { "--secret-config", "ifrr--", null },
            { "--image-src", "i-----", null },
            { "--input", "i-----", null },
            { "--scanners", "ifrr-s", null },
            { "--parallel", "ifrr--", null },
            { "--pkg-types", "ifrr-s", null },
            { "--pkg-relationships", "ifrr-s", null },
            { "--detection-priority", "ifrr-s", null },
            { "--distro", "ifr--s", "0.59.0" },
            { "--vuln-severity-source", "ifrr-s", "0.60.0" },
            { "--include-dev-deps", "-f-r--", null },
            { "--sbom-sources", "ifrr-s", null },
            { "--rekor-url", "ifrr-s", null },
            { "--ignore-unfixed", "ifrr-s", null },
            { "--ignore-status", "ifrr-s", null },
            { "--vex", "ifrr-s", null },
            { "--skip-dirs", "ifrrc-", null },
            { "--skip-files", "ifrrc-", null },
            { "--max-image-size", "i-----", "0.59.0" },
            { "--removed-pkgs", "i-----", null },
            { "--image-config-scanners", "i-----", null },
            { "--license-full", "ifrr--", null },
            { "--license-confidence-level", "ifrr--", null },
            { "--ignored-licenses", "ifrr-s", null },
            { "--k8s-version", "----c-", null },
            { "--tf-vars", "-frrc-", null },
            { "--helm-values", "ifrrc-", null },
            { "--helm-set", "ifrrc-", null },
            { "--helm-set-string", "ifrrc-", null },
            { "--helm-set-file", "ifrrc-", null },
            { "--helm-kube-version", "ifrrc-", null },
            { "--helm-api-versions", "ifrrc-", null },
            { "--server", "ifrr-s", null },
            { "--token-header", "ifrr-s", null },
            { "--download-db-only", "i-----", null },
            { "--download-java-db-only", "i-----", null },
            { "--db-repository", "i-----", null },
            { "--java-db-repository", "i-----", null },
        };

    private static IReadOnlyList<TrivyFlag> All { get; } =
    [
        .. typeof(TrivyFlags)
            .GetProperties(BindingFlags.Public | BindingFlags.Static)
            .Select(property => (TrivyFlag)property.GetValue(null)!),
    ];

    [Theory]
    [MemberData(nameof(Known))]
    public void A_flag_is_passed_to_the_commands_and_versions_that_know_it(string name, string commands, string? since)
    {
        TrivyCommand[] order = [Image, FileSystem, RootFileSystem, Repository, Configuration, TrivyCommand.Sbom];
        var flag = All.Single(flag => flag.Name == name);
        Assert.Equal(order.Where((_, index) => commands[index] != '-'), order.Where(command => flag.Commands.HasFlag(command)));
        Assert.Equal(since, flag.Since?.ToString());
    }

    [Fact]
    public void Every_flag_that_is_passed_is_in_the_table() =>
        Assert.Equal(
            All.Select(flag => flag.Name).Order(StringComparer.Ordinal),
            Known.Select(row => row.Data.Item1).Order(StringComparer.Ordinal)
        );

    [Theory]
    [InlineData("--vuln-severity-source", "0.59.1", "0.60.0")]
    [InlineData("--distro", "0.58.2", "0.59.0")]
    [InlineData("--max-image-size", "0.58.2", "0.59.0")]
    [InlineData("--cacert", "0.67.2", "0.68.0")]
    public async Task A_setting_that_an_older_version_lacks_is_refused_before_any_scan(string flag, string version, string since)
    {
        var target = flag == "--max-image-size" ? await bench.ImageAsync() : null;
        bench.Trivy.SetVersion($$"""{"Version":"{{version}}"}""");
        var error = await Refused(Setting(flag), target);
        Assert.Equal("trivy.flag", error.Code);
        Assert.Contains($"'{flag}', which Trivy has from {since}", error.Message, StringComparison.Ordinal);
        Assert.Contains($"is {version};", error.Message, StringComparison.Ordinal);

        bench.Trivy.SetVersion($$"""{"Version":"{{since}}"}""");
        await bench.ScanAsync(Setting(flag), target);
        Assert.Contains(flag, bench.Trivy.Arguments);
    }

    [Theory]
    [InlineData("--include-dev-deps")]
    [InlineData("--k8s-version")]
    public async Task A_setting_that_has_no_meaning_for_the_target_is_refused_before_any_scan(string flag)
    {
        var error = await Refused(Setting(flag));
        Assert.Equal("trivy.flag", error.Code);
        Assert.Contains($"'{flag}', which 'trivy rootfs' does not have", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_sbom_is_not_scanned_for_what_it_cannot_hold()
    {
        var error = await Refused(bench.Settings with { Scanners = TrivyFindingKinds.Secrets }, bench.Sbom());
        Assert.Equal("trivy.settings", error.Code);
    }

    private async Task<ConfigurationException> Refused(TrivySettings settings, ScanTarget? target = null)
    {
        var error = await Assert.ThrowsAsync<ConfigurationException>(() => bench.ScanAsync(settings, target));
        Assert.False(bench.Trivy.WasCalled);
        return error;
    }

    private TrivySettings Setting(string flag) =>
        flag switch
        {
            "--vuln-severity-source" => bench.Settings with { Packages = new TrivyPackageSettings { SeveritySources = ["nvd"] } },
            "--distro" => bench.Settings with
            {
                Packages = new TrivyPackageSettings { Distribution = new Distribution("alpine", "3.20") },
            },
            "--max-image-size" => bench.Settings with { Images = new TrivyImageSettings { MaximumSize = 1 } },
            "--cacert" => bench.Settings with
            {
                Connections = new TrivyConnectionSettings { CertificateAuthority = bench.Folder.Write("ca.pem", "") },
            },
            "--include-dev-deps" => bench.Settings with { Packages = new TrivyPackageSettings { IncludeDevelopment = true } },
            "--k8s-version" => bench.Settings with
            {
                Scanners = TrivyFindingKinds.Vulnerabilities | TrivyFindingKinds.Misconfigurations,
                Misconfigurations = new TrivyMisconfigurationSettings { KubernetesVersion = new Version(1, 36) },
            },
            _ => throw new ArgumentOutOfRangeException(nameof(flag)),
        };
}

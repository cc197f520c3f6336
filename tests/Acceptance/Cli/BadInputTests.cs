using Xunit;

namespace SupplyChain.Acceptance.Cli;

public sealed class BadInputTests(BadInputTests.Shared shared) : IClassFixture<BadInputTests.Shared>
{
    [Theory]
    [InlineData("lint absent.yaml --output out.json", 2, "'absent.yaml' does not exist")]
    [InlineData("verify Registry/UPPER --key ci.pub --output out.json", 2, "'Registry/UPPER' is not an image reference")]
    [InlineData("verify oci:absent:1 --key ci.pub --output out.json", 2, "'absent' is not an OCI layout")]
    [InlineData("verify oci:layout --key absent.pub --output out.json", 2, "absent.pub")]
    [InlineData("verify oci:layout --key ci.key --output out.json", 2, "ci.key")]
    [InlineData("sign oci:layout --key ci.pub", 2, "ci.pub")]
    [InlineData("scan dir:absent --output out.json", 2, "'dir:absent' names no directory")]
    [InlineData("scan sbom:policy.yaml --engine builtin --output out.json", 2, "policy.yaml")]
    [InlineData("scan dir:app --engine builtin --advisories manifests --output out.json", 2, "manifests")]
    [InlineData("scan dir:app --engine builtin --advisories absent --output out.json", 2, "absent")]
    [InlineData("gate manifests --policy absent.yaml --environment prod --out out", 2, "absent.yaml")]
    [InlineData("gate manifests --policy policy.yaml --environment prdo --out out", 2, "has no environment 'prdo'")]
    [InlineData("gate absent --policy policy.yaml --environment prod --out out", 2, "'absent' does not exist")]
    [InlineData(
        "gate manifests --policy policy.yaml --environment prod --out out --key ci.key --image-layout layout",
        2,
        "gatekeeper"
    )]
    [InlineData("deploy absent --policy policy.yaml --environment prod", 2, "absent")]
    [InlineData("pin manifests --image-layout absent --output out.yaml", 2, "'absent' is not an OCI layout")]
    [InlineData(
        "attest oci:layout --key ci.key --type nonsense --predicate policy.yaml",
        2,
        "'nonsense' is not a predicate type"
    )]
    [InlineData("attest oci:layout --key ci.key --type cyclonedx --predicate policy.yaml", 2, "https://cyclonedx.org/bom")]
    [InlineData("image pack absent oci:other:1 --entry-point x", 2, "absent")]
    [InlineData("image inspect a//b", 2, "'a//b' is not an image reference")]
    public async Task A_wrong_input_is_one_sentence_with_its_exit_code_and_leaves_nothing_behind(
        string words,
        int exitCode,
        string part
    )
    {
        var files = shared.Release.Files;
        var before = files.Names();
        AssertRefused(await files.RunAsync(words), exitCode, part);
        Assert.Equal(before, files.Names());
    }

    [Fact]
    public async Task A_policy_with_a_typo_is_refused_at_its_line_and_column()
    {
        using var release = await ReleaseWorkspace.CreateAsync();
        var policy = await File.ReadAllTextAsync(release.Files.At("policy.yaml"), TestContext.Current.CancellationToken);
        release.Files.Write("policy.yaml", policy.Replace("validFor", "validFro", StringComparison.Ordinal));
        var result = await release.GateAsync();
        AssertRefused(result, 2, "policy.yaml:9:5: unknown key 'validFro' in environments.prod; did you mean 'validFor'?");
        Assert.False(Directory.Exists(release.Files.At("out")));
    }

    [Theory]
    [InlineData("gate manifests --policy policy.yaml --environment prod --out out")]
    [InlineData("pin manifests --output out.yaml")]
    public async Task Yaml_that_does_not_parse_is_refused_at_its_line_and_column(string words)
    {
        using var release = await ReleaseWorkspace.CreateAsync();
        release.Files.Write("manifests/broken.yaml", "kind: [\n");
        var before = release.Files.Names();
        AssertRefused(await release.Files.RunAsync(words), 2, "manifests/broken.yaml:2:1");
        Assert.Equal(before, release.Files.Names());
    }

    [Fact]
    public async Task An_advisory_that_is_not_one_is_named()
    {
        using var release = await ReleaseWorkspace.CreateAsync();
        release.Files.Write("advisories/two.json", """{"id":1}""");
        AssertRefused(
            await release.Files.RunAsync("scan dir:app --engine builtin --advisories advisories --format json --output out.json"),
            2,
            "two.json"
        );
        Assert.False(File.Exists(release.Files.At("out.json")));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_layout_with_a_missing_or_altered_blob_is_undecided(bool altered)
    {
        using var release = await ReleaseWorkspace.CreateAsync();
        var blobs = Directory.GetFiles(release.Files.At("layout", "blobs", "sha256"));
        foreach (var blob in blobs)
        {
            if (altered)
            {
                await File.AppendAllTextAsync(blob, " ", TestContext.Current.CancellationToken);
            }
            else
            {
                File.Delete(blob);
            }
        }

        var before = release.Files.Names();
        AssertRefused(await release.Files.RunAsync($"sbom {ReleaseWorkspace.Location} --output sbom.json"), 3, "sha256");
        AssertRefused(await release.Files.RunAsync($"image copy {ReleaseWorkspace.Location} oci:copy:1"), 3, "sha256");
        Assert.Equal(before, release.Files.Names().Where(name => !name.StartsWith("copy", StringComparison.Ordinal)));
    }

    private static void AssertRefused(CommandResult result, int exitCode, string part)
    {
        Assert.True(result.ExitCode == exitCode, result.ToString());
        Assert.Empty(result.Output);
        Assert.StartsWith("error: ", result.Error, StringComparison.Ordinal);
        Assert.Contains(part, result.Error, StringComparison.Ordinal);
        Assert.Single(result.Error.TrimEnd('\n').Split('\n'));
        Assert.DoesNotContain("Exception", result.Error, StringComparison.Ordinal);
    }

    /// <summary>One release for all that only read it.</summary>
    public sealed class Shared : IAsyncLifetime
    {
        internal ReleaseWorkspace Release { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Release = await ReleaseWorkspace.CreateAsync();

        public ValueTask DisposeAsync()
        {
            Release.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}

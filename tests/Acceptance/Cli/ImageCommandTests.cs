using SupplyChain.Testing;
using SupplyChain.Testing.Registry;
using Xunit;

namespace SupplyChain.Acceptance.Cli;

public sealed class ImageCommandTests
{
    [Fact]
    public async Task Packing_the_same_folder_twice_gives_the_same_digest_and_inspect_shows_the_image()
    {
        using var release = await ReleaseWorkspace.CreateAsync();
        var again = await release.Files.PassAsync(
            "image pack app oci:other:again --entry-point dotnet Shop.Api.dll --format json"
        );
        var digest = again.Json.GetProperty("digest").GetString();
        var shown = await release.Files.PassAsync($"image inspect {ReleaseWorkspace.Location} --format json");
        Assert.Equal(digest, shown.Json.GetProperty("digest").GetString());
        Assert.Equal("linux/amd64", shown.Json.GetProperty("platform").GetString());
        Assert.Equal("dotnet", shown.Json.GetProperty("entryPoint")[0].GetString());
    }

    [Fact]
    public async Task A_signed_image_is_copied_to_a_registry_with_its_signature_and_cosign_accepts_it()
    {
        using var release = await ReleaseWorkspace.CreateAsync();
        await using var registry = await DockerRegistry.StartAsync();
        await release.Files.PassAsync($"sign {ReleaseWorkspace.Location} --key ci.key -a env=prod");
        await release.Files.PassAsync($"image copy {ReleaseWorkspace.Location} {registry.Host}/shop/api:1.0");
        await release.Files.PassAsync($"verify {registry.Host}/shop/api:1.0 --key ci.pub -a env=prod");
        var cosign = await PeerProcess.RunAsync(
            "cosign",
            ["verify", "--key", release.Files.At("ci.pub"), "--insecure-ignore-tlog", $"{registry.Host}/shop/api:1.0"]
        );
        Assert.True(cosign.ExitCode == 0, cosign.StandardError);
    }

    [Fact]
    public async Task A_tree_names_each_referrer_and_claims_nothing_for_it()
    {
        using var release = await ReleaseWorkspace.CreateAsync();
        await release.AttestAsync();
        var tree = (await release.Files.PassAsync($"tree {ReleaseWorkspace.Location} --format json")).Json;
        Assert.Equal("supplychain.tree/v1", tree.GetProperty("schema").GetString());
        Assert.Equal(
            [
                "https://cosign.sigstore.dev/attestation/vuln/v1",
                "https://cyclonedx.org/bom",
                "https://sigstore.dev/cosign/sign/v1",
            ],
            tree.GetProperty("referrers")
                .EnumerateArray()
                .Select(item => item.GetProperty("predicateType").GetString()!)
                .Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task Several_platforms_are_packed_into_an_index_that_oras_reads_from_an_archive()
    {
        using var files = new Workspace();
        files.Write("amd64/run", "amd64");
        files.Write("arm64/run", "arm64");
        var packed = await files.PassAsync(
            "image pack amd64 oci-archive:shop.tar:1.0 --platform linux/amd64 --platform linux/arm64=arm64 --entry-point ./run -a org.opencontainers.image.revision=abc --format json"
        );

        var index = await PeerProcess.RunAsync("oras", ["manifest", "fetch", "--oci-layout", $"{files.At("shop.tar")}:1.0"]);
        Assert.Contains("\"org.opencontainers.image.revision\":\"abc\"", index.StandardOutput, StringComparison.Ordinal);
        var shown = await files.PassAsync("image inspect oci-archive:shop.tar:1.0 --platform linux/arm64 --format json");
        Assert.Equal(packed.Json.GetProperty("digest").GetString(), shown.Json.GetProperty("digest").GetString());
        Assert.Equal("linux/arm64", shown.Json.GetProperty("platform").GetString());
        Assert.Equal("1654", shown.Json.GetProperty("user").GetString());
    }

    [Fact]
    public async Task A_docker_engine_that_does_not_run_is_one_error_that_says_what_to_do()
    {
        using var files = new Workspace();
        var result = await files.RunAsync(
            ["image", "inspect", "docker-daemon:shop/api:1.0"],
            new Dictionary<string, string?> { ["DOCKER_HOST"] = "unix:///no/such/docker.sock" }
        );
        Assert.Equal(3, result.ExitCode);
        Assert.Contains("unix:///no/such/docker.sock (DOCKER_HOST) cannot be reached", result.Error, StringComparison.Ordinal);
    }
}

using SupplyChain.Testing;
using SupplyChain.Testing.Registry;
using Xunit;

namespace SupplyChain.Acceptance.Cli;

public sealed class VerifyTests
{
    [Fact]
    public async Task An_unsigned_image_is_denied_and_a_signed_one_passes_with_the_names_of_the_json()
    {
        using var release = await ReleaseWorkspace.CreateAsync();
        var verify = $"verify {ReleaseWorkspace.Location} --key ci.pub --format json";
        var unsigned = await release.Files.RunAsync(verify);
        Assert.Equal((1, "deny"), (unsigned.ExitCode, unsigned.Json.GetProperty("verdict").GetString()));
        await release.Files.PassAsync($"sign {ReleaseWorkspace.Location} --key ci.key");
        var signed = (await release.Files.PassAsync(verify)).Json;
        Assert.Equal("supplychain.verify/v1", signed.GetProperty("schema").GetString());
        var image = signed.GetProperty("images")[0];
        Assert.Equal(ReleaseWorkspace.Location, image.GetProperty("image").GetString());
        Assert.StartsWith("sha256:", image.GetProperty("digest").GetString(), StringComparison.Ordinal);
        Assert.Equal("pass", image.GetProperty("verdict").GetString());
        var check = image.GetProperty("checks")[0];
        Assert.Equal(("signature", "pass"), (check.GetProperty("id").GetString(), check.GetProperty("outcome").GetString()));
        Assert.NotEmpty(check.GetProperty("message").GetString()!);
    }

    [Theory]
    [InlineData("--key gatekeeper.pub")]
    [InlineData("--key ci.pub -a env=prod")]
    [InlineData("--key ci.pub --type cyclonedx")]
    public async Task Another_key_another_annotation_and_another_purpose_are_denied(string options)
    {
        using var release = await ReleaseWorkspace.CreateAsync();
        await release.Files.PassAsync($"sign {ReleaseWorkspace.Location} --key ci.key");
        Assert.Equal(1, (await release.Files.RunAsync($"verify {ReleaseWorkspace.Location} {options}")).ExitCode);
    }

    [Theory]
    [InlineData("native")]
    [InlineData("cosign")]
    public async Task An_annotation_is_demanded_of_a_signature_that_is_asked_for_by_its_type(string signer)
    {
        Peers.Require("cosign");
        await using var registry = await DockerRegistry.StartAsync();
        using var release = await ReleaseWorkspace.CreateAsync();
        var image = $"{registry.Host}/shop/api:1.0";
        await release.Files.PassAsync($"image copy {ReleaseWorkspace.Location} {image}");
        await release.Files.PassAsync($"sign {image} --key ci.key -a env=prod");
        var verify = $"verify {image} --key ci.pub --signer {signer} --type https://sigstore.dev/cosign/sign/v1";
        await release.Files.PassAsync(verify);
        await release.Files.PassAsync($"{verify} -a env=prod");
        var other = await release.Files.RunAsync($"{verify} -a env=dev");
        Assert.Equal(1, other.ExitCode);
        Assert.Contains("without the wanted annotations", other.Output, StringComparison.Ordinal);
        var another = await release.Files.RunAsync($"{verify} -a env=prod -a team=shop");
        Assert.Equal(1, another.ExitCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("--signer cosign")]
    public async Task An_annotation_of_an_attestation_is_refused_before_anything_is_asked(string signer)
    {
        using var workspace = new Workspace();
        var result = await workspace.RunAsync($"verify 127.0.0.1:1/shop:1.0 --key absent.pub --type custom -a env=prod {signer}");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("Only a signature has annotations", result.Error, StringComparison.Ordinal);
        Assert.Empty(result.Output);
    }

    [Theory]
    [InlineData("verify-blob")]
    [InlineData("verify-blob-attestation --type custom")]
    public async Task Annotations_of_a_file_cannot_be_asked_for(string command)
    {
        using var workspace = new Workspace();
        var result = await workspace.RunAsync($"{command} file --bundle file.json --key ci.pub -a env=prod");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("has no option '-a'", result.Error, StringComparison.Ordinal);
    }
}

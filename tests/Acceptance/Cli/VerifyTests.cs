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
}

using SupplyChain.Testing.Registry;
using Xunit;

namespace SupplyChain.Acceptance.Cli;

/// <summary>Several processes of the built program sign one image in the real registry at the same time.</summary>
public sealed class ConcurrentSigningTests
{
    [Fact]
    public async Task Every_signature_that_parallel_processes_report_is_verified_afterwards()
    {
        const int signers = 6;
        using var workspace = new Workspace();
        await using var registry = await DockerRegistry.StartAsync();
        var image = $"{registry.Host}/shop/api:1.0";
        workspace.Write("app/hello.txt", "hello");
        await workspace.PassAsync($"image pack app {image} --entry-point /app/hello");
        string[] names = [.. Enumerable.Range(1, signers).Select(number => $"signer{number}")];
        await Task.WhenAll(names.Select(name => workspace.PassAsync($"keys generate --output {name}")));

        await Task.WhenAll(names.Select(name => workspace.PassAsync($"sign {image} --key {name}.key")));

        var keys = string.Concat(names.Select(name => $" --key {name}.pub"));
        var verified = await workspace.PassAsync($"verify {image} --signers {signers}{keys}");
        Assert.All(names, name => Assert.Contains($"{name}.pub", verified.Output, StringComparison.Ordinal));
    }
}

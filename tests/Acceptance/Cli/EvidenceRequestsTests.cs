using SupplyChain.Testing.Registry;
using Xunit;

namespace SupplyChain.Acceptance.Cli;

/// <summary>What the commands that read evidence ask of a registry.</summary>
public sealed class EvidenceRequestsTests
{
    private const int Pieces = 3;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Each_command_takes_three_requests_or_four_without_the_api_and_each_piece_of_evidence_one(bool referrersApi)
    {
        await using var registry = await TestRegistry.StartAsync(new TestRegistryOptions { ReferrersApi = referrersApi });
        using var release = await ReleaseWorkspace.CreateAsync();
        await release.AttestAsync();
        var image = $"{registry.Host}/shop/api:1.0";
        await release.Files.PassAsync($"image copy {ReleaseWorkspace.Location} {image}");
        Replace(release, "manifests/api.yaml", ReleaseWorkspace.Reference, image);
        Replace(release, "policy.yaml", "registry.example/**", $"{registry.Host}/**");
        var most = (referrersApi ? 3 : 4) + Pieces;

        string[] commands =
        [
            $"verify {image} --key ci.pub",
            $"verify {image} --key ci.pub --type cyclonedx",
            $"tree {image}",
            "gate manifests --policy policy.yaml --environment prod --out out",
        ];
        foreach (var command in commands)
        {
            var before = registry.Requests.Count;
            await release.Files.PassAsync(command);
            var asked = registry.Requests.Skip(before).ToList();
            Assert.True(asked.Count <= most, $"{command}: {string.Join(", ", asked)}");
        }
    }

    private static void Replace(ReleaseWorkspace release, string file, string from, string to) =>
        release.Files.Write(file, File.ReadAllText(release.Files.At(file)).Replace(from, to, StringComparison.Ordinal));
}

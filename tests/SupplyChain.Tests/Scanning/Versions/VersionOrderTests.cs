using SupplyChain.Scanning.Versions;
using SupplyChain.Testing;
using Xunit;

namespace SupplyChain.Tests.Scanning.Versions;

public sealed class VersionOrderTests
{
    [Theory]
    [InlineData("debian-versions.txt")]
    [InlineData("debian-versions-generated.txt")]
    public void Dpkg_versions_stand_as_the_data_says(string file) => EveryLineHolds(file, new DpkgVersionOrder());

    [Theory]
    [InlineData("alpine-versions.txt")]
    [InlineData("alpine-versions-generated.txt")]
    public void Apk_versions_stand_as_the_data_says(string file) => EveryLineHolds(file, new ApkVersionOrder());

    [Fact]
    public void NuGet_versions_stand_as_the_data_says() => EveryLineHolds("nuget-versions.txt", DottedVersionOrder.NuGet);

    [Fact]
    public void Semantic_versions_stand_as_the_data_says() =>
        EveryLineHolds("semver-versions.txt", DottedVersionOrder.SemanticVersion);

    private static void EveryLineHolds(string file, IVersionOrder order)
    {
        var wrong = File.ReadLines(TestData.Require($"versions/{file}"))
            .Where(line => line.Length > 0 && line[0] != '#' && !line.StartsWith("//", StringComparison.Ordinal))
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(parts =>
                Sign(order.Compare(parts[0], parts[2])) != parts[1] || Sign(-order.Compare(parts[2], parts[0])) != parts[1]
            )
            .Select(parts => string.Join(' ', parts));
        Assert.Empty(wrong);
    }

    private static string Sign(int order) =>
        order switch
        {
            < 0 => "<",
            > 0 => ">",
            _ => "=",
        };
}

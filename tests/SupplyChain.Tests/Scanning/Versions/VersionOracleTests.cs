using System.Globalization;
using CsCheck;
using NuGet.Versioning;
using SupplyChain.Scanning.Versions;
using SupplyChain.Testing;
using Xunit;

namespace SupplyChain.Tests.Scanning.Versions;

/// <summary>Generated versions, ordered by the ecosystem's own program and by ours.</summary>
public sealed class VersionOracleTests
{
    private const int Pairs = 10_000;

    [Fact]
    public async Task Rpm_versions_stand_as_rpm_says()
    {
        // Short, of few characters, so that most pairs differ only in what the order is about.
        var part = Text("019az~^._+", 5);
        var pairs = Generate(
            Gen.Select(Gen.Int[0, 2], part, part.Null(), (epoch, version, release) => Join(epoch, version, release))
        );
        using var folder = new TemporaryFolder();
        var file = folder.Write("pairs", string.Join('\n', pairs.Select(pair => $"{pair.Left} {pair.Right}")));
        var script =
            $"%{{lua: for line in io.lines('{file}') do local a, b = line:match('(%S+) (%S+)') print(rpm.vercmp(a, b) .. '\\n') end}}";
        var said = await LinesAsync("rpm", "--eval", script);
        Agree(pairs, said, new RpmVersionOrder());
    }

    [Fact]
    public async Task Semantic_versions_stand_as_node_says()
    {
        var number = Gen.Int[0, 12].Select(value => value.ToString(CultureInfo.InvariantCulture));
        var identifier = Gen.OneOf(number, Text("aAzZ09-", 3).Where(text => !text.All(char.IsAsciiDigit)));
        var pairs = Generate(
            Gen.Select(
                number.Array[3],
                identifier.Array[0, 3],
                Text("aA09", 3).Null(),
                (core, prerelease, build) =>
                    string.Join('.', core)
                    + (prerelease.Length > 0 ? $"-{string.Join('.', prerelease)}" : "")
                    + (build is null ? "" : $"+{build}")
            )
        );
        using var folder = new TemporaryFolder();
        var file = folder.Write("pairs", string.Join('\n', pairs.Select(pair => $"{pair.Left} {pair.Right}")));
        var script = folder.Write(
            "compare.js",
            $$"""
            const semver = require({{System.Text.Json.JsonSerializer.Serialize(Peers.RequireNodePackage("semver"))}});
            for (const line of require('fs').readFileSync('{{file}}', 'utf8').split('\n')) console.log(semver.compare(...line.split(' ')));
            """
        );
        Agree(pairs, await LinesAsync("node", script), DottedVersionOrder.SemanticVersion);
    }

    [Fact]
    public void NuGet_versions_stand_as_the_library_of_NuGet_says()
    {
        var number = Gen.Int[0, 12].Select(value => value.ToString(CultureInfo.InvariantCulture));
        // The library takes "-0" for a negative number, which the rules of versions do not know: left out.
        var identifier = Gen.OneOf(number, Text("aAbB0-", 3).Where(text => !text.TrimStart('-').All(char.IsAsciiDigit)));
        var pairs = Generate(
            Gen.Select(
                number.Array[1, 4],
                identifier.Array[0, 3],
                (core, prerelease) => string.Join('.', core) + (prerelease.Length > 0 ? $"-{string.Join('.', prerelease)}" : "")
            )
        );
        var said = pairs.Select(pair =>
            Math.Sign(NuGetVersion.Parse(pair.Left).CompareTo(NuGetVersion.Parse(pair.Right)))
                .ToString(CultureInfo.InvariantCulture)
        );
        Agree(pairs, [.. said], DottedVersionOrder.NuGet);
    }

    [Fact]
    public async Task Dpkg_versions_stand_as_the_module_of_dpkg_says()
    {
        var part = Text("019az~+.", 4);
        var pairs = Generate(
            Gen.Select(Gen.Int[0, 2], part, part.Null(), (epoch, version, release) => Join(epoch, "0" + version, release))
        );
        using var folder = new TemporaryFolder();
        var file = folder.Write("pairs", string.Join('\n', pairs.Select(pair => $"{pair.Left} {pair.Right}")) + "\n");
        var said = await LinesAsync("perl", "-MDpkg::Version", "-lane", "print version_compare($F[0], $F[1])", file);
        Agree(pairs, said, new DpkgVersionOrder());
    }

    private static Gen<string> Text(string characters, int longest) =>
        Gen.Char[characters].Array[1, longest].Select(chosen => new string(chosen));

    private static List<(string Left, string Right)> Generate(Gen<string> version) =>
        [.. Enumerable.Range(0, Pairs).Select(_ => (version.Single(), version.Single()))];

    private static string Join(int epoch, string version, string? release) =>
        (epoch == 0 ? "" : $"{epoch}:") + version + (release is null ? "" : $"-{release}");

    private static async Task<IReadOnlyList<string>> LinesAsync(string program, params string[] arguments) =>
        (await PeerProcess.RunAsync(program, arguments)).StandardOutput.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static void Agree(List<(string Left, string Right)> pairs, IReadOnlyList<string> said, IVersionOrder order)
    {
        Assert.Equal(pairs.Count, said.Count);
        var wrong = pairs
            .Zip(said)
            .Where(item =>
                Math.Sign(order.Compare(item.First.Left, item.First.Right))
                != int.Parse(item.Second, CultureInfo.InvariantCulture)
            )
            .Select(item => $"{item.First.Left} {item.First.Right}: {item.Second}");
        Assert.Empty(wrong);
    }
}

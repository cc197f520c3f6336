using CsCheck;
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

    [Fact]
    public void Rpm_versions_stand_as_the_data_says() => EveryLineHolds("redhat-versions.txt", new RpmVersionOrder());

    [Theory]
    [InlineData("pypi-versions.txt")]
    [InlineData("pypi-versions-generated.txt")]
    public void Python_versions_stand_as_the_data_says(string file) => EveryLineHolds(file, new PythonVersionOrder());

    [Theory]
    [InlineData("maven-versions.txt")]
    [InlineData("maven-versions-generated.txt")]
    public void Maven_versions_stand_as_the_data_says(string file) => EveryLineHolds(file, new MavenVersionOrder());

    [Theory]
    [InlineData("rubygems-versions.txt")]
    [InlineData("rubygems-versions-generated.txt")]
    public void Ruby_versions_stand_as_the_data_says(string file) => EveryLineHolds(file, new RubyVersionOrder());

    [Theory]
    [InlineData("packagist-versions.txt")]
    [InlineData("packagist-versions-generated.txt")]
    public void Php_versions_stand_as_the_data_says(string file) => EveryLineHolds(file, new PhpVersionOrder());

    [Theory]
    [InlineData("cran-versions.txt")]
    [InlineData("cran-versions-generated.txt")]
    public void Versions_of_R_stand_as_the_data_says(string file) => EveryLineHolds(file, NumberListVersionOrder.Cran);

    [Fact]
    public void Haskell_versions_stand_as_the_data_says() =>
        EveryLineHolds("hackage-versions.txt", NumberListVersionOrder.Hackage);

    [Fact]
    public void Dart_versions_stand_as_the_data_says() => EveryLineHolds("pub-versions.txt", new PubVersionOrder());

    [Fact]
    public async Task Generated_dpkg_versions_stand_as_dpkg_says()
    {
        // Short, of few characters, so that most pairs differ only in what the order is about.
        var part = Gen.Char["019az~+."].Array[1, 4].Select(characters => new string(characters));
        var version = Gen.Select(
            Gen.Int[0, 2],
            part,
            part.Null(),
            (epoch, upstream, revision) => Join(epoch, "0" + upstream, revision)
        );
        var pairs = Enumerable.Range(0, 500).Select(_ => (Left: version.Single(), Right: version.Single())).ToList();
        using var folder = new TemporaryFolder();
        var script = string.Join(
            '\n',
            pairs.Select(pair =>
                $"if dpkg --compare-versions '{pair.Left}' lt '{pair.Right}'; then echo '<'; elif dpkg --compare-versions '{pair.Left}' eq '{pair.Right}'; then echo '='; else echo '>'; fi"
            )
        );
        _ = Peers.Require("dpkg");
        var said = (await PeerProcess.RunAsync("sh", [folder.Write("compare.sh", script)])).StandardOutput.Split(
            '\n',
            StringSplitOptions.RemoveEmptyEntries
        );
        var order = new DpkgVersionOrder();
        Assert.Equal(
            pairs.Zip(said, (pair, sign) => $"{pair.Left} {sign} {pair.Right}"),
            pairs.Select(pair => $"{pair.Left} {Sign(order.Compare(pair.Left, pair.Right))} {pair.Right}")
        );
        Assert.All(pairs, pair => Assert.True(order.IsVersion(pair.Left)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("1 0")]
    [InlineData("a:1")]
    [InlineData("1:")]
    [InlineData("1-")]
    [InlineData("1_0")]
    [InlineData("<none>")]
    public void What_is_no_dpkg_version_is_refused(string text) => Assert.False(new DpkgVersionOrder().IsVersion(text));

    [Theory]
    [InlineData("1.2.3-r0", true)]
    [InlineData("1.2.3a_rc1_git20240101-r12", true)]
    [InlineData("0.1_alpha", true)]
    [InlineData("1.0_git20240101~abc123-r0", true)]
    [InlineData("", false)]
    [InlineData("latest", false)]
    [InlineData("1.2.3-1", false)]
    [InlineData("1.2_what1", false)]
    [InlineData("1.2.3-r", false)]
    public void Apk_versions_are_told_from_other_texts(string text, bool version) =>
        Assert.Equal(version, new ApkVersionOrder().IsVersion(text));

    [Theory]
    [InlineData("1.2.3", true, true)]
    [InlineData("1.2.3.4", true, false)]
    [InlineData("1.2", true, true)]
    [InlineData("1.2.3-rc.1+build.5", true, true)]
    [InlineData("1.2.3.4.5", false, false)]
    [InlineData("", false, false)]
    [InlineData("1..2", false, false)]
    [InlineData("1.x", false, false)]
    [InlineData("^1.2.3", false, false)]
    [InlineData("1.2.3-", false, false)]
    [InlineData("1.2.3-a b", false, false)]
    public void NuGet_and_semantic_versions_are_told_from_other_texts(string text, bool nuget, bool semantic)
    {
        Assert.Equal(nuget, DottedVersionOrder.NuGet.IsVersion(text));
        Assert.Equal(semantic, DottedVersionOrder.SemanticVersion.IsVersion(text));
    }

    private static string Join(int epoch, string upstream, string? revision) =>
        (epoch == 0 ? "" : $"{epoch}:") + upstream + (revision is null ? "" : $"-{revision}");

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

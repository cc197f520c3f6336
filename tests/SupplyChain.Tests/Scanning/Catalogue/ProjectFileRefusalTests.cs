using SupplyChain.Scanning.Catalogue;
using Xunit;

namespace SupplyChain.Tests.Scanning.Catalogue;

/// <summary>What of the files of a project is refused, bounded or said to be uncovered.</summary>
public sealed class ProjectFileRefusalTests
{
    [Theory]
    [InlineData("go.mod", "\0\0(((\n)\n=>")]
    [InlineData("Cargo.lock", "[[package]\n")]
    [InlineData("Cargo.lock", "")]
    [InlineData("composer.lock", "{}")]
    [InlineData("composer.lock", "[")]
    [InlineData("bun.lock", "{}")]
    [InlineData("build.sbt.lock", "{}")]
    [InlineData("pom.xml", "<project>")]
    [InlineData("pom.xml", "<?xml version='1.0' encoding='U")]
    [InlineData("pom.xml", "<project xmlns:a='https://a.example' a:")]
    [InlineData("packages.config", "<?xml!version=\"1.0\" encoding=\"U")]
    [InlineData("pom.xml", "<!DOCTYPE x [<!ENTITY a 'b'>]><project/>")]
    [InlineData("pubspec.lock", "a: &a [*a]")]
    [InlineData("usr/share/gems/specifications/a.gemspec", "Gem::Specification.new")]
    public void A_file_that_cannot_be_understood_names_nothing(string path, string text)
    {
        var facts = ProjectFile.Read(path, text);
        Assert.Empty(facts.Packages);
        Assert.True(path == "go.mod" || facts.Limitations is [{ Code: "scan.unreadable" }]);
    }

    [Theory]
    [InlineData("pom.xml")]
    [InlineData("packages.config")]
    [InlineData("Directory.Packages.props")]
    public void Xml_that_nests_without_end_is_refused(string path) =>
        Assert.Contains(
            "nested",
            Assert.Single(ProjectFile.Read(path, string.Concat(Enumerable.Repeat("<a>", 500_000))).Limitations).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void Properties_that_grow_with_each_use_have_no_value()
    {
        var large = new string('x', 2_000);
        var facts = ProjectFile.Read(
            "pom.xml",
            $"<project><properties><a>{large}${{b}}</a><b>{large}${{a}}</b></properties><dependencies>"
                + "<dependency><groupId>g</groupId><artifactId>d</artifactId><version>${a}</version></dependency></dependencies></project>"
        );
        Assert.Empty(facts.Packages);
        Assert.Single(facts.Limitations, limitation => limitation.Code == "scan.unpinned");
    }

    [Fact]
    public void A_key_of_bun_that_is_no_path_ends_the_search_at_once()
    {
        var needs = string.Join(',', Enumerable.Range(0, 1_000).Select(number => $"\"n{number}\":\"1\""));
        var facts = ProjectFile.Read(
            "bun.lock",
            "{\"workspaces\":{\""
                + new string('/', 1_000_000)
                + "\":{\"dependencies\":{"
                + needs
                + "}}},\"packages\":{\"n1\":[\"n1@1.0.0\"]}}"
        );
        var package = Assert.Single(facts.Packages);
        Assert.Equal("npm n1@1.0.0", $"{package.Type} {package.Name}@{package.Version}");
    }

    [Theory]
    [InlineData("app/conda-meta/openssl-1.1.1q-0.json")]
    [InlineData("Podfile.lock")]
    [InlineData("conan.lock")]
    [InlineData("Manifest.toml")]
    [InlineData("environment.yml")]
    [InlineData("paket.lock")]
    [InlineData("deno.lock")]
    [InlineData("pdm.lock")]
    [InlineData("app/bun.lockb")]
    [InlineData("app/go.sum")]
    [InlineData("app/.pnp.cjs")]
    [InlineData(".yarn/cache/a-npm-1.0.0-0123456789.zip")]
    [InlineData("lib/python3/site-packages/a-1.0-py3.12.egg")]
    public void What_is_not_read_is_said_to_be_uncovered(string path) =>
        Assert.Equal("scan.uncovered", Assert.Single(ProjectFile.Read(path, "").Limitations).Code);

    [Theory]
    [InlineData(".pnp.cjs", true)]
    [InlineData("lib/python3/site-packages/a-1.0-py3.12.egg", true)]
    [InlineData("app/package.json", false)]
    [InlineData("app/app.csproj", false)]
    [InlineData("app/bun.lockb", false)]
    public void In_an_image_only_what_is_installed_is_said_to_be_uncovered(string path, bool isSaid) =>
        Assert.Equal(isSaid, FileReaders.ForImages.For(path) is UncoveredReader);

    [Theory]
    [InlineData("node_modules/a/bun.lockb")]
    [InlineData("app/node_modules/a/test/package.json")]
    [InlineData("vendor/a/b/composer.json")]
    [InlineData("usr/lib/python3/dist-packages/a/setup.py")]
    [InlineData("venv/lib/python3/site-packages/a/requirements/dev.txt")]
    [InlineData("root/.cargo/registry/src/a-1.0.0/Cargo.toml")]
    [InlineData("go/pkg/mod/example.com/a@v1.0.0/go.sum")]
    [InlineData("app/requirements.md")]
    [InlineData("app/my.lock.json")]
    [InlineData("project.assets.json")]
    [InlineData("app/objects/project.assets.json")]
    public void What_packages_bring_along_and_what_only_looks_like_it_is_not_read(string path) =>
        Assert.Null(FileReaders.ForDirectories.For(path));
}

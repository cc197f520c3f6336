using SupplyChain.Scanning.Catalogue;
using Xunit;

namespace SupplyChain.Tests.Scanning.Catalogue;

/// <summary>What the files of a project say it is built from.</summary>
public sealed class ProjectFileTests
{
    [Fact]
    public void A_module_of_go_names_what_it_is_built_from_with_its_replacements()
    {
        const string text = """
            module example.com/app // the module
            go 1.22.1
            toolchain go1.22.2
            require example.com/a v1.0.0
            require (
                example.com/b v1.0.0 // indirect
                "example.com/c" v1.0.0
                example.com/d v1.0.0-20200101000000-abcdefabcdef
                example.com/e v2.0.0+incompatible
            )
            exclude example.com/x v1.0.0
            replace example.com/b => example.com/fork v1.5.0
            replace (
                example.com/c v1.0.0 => example.com/c v1.0.1
                example.com/d v9.0.0 => example.com/never v1.0.0
                example.com/e => ../e
            )
            retract v1.0.0
            """;
        var facts = ProjectFile.Read("go.mod", text);
        Assert.Equal(
            "golang example.com/a@v1.0.0 example.com/c@v1.0.1 example.com/d@v1.0.0-20200101000000-abcdefabcdef example.com/e@v2.0.0+incompatible example.com/fork@v1.5.0",
            Names(facts)
        );
        Assert.Empty(facts.Limitations);
    }

    [Theory]
    [InlineData("go 1.16")]
    [InlineData("")]
    public void A_module_of_go_from_before_1_17_does_not_name_all(string version) =>
        Assert.Equal(
            "scan.uncovered",
            Assert.Single(ProjectFile.Read("go.mod", $"module a\n{version}\nrequire b v1.0.0\n").Limitations).Code
        );

    [Theory]
    [InlineData("go 1.17")]
    [InlineData("go 1.21rc2")]
    [InlineData("go 2.0")]
    public void A_module_of_go_since_1_17_names_all(string version) =>
        Assert.Empty(ProjectFile.Read("go.mod", $"module a\n{version}\nrequire b v1.0.0\n").Limitations);

    [Fact]
    public void Cargo_names_its_crates()
    {
        var facts = ProjectFile.Read(
            "Cargo.lock",
            """
            version = 4
            [[package]]
            name = "app"
            version = "0.1.0"
            dependencies = ["serde", "rand 0.8.5"]
            [[package]]
            name = "serde"
            version = "1.0.200"
            source = "registry+https://github.com/rust-lang/crates.io-index"
            checksum = "ddc6f9cc94d67c0e21aaf7eda3a010fd3af78ebf6e096aa6e2e13c79749cce4f"
            """
        );
        Assert.Equal("cargo app@0.1.0 serde@1.0.200", Names(facts));
        Assert.Equal(["serde", "rand"], facts.Packages[0].Requires);
        Assert.Equal("sha256", Assert.Single(facts.Packages[1].Hashes).Algorithm);
    }

    [Theory]
    [InlineData(
        "composer.lock",
        """{"packages":[{"name":"a/b","version":"v1.0.0","license":["MIT"],"require":{"c/d":"*"}}],"packages-dev":[{"name":"x/y","version":"1"}]}"""
    )]
    [InlineData(
        "vendor/composer/installed.json",
        """{"packages":[{"name":"a/b","version":"v1.0.0","license":["MIT"],"require":{"c/d":"*"}},{"name":"x/y","version":"1"}],"dev-package-names":["x/y"]}"""
    )]
    [InlineData(
        "vendor/composer/installed.json",
        """[{"name":"a/b","version":"v1.0.0","license":["MIT"],"require":{"c/d":"*"}}]"""
    )]
    public void Composer_names_what_is_not_for_development(string path, string text)
    {
        var facts = ProjectFile.Read(path, text);
        Assert.Equal("composer a/b@v1.0.0", Names(facts));
        Assert.Equal(("MIT", "c/d"), (facts.Packages[0].Licenses[0], facts.Packages[0].Requires[0]));
    }

    [Fact]
    public void A_file_that_only_has_the_name_of_composers_says_nothing() =>
        Assert.Same(FileFacts.None, ProjectFile.Read("app/installed.json", """{"installed":true}"""));

    [Fact]
    public void Bundler_names_its_gems_without_their_platforms()
    {
        var facts = ProjectFile.Read(
            "Gemfile.lock",
            """
            GIT
              remote: https://example.com/own.git
              revision: abc
              specs:
                own (0.1.0)
            GEM
              remote: https://example.com/
              specs:
                nokogiri (1.16.2-x86_64-linux)
                  racc (~> 1.4)
                nokogiri (1.16.2-arm64-darwin)
                racc (1.7.3)
            PLATFORMS
              x86_64-linux
            DEPENDENCIES
              nokogiri
            BUNDLED WITH
                2.5.6
            """
        );
        Assert.Equal("gem nokogiri@1.16.2 own@0.1.0 racc@1.7.3", Names(facts));
        Assert.Equal(["racc"], facts.Packages.Single(package => package.Name == "nokogiri").Requires);
    }

    [Theory]
    [InlineData("usr/lib/ruby/gems/3.1.0/specifications/rack-2.2.8.gemspec")]
    [InlineData("usr/lib/ruby/gems/3.1.0/specifications/default/rack-2.2.8.gemspec")]
    public void An_installed_gem_is_named_by_its_specification(string path)
    {
        const string text = """
            # -*- encoding: utf-8 -*-
            # stub: rack 2.2.8 ruby lib
            Gem::Specification.new do |s|
              s.name = "rack".freeze
              s.version = "2.2.8"
              s.licenses = ["MIT".freeze, "Ruby".freeze]
              s.name = "other"
            end
            """;
        var package = Assert.Single(ProjectFile.Read(path, text).Packages);
        Assert.Equal(("gem", "rack", "2.2.8"), (package.Type, package.Name, package.Version));
        Assert.Equal(["MIT", "Ruby"], package.Licenses);
    }

    [Fact]
    public void A_specification_among_sources_is_no_installed_gem() =>
        Assert.Null(FileReaders.ForDirectories.For("app/app.gemspec"));

    [Fact]
    public void Gradle_names_what_not_only_tests_need() =>
        Assert.Equal(
            "maven a.b:c@1.0 d:e@2.0",
            Names(
                ProjectFile.Read(
                    "gradle.lockfile",
                    "# comment\na.b:c:1.0=compileClasspath, testRuntimeClasspath\nd:e:2.0=runtimeClasspath\nj:unit:4=testCompileClasspath,testRuntimeClasspath\nempty=annotationProcessor\n"
                )
            )
        );

    [Fact]
    public void A_project_of_maven_names_what_it_needs_directly()
    {
        var facts = ProjectFile.Read(
            "pom.xml",
            """
            <project xmlns="http://maven.apache.org/POM/4.0.0"><parent><groupId>g</groupId><version>3</version></parent><artifactId>app</artifactId>
            <properties><log.version>2.17.1</log.version><alias>${log.version}</alias><circle>${circle}</circle></properties>
            <dependencyManagement><dependencies><dependency><groupId>m</groupId><artifactId>managed</artifactId><version>5</version></dependency></dependencies></dependencyManagement>
            <dependencies>
            <dependency><groupId>l</groupId><artifactId>log</artifactId><version>${alias}</version></dependency>
            <dependency><groupId>m</groupId><artifactId>managed</artifactId><scope>runtime</scope></dependency>
            <dependency><groupId>${project.groupId}</groupId><artifactId>sibling</artifactId><version>${project.version}</version></dependency>
            <dependency><groupId>t</groupId><artifactId>test</artifactId><version>1</version><scope>test</scope></dependency>
            <dependency><groupId>u</groupId><artifactId>by-parent</artifactId></dependency>
            <dependency><groupId>u</groupId><artifactId>range</artifactId><version>[1,2)</version></dependency>
            <dependency><groupId>u</groupId><artifactId>circle</artifactId><version>${circle}</version></dependency>
            </dependencies></project>
            """
        );
        Assert.Equal("maven g:app@3 g:sibling@3 l:log@2.17.1 m:managed@5", Names(facts));
        Assert.Equal(3, facts.Limitations.Count(limitation => limitation.Code == "scan.unpinned"));
        Assert.Single(facts.Limitations, limitation => limitation.Code == "scan.uncovered");
    }

    [Theory]
    [InlineData(
        "build.sbt.lock",
        """{"lockVersion":1,"dependencies":[{"org":"o","name":"n","version":"1","configurations":["compile","test"]},{"org":"o","name":"t","version":"1","configurations":["test"]}]}""",
        "maven o:n@1"
    )]
    [InlineData(
        "pubspec.lock",
        "packages:\n  http:\n    dependency: \"direct main\"\n    source: hosted\n    version: \"0.13.2\"\n  lints:\n    dependency: \"direct dev\"\n    version: \"1.0.0\"\n  flutter:\n    dependency: transitive\n    source: sdk\n    version: \"0.0.0\"\n",
        "pub http@0.13.2"
    )]
    [InlineData(
        "Package.resolved",
        """{"object":{"pins":[{"package":"nio","repositoryURL":"https://github.com/apple/swift-nio.git","state":{"version":"2.41.0"}}]},"version":1}""",
        "swift github.com/apple/swift-nio@2.41.0"
    )]
    [InlineData(
        "Package.resolved",
        """{"pins":[{"identity":"nio","location":"https://github.com/apple/swift-nio","state":{"version":"2.41.0"}}],"version":2}""",
        "swift github.com/apple/swift-nio@2.41.0"
    )]
    [InlineData(
        "pylock.toml",
        "lock-version = \"1.0\"\n[[packages]]\nname = \"click\"\nversion = \"8.1.3\"\n",
        "pypi click@8.1.3"
    )]
    [InlineData(
        "Directory.Packages.props",
        """<Project><ItemGroup><PackageVersion Include="A" Version="1.0.0" /><PackageVersion Update="B"><Version>2.0.0</Version></PackageVersion></ItemGroup></Project>""",
        "nuget a@1.0.0 b@2.0.0"
    )]
    public void A_lock_file_names_what_would_be_taken(string path, string text, string packages)
    {
        var facts = ProjectFile.Read(path, text);
        Assert.Equal(packages, Names(facts));
        Assert.Empty(facts.Limitations);
    }

    [Theory]
    [InlineData(
        "mix.lock",
        "%{\n  \"a\": {:hex, :a, \"1.0.0\", \"00\", [:mix], [], \"hexpm\", \"00\"},\n  \"b\": {:git, \"https://example.com/b.git\", \"abc\", []},\n}\n",
        "hex a@1.0.0"
    )]
    [InlineData(
        "Package.resolved",
        """{"pins":[{"location":"https://github.com/a/b","state":{"branch":"main","revision":"abc"}}],"version":2}""",
        ""
    )]
    [InlineData(
        "Directory.Packages.props",
        """<Project><ItemGroup><PackageVersion Include="A" Version="$(AVersion)" /><PackageVersion Include="B" Version="[1.0,2.0)" /></ItemGroup></Project>""",
        ""
    )]
    public void What_has_no_exact_version_is_a_limitation(string path, string text, string packages)
    {
        var facts = ProjectFile.Read(path, text);
        Assert.Equal(packages, Names(facts));
        Assert.All(facts.Limitations, limitation => Assert.Equal("scan.unpinned", limitation.Code));
        Assert.NotEmpty(facts.Limitations);
    }

    [Fact]
    public void Bun_names_what_is_not_for_development_as_it_would_be_found_in_node_modules()
    {
        var facts = ProjectFile.Read(
            "bun.lock",
            """
            {"lockfileVersion":1,"workspaces":{"":{"name":"app","dependencies":{"a":"^1"},"devDependencies":{"dev":"1"}},"packages/w":{"name":"w","dependencies":{"b":"2"}}},
            "packages":{"a":["a@1.0.0","",{"dependencies":{"b":"1","other":"npm:real@3"}},"sha512-AAAA"],"b":["b@2.0.0","",{},""],"a/b":["b@1.0.0","",{},""],
            "w":["w@workspace:packages/w"],"other":["real@3.0.0","",{},""],"dev":["dev@1.0.0","",{"dependencies":{"c":"1"}},""],"c":["c@1.0.0","",{},""],},}
            """
        );
        Assert.Equal("npm a@1.0.0 b@1.0.0 b@2.0.0 real@3.0.0", Names(facts));
    }

    private static string Names(FileFacts facts) =>
        string.Join(
                ' ',
                facts
                    .Packages.Select(package => $"{package.Name}@{package.Version}".ToLowerInvariant())
                    .Order(StringComparer.Ordinal)
                    .Prepend(facts.Packages.Select(package => package.Type).Distinct().SingleOrDefault())
            )
            .Trim();
}

using SupplyChain.Scanning.Catalogue;
using SupplyChain.Testing;
using Xunit;

namespace SupplyChain.Tests.Scanning.Catalogue;

public sealed class LanguageLockTests
{
    [Theory]
    [InlineData(
        "pip/requirements.txt",
        "click@8.0.0 flask@2.0.0 itsdangerous@2.0.0 jinja2@3.0.0 oauth2-client@4.0.0 python-gitlab@2.0.0 werkzeug@0.11"
    )]
    [InlineData("pnpm/pnpm-lock.yaml", "jquery@3.3.9 lodash@4.17.4")]
    public void A_lock_file_of_a_real_project_names_its_packages(string file, string packages) =>
        Assert.Equal(packages, Names(ProjectFile.Read(file, File.ReadAllText(TestData.Require($"trivy/repo/{file}")))));

    [Fact]
    public void Requirements_without_exact_version_are_a_limitation()
    {
        var facts = ProjectFile.Read(
            "requirements.txt",
            """
            # comment
            -i https://example.com/simple
            a==1.0 ; python_version > "3"
            b[extra] == 2.0 \
                --hash=sha256:0000
            c===3.0  # exactly
            d>=4
            e==5.*
            f==1.0,!=1.1
            git+https://example.com/g.git
            -r other.txt
            """
        );
        Assert.Equal("a@1.0 b@2.0 c@3.0", Names(facts));
        Assert.Equal(5, facts.Limitations.Count(limitation => limitation.Code == "scan.unpinned"));
    }

    [Theory]
    [InlineData("requirements-web.txt")]
    [InlineData("requirements_web.txt")]
    [InlineData("app/web-requirements.txt")]
    [InlineData("app/requirements/web.txt")]
    public void Requirements_may_be_in_several_files(string path) =>
        Assert.Equal("a@1.0", Names(ProjectFile.Read(path, "a==1.0\n")));

    [Theory]
    [InlineData("groups = [\"web\"]", true)]
    [InlineData("groups = [\"web\", \"test\"]", true)]
    [InlineData("category = \"web\"", true)]
    [InlineData("groups = [\"Test\"]", false)]
    [InlineData("groups = [\"docs\", \"lint\"]", false)]
    [InlineData("category = \"docs\"", false)]
    public void Poetry_leaves_out_only_groups_that_are_plainly_for_development(string group, bool isNamed) =>
        Assert.Equal(
            isNamed ? "a@1.0" : "",
            Names(ProjectFile.Read("poetry.lock", $"[[package]]\nname = \"a\"\nversion = \"1.0\"\n{group}\n"))
        );

    [Theory]
    [InlineData("lib/a-1.0-py3.12.egg/EGG-INFO/PKG-INFO")]
    [InlineData("lib/a-1.0.egg-info/PKG-INFO")]
    [InlineData("lib/a-1.0.egg-info")]
    public void An_egg_is_an_installed_package(string path) =>
        Assert.Equal("a@1.0", Names(ProjectFile.Read(path, "Metadata-Version: 1.0\nName: a\nVersion: 1.0\n")));

    [Fact]
    public void Poetry_names_what_is_not_for_development()
    {
        var facts = ProjectFile.Read(
            "poetry.lock",
            """
            [[package]]
            name = "requests"
            version = "2.31.0"
            optional = false
            groups = ["main", "dev"]
            files = [
                {file = "requests-2.31.0.tar.gz", hash = "sha256:00"},
            ]

            [package.dependencies]
            urllib3 = {version = ">=1.21", optional = true}

            [[package]]
            name = "urllib3"
            version = "2.0.7"
            category = "main"

            [[package]]
            name = "pytest"
            version = "7.0.0"
            groups = ["dev"]

            [[package]]
            name = "black"
            version = "23.0.0"
            category = "dev"

            [metadata]
            lock-version = "2.1"
            """
        );
        Assert.Equal("requests@2.31.0 urllib3@2.0.7", Names(facts));
        Assert.Equal(["urllib3"], facts.Packages[0].Requires);
    }

    [Fact]
    public void Uv_names_the_project_and_what_it_needs() =>
        Assert.Equal(
            "app@0.1.0 idna@3.6",
            Names(
                ProjectFile.Read(
                    "uv.lock",
                    """
                    version = 1
                    [[package]]
                    name = "app"
                    version = "0.1.0"
                    source = { virtual = "." }
                    dependencies = [{ name = "idna" }]
                    [[package]]
                    name = "idna"
                    version = "3.6"
                    source = { registry = "https://pypi.org/simple" }
                    """
                )
            )
        );

    [Fact]
    public void Pipenv_names_what_is_not_for_development() =>
        Assert.Equal(
            "idna@3.6 uvicorn@0.1",
            Names(
                ProjectFile.Read(
                    "Pipfile.lock",
                    """{"_meta":{"hash":{"version":"x"}},"default":{"idna":{"version":"==3.6","hashes":[]},"local":{"path":"."}},"develop":{"pytest":{"version":"==7"}},"web":{"uvicorn":{"version":"==0.1"},"idna":{"version":"==3.6"}}}"""
                )
            )
        );

    [Fact]
    public void Yarn_1_names_each_package_once_under_its_own_name()
    {
        var facts = ProjectFile.Read(
            "yarn.lock",
            """
            # THIS IS AN AUTOGENERATED FILE. DO NOT EDIT THIS FILE DIRECTLY.
            # yarn lockfile v1


            "@babel/core@^7.0.0", "@babel/core@^7.1.0":
              version "7.1.2"
              resolved "https://registry/@babel/core/-/core-7.1.2.tgz#f8d2a9ceb6832887329a7b60f9d035791400ba4e"
              integrity sha512-ggRCXln9zEqv6OqAGXFEcshF5dSBvCkzj6Gm2gzuR5fWawaX8t7cxKVkkygKODrDAzKdoYw3l/e3pm3vlT4IbQ==
              dependencies:
                lodash "^4.17.10"

            lodash@^4.17.10:
              version "4.17.21"

            "pad@npm:left-pad@^1.3.0":
              version "1.3.0"
            """
        );
        Assert.Equal("@babel/core@7.1.2 left-pad@1.3.0 lodash@4.17.21", Names(facts));
        Assert.Equal("sha512", facts.Packages[0].Hashes[0].Algorithm);
    }

    [Fact]
    public void Yarn_4_names_packages_of_the_registry_and_not_the_project() =>
        Assert.Equal(
            "@babel/core@7.1.2 typescript@5.0.0",
            Names(
                ProjectFile.Read(
                    "yarn.lock",
                    """
                    __metadata:
                      version: 8

                    "@babel/core@npm:^7.0.0":
                      version: 7.1.2
                      resolution: "@babel/core@npm:7.1.2"
                      checksum: 10c0/abc
                      languageName: node

                    "app@workspace:.":
                      version: 0.0.0-use.local
                      resolution: "app@workspace:."

                    "typescript@patch:typescript@npm%3A^5.0.0#optional!builtin<compat/typescript>":
                      version: 5.0.0
                      resolution: "typescript@patch:typescript@npm%3A5.0.0#optional!builtin<compat/typescript>::version=5.0.0"
                    """
                )
            )
        );

    [Fact]
    public void Pnpm_9_names_what_the_projects_need_when_they_run() =>
        Assert.Equal(
            "@scope/a@1.0.0 b@2.0.0",
            Names(
                ProjectFile.Read(
                    "pnpm-lock.yaml",
                    """
                    lockfileVersion: '9.0'
                    importers:
                      .:
                        dependencies:
                          '@scope/a': {specifier: ^1.0.0, version: 1.0.0(peer@3.0.0)}
                        devDependencies:
                          dev: {specifier: ^1.0.0, version: 1.0.0}
                    packages:
                      '@scope/a@1.0.0': {resolution: {integrity: sha1-5QNHYR1+aQlDIIu9r+vLwvuGbUY=}}
                      b@2.0.0: {resolution: {integrity: sha1-5QNHYR1+aQlDIIu9r+vLwvuGbUY=}}
                      dev@1.0.0: {resolution: {integrity: sha1-5QNHYR1+aQlDIIu9r+vLwvuGbUY=}}
                    snapshots:
                      '@scope/a@1.0.0(peer@3.0.0)':
                        dependencies: {b: 2.0.0}
                      b@2.0.0: {}
                      dev@1.0.0: {}
                    """
                )
            )
        );

    [Fact]
    public void Pnpm_5_separates_names_from_versions_by_a_slash() =>
        Assert.Equal(
            "@scope/a@1.0.0 b@2.0.0",
            Names(
                ProjectFile.Read(
                    "pnpm-lock.yaml",
                    """
                    lockfileVersion: 5.4
                    packages:
                      /@scope/a/1.0.0_peer@3.0.0: {dev: false}
                      /b/2.0.0: {resolution: {integrity: x}}
                      /c/3.0.0: {dev: true}
                    """
                )
            )
        );

    [Theory]
    [InlineData("packages_lock_simple.json")]
    [InlineData("packages_lock_subdependencies.json")]
    [InlineData("packages_lock_multi.json")]
    public void A_lock_file_of_nuget_names_every_resolved_package(string file)
    {
        var text = File.ReadAllText(TestData.Require($"packages/nuget/{file}"));
        using var json = System.Text.Json.JsonDocument.Parse(text);
        var expected = json
            .RootElement.GetProperty("dependencies")
            .EnumerateObject()
            .SelectMany(target => target.Value.EnumerateObject())
            .Where(entry => entry.Value.TryGetProperty("resolved", out _))
            .Select(entry => $"{entry.Name}@{entry.Value.GetProperty("resolved")}".ToLowerInvariant())
            .Distinct()
            .Order(StringComparer.Ordinal);
        var facts = ProjectFile.Read("packages.lock.json", text);
        Assert.Equal(string.Join(' ', expected), Names(facts));
        Assert.Empty(facts.Limitations);
    }

    [Theory]
    [InlineData("requirements.txt", "???")]
    [InlineData("poetry.lock", "[[package]\nname=")]
    [InlineData("poetry.lock", "a = 1\na = 2")]
    [InlineData("poetry.lock", "[[package]]\nname = \"\\uD800\"")]
    [InlineData("uv.lock", "\"\\UFFFFFFFF\" = 1")]
    [InlineData("poetry.lock", "a = \"\\")]
    [InlineData("uv.lock", "nothing = 1")]
    [InlineData("Pipfile.lock", "{}")]
    [InlineData("yarn.lock", "a: [")]
    [InlineData("yarn.lock", "a: &x 1\nb: *x")]
    [InlineData("yarn.lock", "a: [b\u00a0: c]")]
    [InlineData("pnpm-lock.yaml", "packages: {}")]
    [InlineData("packages.lock.json", "{}")]
    [InlineData("obj/project.assets.json", "[]")]
    [InlineData("packages.config", "<packages>")]
    [InlineData("packages.config", "<!DOCTYPE x [<!ENTITY a 'b'>]><packages/>")]
    [InlineData("a.dist-info/METADATA", "Name: a\n\nVersion: 1")]
    public void A_file_that_cannot_be_understood_is_a_limitation(string path, string text) =>
        Assert.NotEmpty(ProjectFile.Read(path, text).Limitations);

    [Theory]
    [InlineData("yarn.lock", "[")]
    [InlineData("uv.lock", "[")]
    public void Deep_nesting_is_a_limitation(string path, string open) =>
        Assert.NotEmpty(
            ProjectFile.Read(path, (path == "uv.lock" ? "a = " : "") + string.Concat(Enumerable.Repeat(open, 20_000))).Limitations
        );

    [Fact]
    public void A_package_of_python_is_named_by_its_headers_and_not_by_its_description()
    {
        var facts = ProjectFile.Read(
            "lib/x.dist-info/METADATA",
            "Metadata-Version: 2.1\nName: Flask_Thing\nVersion: 2.0\nLicense: MIT\n\nName: other\n"
        );
        var package = Assert.Single(facts.Packages);
        Assert.Equal(("Flask_Thing", "2.0", "MIT"), (package.Name, package.Version, package.Licenses[0]));
        Assert.Equal("pkg:pypi/flask-thing@2.0", SupplyChain.Scanning.PackageUrl.Of(package, null).ToString());
    }

    private static string Names(FileFacts facts) =>
        string.Join(
            ' ',
            facts.Packages.Select(package => $"{package.Name}@{package.Version}".ToLowerInvariant()).Order(StringComparer.Ordinal)
        );
}

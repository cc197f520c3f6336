using Xunit;

namespace SupplyChain.Tests.Scanning.Catalogue;

public sealed class PythonLockTests
{
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
        Assert.Equal("a@1.0 b@2.0 c@3.0", ProjectFile.Names(facts));
        Assert.Equal(5, facts.Limitations.Count(limitation => limitation.Code == "scan.unpinned"));
    }

    [Theory]
    [InlineData("requirements-web.txt")]
    [InlineData("requirements_web.txt")]
    [InlineData("app/web-requirements.txt")]
    [InlineData("app/requirements/web.txt")]
    public void Requirements_may_be_in_several_files(string path) =>
        Assert.Equal("a@1.0", ProjectFile.Names(ProjectFile.Read(path, "a==1.0\n")));

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
            ProjectFile.Names(ProjectFile.Read("poetry.lock", $"[[package]]\nname = \"a\"\nversion = \"1.0\"\n{group}\n"))
        );

    [Theory]
    [InlineData("lib/a-1.0-py3.12.egg/EGG-INFO/PKG-INFO")]
    [InlineData("lib/a-1.0.egg-info/PKG-INFO")]
    [InlineData("lib/a-1.0.egg-info")]
    public void An_egg_is_an_installed_package(string path) =>
        Assert.Equal("a@1.0", ProjectFile.Names(ProjectFile.Read(path, "Metadata-Version: 1.0\nName: a\nVersion: 1.0\n")));

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
        Assert.Equal("requests@2.31.0 urllib3@2.0.7", ProjectFile.Names(facts));
        Assert.Equal(["urllib3"], facts.Packages[0].Requires);
    }

    [Fact]
    public void Uv_names_the_project_and_what_it_needs() =>
        Assert.Equal(
            "app@0.1.0 idna@3.6",
            ProjectFile.Names(
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
            ProjectFile.Names(
                ProjectFile.Read(
                    "Pipfile.lock",
                    """{"_meta":{"hash":{"version":"x"}},"default":{"idna":{"version":"==3.6","hashes":[]},"local":{"path":"."}},"develop":{"pytest":{"version":"==7"}},"web":{"uvicorn":{"version":"==0.1"},"idna":{"version":"==3.6"}}}"""
                )
            )
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
}

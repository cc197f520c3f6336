using SupplyChain.Scanning;
using SupplyChain.Testing;
using Xunit;

namespace SupplyChain.Tests.Scanning.Catalogue;

/// <summary>Projects that do not say which packages they get, and the lock files that do.</summary>
public sealed class UnlockedProjectTests : IDisposable
{
    private const string Node = """{"name":"app","dependencies":{"a":"^1.0.0"}}""";
    private const string NodeLock = """{"lockfileVersion":3,"packages":{"node_modules/a":{"version":"1.0.0"}}}""";
    private const string Crate = "[package]\nname = \"app\"\n[dependencies]\na = \"1\"\n";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("package.json", Node)]
    [InlineData("package.json", """{"optionalDependencies":{"a":"^1.0.0"}}""")]
    [InlineData("composer.json", """{"require":{"php":">=8","a/b":"^1"}}""")]
    [InlineData("pyproject.toml", "[project]\nname = \"app\"\ndependencies = [\"a>=1\"]\n")]
    [InlineData("pyproject.toml", "[project]\nname = \"app\"\ndynamic = [\"version\", \"dependencies\"]\n")]
    [InlineData("pyproject.toml", "[tool.poetry.dependencies]\npython = \"^3.12\"\na = \"^1\"\n")]
    [InlineData("setup.py", "from setuptools import setup\nsetup(name='app', install_requires=['a'])\n")]
    [InlineData("setup.cfg", "[options]\ninstall_requires =\n    a>=1\n")]
    [InlineData("Pipfile", "[packages]\na = \"*\"\n")]
    [InlineData("Gemfile", "source 'https://example.com'\ngroup :web do\n  gem 'a'\nend\n")]
    [InlineData("gems.rb", "gem('a')\n")]
    [InlineData("Cargo.toml", Crate)]
    [InlineData("Cargo.toml", "[target.'cfg(unix)'.dependencies]\na = \"1\"\n")]
    [InlineData("build.gradle", "dependencies {\n  implementation 'a:b:1'\n}\n")]
    [InlineData("build.gradle.kts", "dependencies {\n  implementation(\"a:b:1\")\n}\n")]
    public async Task A_project_without_a_lock_file_is_uncovered(string name, string text)
    {
        Other();
        folder.Write($"app/{name}", text);
        Assert.Equal($"scan.uncovered app/{name}", await LimitationsAsync());
    }

    [Theory]
    [InlineData("package.json", """{"name":"app","devDependencies":{"a":"1"},"dependencies":{}}""")]
    [InlineData("composer.json", """{"require":{"php":">=8","ext-json":"*"},"require-dev":{"a/b":"1"}}""")]
    [InlineData("pyproject.toml", "[project]\nname = \"app\"\ndynamic = [\"version\"]\n[tool.ruff]\nline-length = 100\n")]
    [InlineData("pyproject.toml", "[tool.poetry.dependencies]\npython = \"^3.12\"\n")]
    [InlineData("setup.py", "from setuptools import setup\nsetup()\n")]
    [InlineData("Pipfile", "[dev-packages]\na = \"*\"\n")]
    [InlineData("Gemfile", "# gem 'a'\nsource 'https://example.com'\n")]
    [InlineData("Cargo.toml", "[package]\nname = \"app\"\n[dev-dependencies]\na = \"1\"\n")]
    [InlineData("build.gradle", "plugins { id 'base' }\n")]
    [InlineData("package.json", "")]
    public async Task A_project_that_asks_for_nothing_is_not(string name, string text)
    {
        Other();
        folder.Write($"app/{name}", text);
        Assert.Equal("", await LimitationsAsync());
    }

    [Theory]
    [InlineData("package.json", Node, "package-lock.json", NodeLock)]
    [InlineData("package.json", Node, "yarn.lock", "# yarn lockfile v1\n\na@^1.0.0:\n  version \"1.0.0\"\n")]
    [InlineData("package.json", Node, "node_modules/a/package.json", """{"name":"a","version":"1.0.0"}""")]
    [InlineData("package.json", "{ broken", "package-lock.json", NodeLock)]
    [InlineData("bun.lockb", "binary", "package-lock.json", NodeLock)]
    [InlineData(".pnp.cjs", "module", "yarn.lock", "# yarn lockfile v1\n\na@^1.0.0:\n  version \"1.0.0\"\n")]
    [InlineData(".yarn/cache/a-npm-1.0.0-0.zip", "PK", "yarn.lock", "# yarn lockfile v1\n\na@^1.0.0:\n  version \"1.0.0\"\n")]
    [InlineData("pyproject.toml", "[project]\ndependencies = [\"a\"]\n", "requirements.txt", "a==1.0\n")]
    [InlineData("setup.py", "install_requires", "uv.lock", "version = 1\n")]
    [InlineData("Cargo.toml", Crate, "Cargo.lock", "version = 4\n")]
    [InlineData("composer.json", """{"require":{"a/b":"1"}}""", "composer.lock", """{"packages":[]}""")]
    [InlineData("Gemfile", "gem 'a'\n", "Gemfile.lock", "GEM\n")]
    [InlineData("build.gradle", "dependencies {\n", "gradle.lockfile", "a:b:1=runtimeClasspath\n")]
    [InlineData("go.sum", "a v1.0.0 h1:0=\n", "go.mod", "module a\ngo 1.22\n")]
    public async Task A_lock_file_beside_it_answers_for_it(string name, string text, string lockName, string lockText)
    {
        Other();
        folder.Write($"app/{name}", text);
        folder.Write($"app/{lockName}", lockText);
        Assert.Equal("", await LimitationsAsync());
    }

    [Theory]
    [InlineData("package.json", """{"workspaces":["packages/*"]}""", "package-lock.json", NodeLock, Node)]
    [InlineData(
        "pnpm-workspace.yaml",
        "packages: ['packages/*']\n",
        "pnpm-lock.yaml",
        "lockfileVersion: 5.4\npackages: {}\n",
        Node
    )]
    [InlineData("Cargo.toml", "[workspace]\nmembers = [\"packages/*\"]\n", "Cargo.lock", "version = 4\n", Crate)]
    public async Task The_lock_file_of_a_workspace_answers_for_the_projects_below(
        string root,
        string text,
        string lockName,
        string lockText,
        string project
    )
    {
        Other();
        var name = root == "Cargo.toml" ? root : "package.json";
        folder.Write($"packages/p/{name}", project);
        folder.Write(lockName, lockText);
        Assert.Equal($"scan.uncovered packages/p/{name}", await LimitationsAsync());
        folder.Write(root, text);
        Assert.Equal("", await LimitationsAsync());
    }

    [Theory]
    [InlineData("package.json", Node, "composer.lock", """{"packages":[]}""")]
    [InlineData("package.json", Node, "vendor/composer/installed.json", """[{"name":"a/b","version":"1"}]""")]
    [InlineData("package.json", Node, "sub/package-lock.json", NodeLock)]
    [InlineData("package.json", "{ broken", "sub/package-lock.json", NodeLock)]
    public async Task Any_other_lock_file_does_not(string name, string text, string lockName, string lockText)
    {
        folder.Write($"app/{name}", text);
        folder.Write($"app/{lockName}", lockText);
        Other();
        Assert.Contains($"app/{name}", await LimitationsAsync(), StringComparison.Ordinal);
    }

    // A package of another project, so that the scan is not empty.
    private void Other() => folder.Write("other/requirements.txt", "other==1.0\n");

    private async Task<string> LimitationsAsync()
    {
        var catalogue = await new Cataloguer().CatalogueAsync(
            new DirectoryTarget("dir:x", folder.Path),
            TestContext.Current.CancellationToken
        );
        return string.Join(", ", catalogue.Limitations.Select(limitation => $"{limitation.Code} {limitation.Location}"));
    }
}

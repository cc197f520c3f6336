using Xunit;

namespace SupplyChain.Tests.Scanning.Catalogue;

public sealed class NodeLockTests
{
    [Theory]
    [InlineData(
        "package-lock.json",
        """{"lockfileVersion":1,"dependencies":{"foo":{"version":"npm:lodash@4.17.15","dependencies":{"bar":{"version":"npm:@scope/x@1.0.0"}}}}}"""
    )]
    [InlineData(
        "package-lock.json",
        """
            {"lockfileVersion":3,"packages":{"":{"name":"root"},"node_modules/foo":{"name":"lodash","version":"4.17.15"},
             "node_modules/foo/node_modules/bar":{"name":"@scope/x","version":"1.0.0"}}}
            """
    )]
    [InlineData(
        "yarn.lock",
        """
            # yarn lockfile v1

            "foo@npm:lodash", "foo@npm:lodash@^4.17.0":
              version "4.17.15"

            "bar@npm:@scope/x":
              version "1.0.0"
            """
    )]
    [InlineData(
        "yarn.lock",
        """
            __metadata:
              version: 8
            "foo@patch:foo@npm%3Alodash@4.17.15#./x.patch":
              version: 4.17.15
              resolution: "foo@patch:lodash@npm%3A4.17.15#./x.patch::version=4.17.15&hash=1"
            "bar@npm:@scope/x@1.0.0":
              version: 1.0.0
              resolution: "@scope/x@npm:1.0.0"
            """
    )]
    [InlineData(
        "pnpm-lock.yaml",
        """
            lockfileVersion: 5.4
            dependencies: {foo: /lodash/4.17.15}
            packages:
              /lodash/4.17.15: {dev: false}
              /@scope/x/1.0.0: {dev: false}
            """
    )]
    [InlineData(
        "pnpm-lock.yaml",
        """
            lockfileVersion: '6.0'
            dependencies: {foo: {specifier: npm:lodash@4.17.15, version: /lodash@4.17.15}}
            packages:
              /lodash@4.17.15: {dev: false}
              /@scope/x@1.0.0(peer@2.0.0): {dev: false}
            """
    )]
    [InlineData(
        "pnpm-lock.yaml",
        """
            lockfileVersion: '9.0'
            importers:
              .:
                dependencies: {foo: {specifier: npm:lodash@4.17.15, version: lodash@4.17.15}}
            packages:
              lodash@4.17.15: {resolution: {integrity: x}}
              '@scope/x@1.0.0': {resolution: {integrity: x}}
              unused@3.0.0: {resolution: {integrity: x}}
            snapshots:
              lodash@4.17.15:
                optionalDependencies: {bar: '@scope/x@1.0.0(peer@2.0.0)'}
              '@scope/x@1.0.0(peer@2.0.0)': {}
              unused@3.0.0: {}
            """
    )]
    public void A_package_under_another_name_is_the_one_that_is_installed(string file, string text) =>
        Assert.Equal(["@scope/x@1.0.0", "lodash@4.17.15"], Names(file, text));

    [Theory]
    [InlineData("npm:lodash", "foo@npm:lodash")]
    [InlineData("npm:@scope", "foo@npm:@scope")]
    [InlineData("file:lodash@1.0.0", "foo@file:lodash@1.0.0")]
    public void A_version_that_names_no_other_package_is_left_as_it_is(string version, string package) =>
        Assert.Equal(
            [package],
            Names("package-lock.json", $$"""{"lockfileVersion":1,"dependencies":{"foo":{"version":"{{version}}"} } }""")
        );

    [Theory]
    [InlineData("5.4", "github.com/kevva/is-positive/97edff6f")]
    [InlineData("6.0", "'@codeload.github.com/kevva/is-positive/tar.gz/97edff6f'")]
    public void A_package_of_pnpm_that_is_from_elsewhere_is_named_by_its_members(string version, string key) =>
        Assert.Equal(
            ["is-positive@3.1.0"],
            Names(
                "pnpm-lock.yaml",
                $$"""
                lockfileVersion: '{{version}}'
                packages:
                  {{key}}: {resolution: {tarball: x}, name: is-positive, version: 3.1.0}
                """
            )
        );

    [Fact]
    public void Packages_of_yarn_4_that_are_from_elsewhere_count_and_those_of_the_workspace_do_not() =>
        Assert.Equal(
            ["@scope/git@1.0.0", "tar@2.0.0"],
            Names(
                "yarn.lock",
                """
                __metadata:
                  version: 8
                "@scope/git@https://example.com/git.git":
                  version: 1.0.0
                  resolution: "@scope/git@https://example.com/git.git#commit=0"
                "tar@https://example.com/tar.tgz":
                  version: 2.0.0
                  resolution: "tar@https://example.com/tar.tgz"
                "app@workspace:.":
                  version: 0.0.0-use.local
                  resolution: "app@workspace:."
                "@scope/link@link:../link::locator=app%40workspace%3A.":
                  version: 0.0.0-use.local
                  resolution: "@scope/link@link:../link::locator=app%40workspace%3A."
                "near@portal:../near::locator=app%40workspace%3A.":
                  version: 0.0.0-use.local
                  resolution: "near@portal:../near::locator=app%40workspace%3A."
                """
            )
        );

    [Fact]
    public void Pnpm_11_writes_itself_into_a_document_before_that_of_the_projects() =>
        Assert.Equal(
            ["lodash@4.17.15"],
            Names(
                "pnpm-lock.yaml",
                """
                ---
                lockfileVersion: '9.0'
                importers:
                  .:
                    configDependencies: {}
                    packageManagerDependencies: {pnpm: {specifier: 11.0.0, version: 11.0.0}}
                packages:
                  pnpm@11.0.0: {resolution: {integrity: x}}
                snapshots:
                  pnpm@11.0.0: {}
                ---
                lockfileVersion: '9.0'
                importers:
                  .:
                    dependencies: {lodash: {specifier: ^4.0.0, version: 4.17.15}}
                packages:
                  lodash@4.17.15: {resolution: {integrity: x}}
                snapshots:
                  lodash@4.17.15: {}
                """
            )
        );

    [Theory]
    [InlineData("pnpm-lock.yaml", "lockfileVersion: '9.0'\n---\npackages: {}")]
    [InlineData("pnpm-lock.yaml", "lockfileVersion: '9.0'\n---\n: [")]
    [InlineData("pnpm-lock.yaml", "")]
    [InlineData("yarn.lock", "__metadata:\n  version: 8\n---\n__metadata:\n  version: 8\n")]
    [InlineData("pubspec.lock", "packages: {}\n---\npackages: {}\n")]
    public void A_document_that_would_not_be_read_is_a_limitation(string file, string text) =>
        Assert.Equal("scan.unreadable", Assert.Single(ProjectFile.Read(file, text).Limitations).Code);

    private static IEnumerable<string> Names(string file, string text) =>
        ProjectFile
            .Read(file, text)
            .Packages.Select(package => $"{package.Name}@{package.Version}")
            .Order(StringComparer.Ordinal);
}

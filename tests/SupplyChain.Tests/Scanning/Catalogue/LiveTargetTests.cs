using System.Text.Json;
using SupplyChain.Scanning;
using SupplyChain.Scanning.Catalogue;
using SupplyChain.Testing;
using Xunit;

namespace SupplyChain.Tests.Scanning.Catalogue;

/// <summary>What real package managers and the real SDK leave behind, against what they say themselves.</summary>
public sealed class LiveTargetTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_packages_of_a_debian_image_are_those_that_dpkg_lists()
    {
        Peers.Require("dpkg-query");
        var layer = new LayerTar().File("var/lib/dpkg/status", await File.ReadAllBytesAsync("/var/lib/dpkg/status", Token));
        foreach (var list in Directory.GetFiles("/var/lib/dpkg/info", "*.list"))
        {
            layer = layer.File($"var/lib/dpkg/info/{Path.GetFileName(list)}", await File.ReadAllBytesAsync(list, Token));
        }

        using var folder = new TemporaryFolder();
        var catalogue = await CatalogueAsync(folder, layer);
        var listed = await PeerProcess.RunAsync(
            "dpkg-query",
            ["-W", "-f", "${db:Status-Status} ${Package} ${Version} ${Architecture} ${source:Package} ${source:Version}\n"]
        );
        Assert.Equal(
            Lines(listed.StandardOutput)
                .Where(line => line.StartsWith("installed ", StringComparison.Ordinal))
                .Select(line => line["installed ".Length..])
                .Order(StringComparer.Ordinal),
            catalogue
                .Packages.Select(package =>
                    $"{package.Name} {package.Version} {package.Architecture} {package.Source?.Name ?? package.Name} {package.Source?.Version ?? package.Version}"
                )
                .Order(StringComparer.Ordinal)
        );
        Assert.Empty(catalogue.Limitations);
        var bash = catalogue.Packages.First(package => package.Name == "bash");
        Assert.Contains(bash.DependsOn, purl => purl.StartsWith("pkg:deb/debian/base-files@", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_debian_packages_brought_of_other_ecosystems_is_theirs_and_not_matched_again()
    {
        Peers.Require("dpkg-query");
        var found = await PeerProcess.RunAsync(
            "dpkg-query",
            ["-S", "*.dist-info/METADATA", "*.egg-info", "*.egg-info/PKG-INFO", "*/node_modules/*/package.json"]
        );
        // "package: /path", and several packages for a folder that they share.
        var owners = Lines(found.StandardOutput)
            .Select(line => line.Split(": /"))
            .Where(parts =>
                parts is [var package, var path] && !package.Contains(',', StringComparison.Ordinal) && File.Exists($"/{path}")
            )
            .Where(parts => FileReaders.ForImages.For(parts[1]) is NodeModuleReader or PythonMetadataReader)
            .Take(300)
            .ToDictionary(parts => parts[1], parts => parts[0].Split(':')[0]);
        if (owners.Count == 0)
        {
            Missing.Part("no package of this Debian brings packages of Python or npm");
        }

        var layer = new LayerTar()
            .File("var/lib/dpkg/status", await File.ReadAllBytesAsync("/var/lib/dpkg/status", Token))
            .File("etc/os-release", await File.ReadAllBytesAsync("/etc/os-release", Token));
        foreach (var list in Directory.GetFiles("/var/lib/dpkg/info", "*.list"))
        {
            layer = layer.File($"var/lib/dpkg/info/{Path.GetFileName(list)}", await File.ReadAllBytesAsync(list, Token));
        }

        foreach (var path in owners.Keys)
        {
            layer = layer.File(path, await File.ReadAllBytesAsync($"/{path}", Token));
        }

        using var folder = new TemporaryFolder();
        var image = await LayoutImage.WriteAsync(folder.At("image"), layer);
        var catalogue = await new Cataloguer().CatalogueAsync(new ImageTarget(image), Token);
        var brought = catalogue.Packages.Where(package => package.Type != "deb").ToList();
        Assert.NotEmpty(brought);
        Assert.All(brought, package => Assert.Equal(owners[package.Location!], package.Owner));

        // Some of them may come from elsewhere than Debian, and answer for nothing.
        var first = brought.FirstOrDefault(package =>
            PackageOrigin.IsDistributions(
                catalogue.Packages.First(owner => owner.Name == package.Owner),
                catalogue.OperatingSystem
            ) == true
        );
        if (first is null)
        {
            Missing.Part("no package of this Debian itself brings packages of Python or npm");
        }

        folder.Write(
            "advisories/a.json",
            $$"""
            {"id":"X-1","modified":"2026-01-01T00:00:00Z","affected":[{"package":{"ecosystem":"{{(
                first!.Type == "npm" ? "npm" : "PyPI"
            )}}",
             "name":"{{first.Name}}"},"versions":["{{first.Version}}"]}]}
            """
        );
        var report = await new BuiltinScanner(folder.At("advisories"), TimeProvider.System).ScanAsync(
            new ImageTarget(image),
            Token
        );
        Assert.Empty(report.Findings);
        Assert.All(
            report.Excluded,
            excluded => Assert.Contains(owners[excluded.Finding.Package.Location!], excluded.Reason, StringComparison.Ordinal)
        );
        Assert.Contains(report.Excluded, excluded => excluded.Finding.Package.Location == first.Location);
    }

    [Fact]
    public async Task The_packages_of_an_npm_image_are_those_that_npm_lists()
    {
        var modules = Path.GetDirectoryName(Peers.RequireNodePackage("ajv-cli"))!;
        var layer = new LayerTar();
        foreach (var file in Directory.GetFiles(modules, "package.json", SearchOption.AllDirectories))
        {
            layer = layer.File(
                $"app/node_modules/{Path.GetRelativePath(modules, file)}",
                await File.ReadAllBytesAsync(file, Token)
            );
        }

        using var folder = new TemporaryFolder();
        var catalogue = await CatalogueAsync(folder, layer);
        var listed = await PeerProcess.RunAsync(
            "npm",
            ["ls", "--all", "--parseable", "--long", "--prefix", Path.GetDirectoryName(modules)!]
        );
        // "path:name@version", the project itself first.
        Assert.Equal(
            Lines(listed.StandardOutput).Skip(1).Select(line => line.Split(':')[1]).Order(StringComparer.Ordinal),
            catalogue.Packages.Select(package => $"{package.Name}@{package.Version}").Order(StringComparer.Ordinal)
        );
    }

    [Theory]
    [InlineData("framework-dependent", "--self-contained", "false")]
    [InlineData("single-file", "--self-contained", "true", "-p:PublishSingleFile=true")]
    public async Task The_packages_of_a_published_program_are_those_that_the_sdk_lists(string kind, params string[] arguments)
    {
        using var folder = new TemporaryFolder();
        var project = folder.Write(
            "shop/shop.csproj",
            """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework></PropertyGroup>
              <ItemGroup><PackageReference Include="YamlDotNet" Version="18.1.0" /><PackageReference Include="CliWrap" Version="3.10.5" /></ItemGroup>
            </Project>
            """
        );
        folder.Write(
            "shop/Program.cs",
            "System.Console.WriteLine(typeof(YamlDotNet.Core.Parser).Name + typeof(CliWrap.Cli).Name);"
        );
        await SdkAsync(["publish", project, "-c", "Release", "-r", Runtime, "-o", folder.At("out"), .. arguments]);
        var listed = await SdkAsync(["list", project, "package", "--include-transitive", "--format", "json"]);

        var published = await new Cataloguer().CatalogueAsync(new DirectoryTarget("dir:out", folder.At("out")), Token);
        var sources = await new Cataloguer().CatalogueAsync(new DirectoryTarget("dir:shop", folder.At("shop")), Token);
        var expected = Listed(listed).ToList();
        Assert.Equal(["CliWrap 3.10.5", "YamlDotNet 18.1.0"], expected);
        Assert.Equal(
            expected,
            Nuget(published).Where(name => !name.StartsWith("Microsoft.NETCore.App.", StringComparison.Ordinal))
        );
        Assert.Superset(expected.ToHashSet(), Nuget(sources).ToHashSet());
        if (kind == "single-file")
        {
            Assert.Contains(
                published.Packages,
                package => package.Name.StartsWith("Microsoft.NETCore.App.Runtime.", StringComparison.Ordinal)
            );
            Assert.All(published.Packages, package => Assert.Equal("shop", package.Location));
        }
        else
        {
            var use = Assert.Single(Assert.Single(published.Applications).Runtimes);
            Assert.Equal(("Microsoft.NETCore.App", "Minor"), (use.Name, use.RollForward));
        }
    }

    [Fact]
    public async Task A_program_that_dotnet_compiled_ahead_of_time_is_said_to_be_silent()
    {
        using var folder = new TemporaryFolder();
        var project = folder.Write(
            "shop/shop.csproj",
            """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><PublishAot>true</PublishAot>
                <InvariantGlobalization>true</InvariantGlobalization><StripSymbols>true</StripSymbols>
              </PropertyGroup>
            </Project>
            """
        );
        folder.Write("shop/Program.cs", "System.Console.WriteLine(1);");
        await SdkAsync(["publish", project, "-c", "Release", "-r", Runtime, "-o", folder.At("out")]);

        var published = await new Cataloguer().CatalogueAsync(new DirectoryTarget("dir:out", folder.At("out")), Token);
        Assert.Empty(published.Packages);
        Assert.Contains(
            published.Limitations,
            limitation =>
                limitation is { Code: "scan.uncovered", Location: "shop" }
                && limitation.Message.Contains("ahead of time", StringComparison.Ordinal)
        );
    }

    private static string Runtime => System.Runtime.InteropServices.RuntimeInformation.RuntimeIdentifier;

    private static async Task<string> SdkAsync(IEnumerable<string> arguments)
    {
        var environment = new Dictionary<string, string?> { ["MSBUILDDISABLENODEREUSE"] = "1", ["DOTNET_NOLOGO"] = "1" };
        var result = await PeerProcess.RunAsync("dotnet", arguments, environment);
        Assert.True(result.IsSuccess, result.StandardOutput + result.StandardError);
        return result.StandardOutput;
    }

    private static IEnumerable<string> Listed(string json)
    {
        using var document = JsonDocument.Parse(json[json.IndexOf('{', StringComparison.Ordinal)..]);
        return
        [
            .. document
                .RootElement.GetProperty("projects")
                .EnumerateArray()
                .SelectMany(project => project.GetProperty("frameworks").EnumerateArray())
                .SelectMany(framework =>
                    new[] { "topLevelPackages", "transitivePackages" }.SelectMany(list => JsonText.Items(framework, list))
                )
                .Select(package => $"{JsonText.Member(package, "id")} {JsonText.Member(package, "resolvedVersion")}")
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];
    }

    private static IEnumerable<string> Nuget(PackageCatalogue catalogue) =>
        catalogue
            .Packages.Where(package => package.Type == "nuget")
            .Select(package => $"{package.Name} {package.Version}")
            .Distinct()
            .Order(StringComparer.Ordinal);

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static async Task<PackageCatalogue> CatalogueAsync(TemporaryFolder folder, LayerTar layer)
    {
        var image = await LayoutImage.WriteAsync(folder.At("image"), layer);
        return await new Cataloguer().CatalogueAsync(new ImageTarget(image), Token);
    }
}

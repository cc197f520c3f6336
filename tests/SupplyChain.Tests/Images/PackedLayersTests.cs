using SupplyChain.Images;
using SupplyChain.Images.Packing;
using Xunit;

namespace SupplyChain.Tests.Images;

public sealed class PackedLayersTests : IDisposable
{
    private const string Dependencies = """
        {
          "runtimeTarget": { "name": ".NETCoreApp,Version=v10.0/linux-x64", "signature": "" },
          "targets": {
            ".NETCoreApp,Version=v10.0": {},
            ".NETCoreApp,Version=v10.0/linux-x64": {
              "Shop.Api/1.0.0": { "dependencies": { "Json": "1.0.0" }, "runtime": { "Shop.Api.dll": {} } },
              "Shop.Model/1.0.0": { "runtime": { "Shop.Model.dll": {} } },
              "runtimepack.Microsoft.NETCore.App.Runtime.linux-x64/10.0.0": {
                "runtime": { "System.Runtime.dll": {} },
                "native": { "libcoreclr.so": {} }
              },
              "Json/1.0.0": {
                "runtime": { "lib/net8.0/Json.dll": {}, "lib/net8.0/Own.dll": { "localPath": "own/Own.dll" } },
                "resources": { "lib/net8.0/de/Json.resources.dll": { "locale": "de" } },
                "runtimeTargets": { "runtimes/win/lib/net8.0/Json.dll": { "rid": "win", "assetType": "runtime" } }
              }
            }
          },
          "libraries": {
            "Shop.Api/1.0.0": { "type": "project" },
            "Shop.Model/1.0.0": { "type": "project" },
            "runtimepack.Microsoft.NETCore.App.Runtime.linux-x64/10.0.0": { "type": "runtimepack" },
            "Json/1.0.0": { "type": "package" }
          }
        }
        """;

    private const string SelfContained = """{"runtimeOptions":{"includedFrameworks":[{"name":"Microsoft.NETCore.App"}]}}""";
    private const string Dependent = """{"runtimeOptions":{"framework":{"name":"Microsoft.NETCore.App"}}}""";

    private readonly PackWorkspace work = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => work.Dispose();

    [Fact]
    public async Task Framework_packages_and_application_are_layers_of_their_own()
    {
        Publish(SelfContained);

        var content = await work.OpenAsync(await work.PackAsync(work.Request("app")));

        Assert.Equal(
            ["supplychain pack (framework)", "supplychain pack (packages)", "supplychain pack"],
            content.Layers.Select(layer => layer.CreatedBy)
        );
        Assert.Equal(["app/", "app/System.Runtime.dll", "app/libcoreclr.so"], await PackWorkspace.NamesAsync(content, 0));
        Assert.Equal(
            [
                "app/",
                "app/Json.dll",
                "app/de/",
                "app/de/Json.resources.dll",
                "app/own/",
                "app/own/Own.dll",
                "app/runtimes/",
                "app/runtimes/win/",
                "app/runtimes/win/lib/",
                "app/runtimes/win/lib/net8.0/",
                "app/runtimes/win/lib/net8.0/Json.dll",
            ],
            await PackWorkspace.NamesAsync(content, 1)
        );
        Assert.Equal(
            [
                "app/Shop.Api",
                "app/Shop.Api.deps.json",
                "app/Shop.Api.dll",
                "app/Shop.Api.runtimeconfig.json",
                "app/Shop.Model.dll",
            ],
            (await PackWorkspace.NamesAsync(content, 2)).Where(name => name.Contains("Shop", StringComparison.Ordinal))
        );
    }

    [Fact]
    public async Task A_change_to_the_application_changes_its_layer_alone()
    {
        Publish(SelfContained);
        var before = await work.OpenAsync(await work.PackAsync(work.Request("app")));
        work.Folder.Write("app/Shop.Api.dll", "another build");
        var after = await work.OpenAsync(await work.PackAsync(work.Request("app")));

        Assert.Equal(before.Manifest.Layers.Take(2), after.Manifest.Layers.Take(2));
        Assert.NotEqual(before.Manifest.Layers[2], after.Manifest.Layers[2]);
    }

    [Fact]
    public async Task Another_folder_is_one_layer()
    {
        work.Folder.Write("app/index.html", "<html>");
        Directory.CreateDirectory(work.Folder.At("app", "empty"));

        var content = await work.OpenAsync(await work.PackAsync(work.Request("app")));

        _ = Assert.Single(content.Layers);
        Assert.Equal(["app/", "app/empty/", "app/index.html"], await PackWorkspace.NamesAsync(content, 0));
    }

    [Theory]
    [InlineData(SelfContained, "./Shop.Api")]
    [InlineData(Dependent, "dotnet Shop.Api.dll")]
    public async Task The_program_is_that_of_the_published_application(string configuration, string program)
    {
        Publish(configuration);

        var content = await work.OpenAsync(await work.PackAsync(work.Request("app") with { EntryPoint = [] }));

        Assert.Equal(program, string.Join(' ', content.Config.Runtime!.Entrypoint!));
    }

    [Fact]
    public async Task Without_an_application_or_with_two_the_program_has_to_be_named()
    {
        work.Folder.Write("app/index.html", "<html>");
        Assert.Equal("pack.entry-point", (await RefusedAsync()).Code);

        Publish(Dependent);
        work.Folder.Write("app/Other.runtimeconfig.json", Dependent);
        Assert.Equal("pack.entry-point", (await RefusedAsync()).Code);
    }

    [Theory]
    [InlineData("Shop.Api.deps.json", "[]")]
    [InlineData("Shop.Api.deps.json", "no json")]
    [InlineData("Shop.Api.deps.json", """{"runtimeTarget":{"name":"x"},"targets":{"x":{"a":{}}},"libraries":{}}""")]
    [InlineData("Shop.Api.runtimeconfig.json", "{}")]
    public async Task A_malformed_file_of_the_publication_is_refused_and_named(string file, string text)
    {
        Publish(Dependent);
        work.Folder.Write($"app/{file}", text);

        var error = await RefusedAsync();
        Assert.Equal("pack.dotnet", error.Code);
        Assert.Contains(file, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_files_of_a_real_application_are_told_apart()
    {
        var application = DotnetApplication.Read(AppContext.BaseDirectory);

        Assert.Equal(LayerPart.Packages, application.PartOf("CsCheck.dll"));
        Assert.Equal(LayerPart.Application, application.PartOf("SupplyChain.dll"));
        Assert.Equal(LayerPart.Application, application.PartOf("SupplyChain.Tests.deps.json"));
    }

    [Fact]
    public async Task Several_platforms_are_one_index_with_an_equal_digest_in_any_order()
    {
        work.Folder.Write("one/run", "amd64");
        work.Folder.Write("two/run", "arm64");
        var annotations = new Dictionary<string, string> { [PackRequest.RevisionAnnotation] = "abc" };
        var amd64 = work.Request("one") with { Annotations = annotations };
        var arm64 = work.Request("two") with { Platform = Platform.Parse("linux/arm64"), Annotations = annotations };

        var index = await PackAsync(arm64, amd64);

        Assert.Equal(index, await PackAsync(amd64, arm64));
        Assert.Equal(MediaTypes.OciIndex, index.MediaType);
        var document = ImageIndex.Parse((await work.Layout.ReadManifestAsync(index.Digest, Token))!.Value, "it");
        Assert.Equal(["linux/amd64", "linux/arm64"], document.Manifests.Select(child => child.Platform!.ToString()));
        Assert.Equal("abc", document.Annotations![PackRequest.RevisionAnnotation]);
        var content = await work.OpenAsync(index, Platform.Parse("linux/arm64"));
        Assert.Equal("arm64", content.Config.Architecture);
        Assert.Equal(index.Digest, (await work.Stores.ResolveAsync(ImageLocation.OfLayout(work.Layout.Folder), Token)).Digest);
    }

    [Fact]
    public async Task A_platform_that_is_packed_twice_is_refused()
    {
        work.Folder.Write("app/run", "x");

        var error = await Assert.ThrowsAsync<ConfigurationException>(() => PackAsync(work.Request("app"), work.Request("app")));
        Assert.Equal("pack.platform", error.Code);
    }

    private Task<Descriptor> PackAsync(params PackRequest[] requests) =>
        ImagePacker.PackAsync(requests, work.Layout, "1.0", Token);

    private Task<ConfigurationException> RefusedAsync() =>
        Assert.ThrowsAsync<ConfigurationException>(() => work.PackAsync(work.Request("app") with { EntryPoint = [] }));

    private void Publish(string configuration)
    {
        work.Folder.Write("app/Shop.Api.deps.json", Dependencies);
        work.Folder.Write("app/Shop.Api.runtimeconfig.json", configuration);
        string[] files =
        [
            "Shop.Api",
            "Shop.Api.dll",
            "Shop.Model.dll",
            "System.Runtime.dll",
            "libcoreclr.so",
            "Json.dll",
            "own/Own.dll",
            "de/Json.resources.dll",
            "runtimes/win/lib/net8.0/Json.dll",
            "wwwroot/index.html",
        ];
        foreach (var file in files)
        {
            work.Folder.Write($"app/{file}", file);
        }
    }
}

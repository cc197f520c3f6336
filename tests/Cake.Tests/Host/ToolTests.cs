using System.IO.Compression;
using Cake.Core;
using Cake.Core.Composition;
using Cake.Core.IO;
using Cake.Core.Packaging;
using Cake.Frosting;
using SupplyChain.Testing;
using Xunit;

namespace Cake.Tests.Host;

public sealed class ToolTests
{
    [Fact]
    public void A_tool_is_installed_before_the_first_task()
    {
        var result = new TestHost()
            .Configure(host => host.UsePackageInstaller<Installer>().InstallTool(new Uri("fake:?package=Oven&version=1.2.3")))
            .With<Bake>()
            .Run("--target", "Bake");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(["installing Oven 1.2.3 as Tool", "Bake"], result.Journal);
    }

    [Fact]
    public void A_tool_that_nobody_can_install_is_refused()
    {
        var result = new TestHost()
            .Configure(host => host.InstallTool(new Uri("nobody:?package=Oven")))
            .With<Bake>()
            .Run("--target", "Bake");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("Could not find an installer for the 'nobody' scheme.", result.Error, StringComparison.Ordinal);
        Assert.Empty(result.Journal);
    }

    [Fact]
    public void A_tool_without_files_is_refused()
    {
        var result = new TestHost()
            .Configure(host => host.UsePackageInstaller<Installer>().InstallTool(new Uri("fake:?package=Empty")))
            .With<Bake>()
            .Run("--target", "Bake");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("Failed to install tool 'Empty'.", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Bake", result.Journal);
    }

    [Fact]
    public void An_own_tool_installer_takes_the_place_of_the_default_one()
    {
        var result = new TestHost()
            .Configure(host =>
                host.ConfigureServices(services => services.UseTool(new Uri("nobody:?package=Oven"))).UseModule<InstallerModule>()
            )
            .With<Bake>()
            .Run("--target", "Bake");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(["own installer: Oven", "Bake"], result.Journal);
    }

    [Fact]
    public void A_tool_of_a_package_is_unpacked_below_the_tool_path_and_found_by_its_name()
    {
        using var folder = new TemporaryFolder();
        Pack(folder.At("feed", "oven.1.2.3.nupkg"));

        var result = new TestHost()
            .Configure(host =>
                host.SetToolPath(folder.At("tools"))
                    .InstallTool(new Uri($"nuget:{new Uri(folder.At("feed"))}?package=oven&version=1.2.3"))
            )
            .With<LooksForOven>()
            .Run("--target", "LooksForOven");

        Assert.Empty(result.Error);
        Assert.Equal([folder.At("tools", "oven.1.2.3", "tools", "oven.exe")], result.Journal);
    }

    private static void Pack(string path)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        using var package = ZipFile.Open(path, ZipArchiveMode.Create);
        Write(
            package,
            "oven.nuspec",
            """
            <?xml version="1.0"?>
            <package><metadata>
              <id>oven</id><version>1.2.3</version><authors>nobody</authors><description>An oven.</description>
            </metadata></package>
            """
        );
        Write(package, "tools/oven.exe", "not really");
    }

    private static void Write(ZipArchive package, string name, string text)
    {
        using var writer = new StreamWriter(package.CreateEntry(name).Open());
        writer.Write(text);
    }

    private sealed class Bake(Journal journal) : JournalingTask(journal);

    private sealed class LooksForOven(Journal journal) : FrostingTask
    {
        public override void Run(ICakeContext context) =>
            journal.Write(context.Tools.Resolve("oven.exe")?.FullPath ?? "not found");
    }

    private sealed class Installer(Journal journal, IFileSystem files) : IPackageInstaller
    {
        public bool CanInstall(PackageReference package, PackageType type) => package.Scheme == "fake";

        public IReadOnlyCollection<IFile> Install(PackageReference package, PackageType type, DirectoryPath path)
        {
            if (package.Package == "Empty")
            {
                return [];
            }

            journal.Write($"installing {package.Package} {package.Parameters["version"].Single()} as {type}");
            return [files.GetFile("/oven")];
        }
    }

    private sealed class InstallerModule : ICakeModule
    {
        public void Register(ICakeContainerRegistrar registrar) =>
            registrar.RegisterType(typeof(OwnInstaller)).As(typeof(IToolInstaller)).Singleton();
    }

    private sealed class OwnInstaller(Journal journal) : IToolInstaller
    {
        public void Install(PackageReference tool) => journal.Write($"own installer: {tool.Package}");
    }
}

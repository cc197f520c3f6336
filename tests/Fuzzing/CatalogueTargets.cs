using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using SupplyChain.Scanning.Catalogue;
using SupplyChain.Scanning.Catalogue.Formats;
using SupplyChain.Testing;

namespace SupplyChain.Fuzzing;

/// <summary>Everything of a scanned target that a stranger writes and this project reads: archives, package databases, programs, lock files.</summary>
internal static class CatalogueTargets
{
    private const string Status =
        "Package: bash\nStatus: install ok installed\nVersion: 5\nDepends: libc6 (>= 2) | musl\nProvides: sh\n\n";

    private const string Dependencies = """
        {"runtimeTarget":{"name":".NETCoreApp,Version=v10.0/linux-x64"},"targets":{".NETCoreApp,Version=v10.0/linux-x64":{"app/1.0.0":
        {"dependencies":{"CliWrap":"3.10.5"}},"CliWrap/3.10.5":{"runtime":{"lib/net8.0/CliWrap.dll":{"assemblyVersion":"3.10.5.0"}}}}},
        "libraries":{"app/1.0.0":{"type":"project","serviceable":false,"sha512":""},"CliWrap/3.10.5":{"type":"package","serviceable":true,"sha512":"sha512-AAAA"}}}
        """;

    private const string Runtime = """
        {"runtimeOptions":{"tfm":"net10.0","rollForward":"LatestMinor","frameworks":[{"name":"Microsoft.NETCore.App","version":"10.0.0"}]}}
        """;

    public static IEnumerable<FuzzTarget> All() =>
        [
            new FuzzTarget("tar", [Layer(TarEntryFormat.Pax), Layer(TarEntryFormat.Gnu), Layer(TarEntryFormat.Ustar)], ReadLayer),
            .. PackageDatabaseTargets.All(),
            new FuzzTarget("program", [.. Programs()], input => _ = new ProgramReader().Read("usr/bin/program", input)),
            new FuzzTarget(
                "bundle-program",
                [SampleProgram.OfDotnet(Dependencies, Runtime)],
                input => _ = new ProgramReader().Read("app/app", input)
            ),
            new FuzzTarget("zip", [Jar(Jar([]))], ReadZip),
            new FuzzTarget("jar", [Jar(Jar([]))], Reader("app/app.jar")),
            new FuzzTarget("deps", Seeds.Data("packages/dotnet"), Reader("app/app.deps.json")),
            new FuzzTarget("dpkg", [Encoding.UTF8.GetBytes(Status)], Reader("var/lib/dpkg/status")),
            new FuzzTarget("apk", Seeds.Data("packages/alpine"), Reader("lib/apk/db/installed")),
            new FuzzTarget("lock", Seeds.Data("trivy/repo"), ReadLocks),
            new FuzzTarget("sbom", Seeds.Data("trivy/sbom"), Reader("opt/app.cdx.json")),
        ];

    private static IEnumerable<byte[]> Programs()
    {
        yield return SampleProgram.OfGo("go1.22.1", "path\ta\nmod\ta\tv1.0.0\t\ndep\tb\tv1.0.0\th1:x=\n=>\tc\tv2.0.0\t\n");
        using var stream = new MemoryStream();
        using (var zlib = new ZLibStream(stream, CompressionLevel.Optimal))
        {
            zlib.Write("""{"packages":[{"name":"serde","version":"1.0.200","source":"crates.io"}]}"""u8);
        }

        yield return SampleProgram.WithSection(".dep-v0", stream.ToArray());
        yield return SampleProgram.WithSection("__managedcode", new byte[64]);
    }

    private static byte[] Layer(TarEntryFormat format)
    {
        using var stream = new MemoryStream();
        using (var tar = new TarWriter(stream, format, leaveOpen: true))
        {
            foreach (var name in new[] { "var/lib/dpkg/status", "app/.wh.old", "app/.wh..wh..opq", $"app/{new string('n', 90)}" })
            {
                TarEntry entry = format switch
                {
                    TarEntryFormat.Pax => new PaxTarEntry(TarEntryType.RegularFile, name),
                    TarEntryFormat.Gnu => new GnuTarEntry(TarEntryType.RegularFile, name),
                    _ => new UstarTarEntry(TarEntryType.RegularFile, name),
                };
                entry.DataStream = new MemoryStream(Encoding.UTF8.GetBytes(Status));
                tar.WriteEntry(entry);
            }
        }

        return stream.ToArray();
    }

    private static byte[] Jar(byte[] inner)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (
                var (name, content) in new[]
                {
                    ("META-INF/MANIFEST.MF", "Implementation-Title: a\nBundle-Version: 1\n"u8.ToArray()),
                    ("META-INF/maven/g/a/pom.properties", "groupId=g\nartifactId=a\nversion=1\n"u8.ToArray()),
                    ("lib/inner-1.0.jar", inner),
                }
            )
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(content);
            }
        }

        return stream.ToArray();
    }

    private static Action<byte[]> Reader(string path) => input => _ = FileReaders.ForDirectories.For(path)!.Read(path, input);

    private static void ReadZip(byte[] input)
    {
        try
        {
            var archive = ZipDirectory.Open(input);
            foreach (var item in archive.Items().Take(1_000))
            {
                _ = archive.Content(item, 1024 * 1024);
            }
        }
        catch (Exception refused) when (refused is InvalidDataException or OverflowException)
        {
            throw new FormatException("It is refused.", refused);
        }
    }

    private static void ReadLocks(byte[] input)
    {
        foreach (
            var name in new[]
            {
                "yarn.lock",
                "pnpm-lock.yaml",
                "uv.lock",
                "requirements.txt",
                "package-lock.json",
                "packages.config",
                "Cargo.lock",
                "Directory.Packages.props",
                "Gemfile.lock",
                "Package.resolved",
                "build.sbt.lock",
                "bun.lock",
                "composer.lock",
                "go.mod",
                "gradle.lockfile",
                "mix.lock",
                "pom.xml",
                "pubspec.lock",
                "pylock.toml",
                "specifications/a.gemspec",
            }
        )
        {
            Reader($"app/{name}")(input);
        }
    }

    private static void ReadLayer(byte[] input)
    {
        var tree = new LayeredTree(FileReaders.ForImages, new CatalogueLimits());
        tree.ApplyAsync(new MemoryStream(input), null, CancellationToken.None).GetAwaiter().GetResult();
    }
}

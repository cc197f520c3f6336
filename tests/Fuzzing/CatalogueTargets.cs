using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using SupplyChain.Scanning.Catalogue;
using SupplyChain.Testing;

namespace SupplyChain.Fuzzing;

/// <summary>Everything of a scanned target that a stranger writes and this project reads: archives, package databases, programs, lock files.</summary>
internal static class CatalogueTargets
{
    private const int LargestSeed = 128 * 1024;

    private const string Status =
        "Package: bash\nStatus: install ok installed\nVersion: 5\nDepends: libc6 (>= 2) | musl\nProvides: sh\n\n";

    public static IEnumerable<FuzzTarget> All() =>
        [
            new FuzzTarget("tar", [Layer(TarEntryFormat.Pax), Layer(TarEntryFormat.Gnu), Layer(TarEntryFormat.Ustar)], ReadLayer),
            new FuzzTarget("rpm", Data("packages/rpm"), Reader("var/lib/rpm/rpmdb.sqlite")),
            new FuzzTarget("program", [.. Programs()], input => _ = new ProgramReader().Read("usr/bin/program", input)),
            new FuzzTarget("jar", [Jar(Jar([]))], Reader("app/app.jar")),
            new FuzzTarget("deps", Data("packages/dotnet"), Reader("app/app.deps.json")),
            new FuzzTarget("dpkg", [Encoding.UTF8.GetBytes(Status)], Reader("var/lib/dpkg/status")),
            new FuzzTarget("apk", Data("packages/alpine"), Reader("lib/apk/db/installed")),
            new FuzzTarget("lock", Data("trivy/repo"), ReadLocks),
            new FuzzTarget("sbom", Data("trivy/sbom"), Reader("opt/app.cdx.json")),
        ];

    // Parts of the public test data; a target without it begins with nothing.
    private static List<byte[]> Data(string folder)
    {
        var root = Path.Combine(Environment.GetEnvironmentVariable("SUPPLYCHAIN_DATA") ?? "", folder);
        return Directory.Exists(root)
            ?
            [
                .. Directory
                    .GetFiles(root, "*", SearchOption.AllDirectories)
                    .Order(StringComparer.Ordinal)
                    .Select(File.ReadAllBytes)
                    .Select(content => content[..Math.Min(content.Length, LargestSeed)])
                    .Select(WithPagesThatAreThere),
            ]
            : ["{}"u8.ToArray()];
    }

    // A part of a database says that it is the whole, so that its pages are read at all.
    private static byte[] WithPagesThatAreThere(byte[] content)
    {
        if (content.Length == LargestSeed && content.AsSpan().StartsWith("SQLite"u8))
        {
            content.AsSpan(28, 4).Clear();
            content[31] = LargestSeed / 4096;
        }

        return content;
    }

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

using System.Globalization;
using SupplyChain.Scanning.Catalogue.Formats;

namespace SupplyChain.Scanning.Catalogue;

/// <summary>The packages of Red Hat, Fedora, SUSE, Azure Linux and their kin: rpm's database in each of its forms.</summary>
internal sealed class RpmReader : FileReader
{
    private const int LongestPath = 4096;
    private const int MostFolders = 100_000;

    // Where rpm has had its database; only one of them is in use.
    private static readonly string[] Folders = ["var/lib/rpm", "usr/lib/sysimage/rpm", "usr/share/rpm"];

    /// <inheritdoc />
    public override int LargestFile => 96 * 1024 * 1024;

    /// <inheritdoc />
    public override bool Accepts(string path) => path.Contains("rpm/", StringComparison.Ordinal) && Databases.Contains(path);

    /// <summary>Where the databases are.</summary>
    public static IReadOnlyCollection<string> Databases { get; } =
        Folders
            .SelectMany(folder => new[] { "rpmdb.sqlite", "Packages.db", "Packages" }.Select(name => $"{folder}/{name}"))
            .ToHashSet(StringComparer.Ordinal);

    /// <inheritdoc />
    protected override FileFacts Understand(string path, ReadOnlyMemory<byte> content)
    {
        var packages = new List<Package>();
        var owned = new OwnedFiles(path);
        try
        {
            foreach (var header in RpmDatabase.Read(content))
            {
                packages.Add(PackageOf(header, path));
                AddFiles(header, owned);
            }

            return new FileFacts
            {
                Packages = packages,
                Owned = owned.Files,
                Limitations = RpmDatabase.LacksPackages(content)
                    ?
                    [
                        .. owned.Limitations,
                        new Limitation(
                            "scan.tampered",
                            "The package database has the name of a package in its index that it does not have itself; it may have been altered.",
                            path
                        ),
                    ]
                    : owned.Limitations,
            };
        }
        catch (Exception malformed) when (malformed is InvalidDataException or OverflowException)
        {
            // What was read before counts: silence about it would help whoever broke the rest.
            return FileFacts.Unreadable(path, Plain.Text(malformed.Message)) with { Packages = packages, Owned = owned.Files };
        }
    }

    private static Package PackageOf(RpmHeader header, string path)
    {
        var (name, version, release) = (header.Text(RpmTag.Name), header.Text(RpmTag.Version), header.Text(RpmTag.Release));
        if (name is null || version is null || release is null)
        {
            throw new InvalidDataException("a package of it has no name or no version");
        }

        var epoch = header.Numbers(RpmTag.Epoch).FirstOrDefault();
        return new Package
        {
            Name = Plain.Text(name),
            Version = Plain.Text(VersionOf(epoch, $"{version}-{release}")),
            Type = "rpm",
            Location = path,
            Architecture = Plain.OrNull(header.Text(RpmTag.Architecture)),
            Supplier = Plain.OrNull(header.Text(RpmTag.Vendor)),
            Module = Plain.OrNull(header.Text(RpmTag.Module)),
            Source = SourceOf(header.Text(RpmTag.SourcePackage)),
            Licenses = header.Text(RpmTag.License) is { } license ? [Plain.Text(license)] : [],
            Requires =
            [
                .. header.Texts(RpmTag.Requires).Where(need => !need.StartsWith("rpmlib(", StringComparison.Ordinal)).Distinct(),
            ],
            Provides = [.. header.Texts(RpmTag.Provides).Distinct()],
        };
    }

    /// <summary>The version with its epoch, which is left out where it is 0.</summary>
    public static string VersionOf(uint epoch, string version) =>
        epoch == 0 ? version : string.Create(CultureInfo.InvariantCulture, $"{epoch}:{version}");

    /// <summary>The source package by the name of its file, <c>name-version-release.src.rpm</c>; null where it is none.</summary>
    public static SourcePackage? SourceOf(string? file)
    {
        const string suffix = ".src.rpm";
        if (file is null || !file.EndsWith(suffix, StringComparison.Ordinal))
        {
            return null;
        }

        var parts = file[..^suffix.Length].Split('-');
        return parts.Length < 3
            ? null
            : new SourcePackage(Plain.Text(string.Join('-', parts[..^2])), Plain.Text($"{parts[^2]}-{parts[^1]}"));
    }

    private static void AddFiles(RpmHeader header, OwnedFiles owned)
    {
        var folders = header.Texts(RpmTag.Folders).Take(MostFolders).ToList();
        var package = Plain.Text(header.Text(RpmTag.Name) ?? "");
        foreach (var (file, folder) in header.Texts(RpmTag.FileNames).Zip(header.Numbers(RpmTag.FolderIndexes)))
        {
            if (folder < folders.Count && folders[(int)folder].Length + file.Length < LongestPath)
            {
                owned.Add(TreePath.Normalise(folders[(int)folder] + file), package);
            }
        }
    }
}

using System.Globalization;
using SupplyChain.Scanning.Catalogue.Formats;

namespace SupplyChain.Scanning.Catalogue;

/// <summary>The packages of Red Hat, Fedora, SUSE, Azure Linux and their kin: rpm's database in each of its forms.</summary>
internal sealed class RpmReader : FileReader
{
    private const int LongestPath = 4096;

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
        var owned = new List<OwnedFile>();
        try
        {
            foreach (var header in RpmDatabase.Read(content))
            {
                packages.Add(PackageOf(header, path));
                owned.AddRange(Files(header));
            }

            return new FileFacts { Packages = packages, Owned = owned };
        }
        catch (Exception malformed) when (malformed is InvalidDataException or OverflowException)
        {
            // What was read before counts: silence about it would help whoever broke the rest.
            return FileFacts.Unreadable(path, Plain.Text(malformed.Message)) with { Packages = packages, Owned = owned };
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
            Version = Plain.Text(
                epoch == 0 ? $"{version}-{release}" : string.Create(CultureInfo.InvariantCulture, $"{epoch}:{version}-{release}")
            ),
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

    // "name-version-release.src.rpm".
    private static SourcePackage? SourceOf(string? file)
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

    private static IEnumerable<OwnedFile> Files(RpmHeader header)
    {
        var folders = header.Texts(RpmTag.Folders).ToList();
        var package = Plain.Text(header.Text(RpmTag.Name) ?? "");
        foreach (var (file, folder) in header.Texts(RpmTag.FileNames).Zip(header.Numbers(RpmTag.FolderIndexes)))
        {
            if (
                folder < folders.Count
                && folders[(int)folder].Length + file.Length < LongestPath
                && TreePath.Normalise(folders[(int)folder] + file) is { } path
                && FileReaders.IsOwnable(path)
            )
            {
                yield return new OwnedFile(path, package);
            }
        }
    }
}

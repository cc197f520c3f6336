using SupplyChain.Images;
using SupplyChain.Images.Tar;

namespace SupplyChain.Scanning.Catalogue;

/// <summary>
/// The view that layers give when they are laid on each other, lowest first (OCI image specification, layer.md, "Applying Changesets").
/// Only files with facts are kept.
/// </summary>
internal sealed class LayeredTree
{
    private const string Whiteout = ".wh.";

    // As many as the kernel of Linux follows (path_resolution(7)).
    private const int MostLinks = 40;
    private const string OpaqueWhiteout = ".wh..wh..opq";

    private readonly RemovedPackages removed = new();
    private readonly FileTable view;
    private Digest? current;
    private long entries;
    private long owned;

    private readonly FileReaders readers;
    private readonly CatalogueLimits limits;

    /// <summary>An image without layers.</summary>
    public LayeredTree(FileReaders readers, CatalogueLimits limits)
    {
        this.readers = readers;
        this.limits = limits;
        view = new FileTable(file =>
        {
            removed.Add(file, current);
            owned -= OwnedFiles.SizeOf(file.Facts);
        });
    }

    /// <summary>The files of the final view, by path.</summary>
    public IReadOnlyDictionary<string, LiveFile> Files => view.Files;

    /// <summary>What lower layers brought and later ones took away.</summary>
    public RemovedPackages Removed => removed;

    /// <summary>Lays the next layer on top.</summary>
    /// <param name="content">The uncompressed tar stream.</param>
    /// <param name="layer">What to attribute new packages to; null for a tree that is not an image.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <exception cref="UndeterminedException">The layer is malformed, or claims more than is allowed.</exception>
    public async Task ApplyAsync(Stream content, Digest? layer, CancellationToken cancellationToken)
    {
        using var tar = new TarWalk(content, $"Layer {layer}");
        current = layer;
        // A layer's whiteouts hide what lies below it and never its own files, in whichever order they come.
        var own = new FileTable(file => owned -= OwnedFiles.SizeOf(file.Facts));
        var below = new Dictionary<string, LiveFile>(StringComparer.Ordinal);
        while (await tar.NextAsync(cancellationToken) is { } item)
        {
            if (
                ++entries > limits.Entries
                || tar.BytesRead > limits.LayerBytes
                || own.Files.Count > limits.Files
                || owned > OwnedFiles.Most
            )
            {
                throw TooMuch(layer);
            }

            if (TreePath.Normalise(item.Name) is not { } name || Landing(name, own) is not { } path)
            {
                throw new UndeterminedException(
                    "scan.tar",
                    $"Layer {layer} has an entry whose name leaves the root of the image, is no path, or goes around in links; build the image again."
                );
            }

            if (path.Length > 0 && !HideByWhiteout(path))
            {
                await PlaceAsync(tar, item, path, own, below, layer, cancellationToken);
            }
        }

        foreach (var (path, file) in own.Files)
        {
            view.Set(path, Attributed(file, below.GetValueOrDefault(path), layer));
        }

        if (view.Files.Count > limits.Files || removed.Count > limits.Packages || owned > OwnedFiles.Most)
        {
            throw TooMuch(layer);
        }
    }

    // What a layer writes into a folder that is a link lands where the link leads, as it does when the layer is unpacked. Null for links
    // that lead each other around.
    private string? Landing(string path, FileTable own)
    {
        var links = 0;
        for (var slash = path.IndexOf('/', StringComparison.Ordinal); slash > 0; slash = path.IndexOf('/', slash + 1))
        {
            var folder = path.AsSpan(0, slash);
            if ((own.Find(folder) ?? view.Find(folder))?.Facts.LinkTarget is { } target)
            {
                if (++links > MostLinks)
                {
                    return null;
                }

                path = target.Length == 0 ? path[(slash + 1)..] : $"{target}{path[slash..]}";
                slash = -1;
            }
        }

        return path;
    }

    private bool HideByWhiteout(string path)
    {
        var name = TreePath.FileName(path);
        if (!name.StartsWith(Whiteout))
        {
            return false;
        }

        var folder = TreePath.Folder(path);
        if (name.SequenceEqual(OpaqueWhiteout))
        {
            view.RemoveBelow(folder);
        }
        else if (name.Length > Whiteout.Length)
        {
            var hidden = folder.Length == 0 ? name[Whiteout.Length..].ToString() : $"{folder}/{name[Whiteout.Length..]}";
            view.Remove(hidden);
            view.RemoveBelow(hidden);
        }

        return true;
    }

    private async ValueTask PlaceAsync(
        TarWalk tar,
        TarItem item,
        string path,
        FileTable own,
        Dictionary<string, LiveFile> below,
        Digest? layer,
        CancellationToken cancellationToken
    )
    {
        if (view.Find(path) is { } previous)
        {
            below[path] = previous;
        }

        view.Remove(path);
        own.Remove(path);
        if (item.Kind == TarKind.Folder)
        {
            return;
        }

        view.RemoveBelow(path);
        own.RemoveBelow(path);
        if (await FactsAsync(tar, item, path, own, below, cancellationToken) is { } facts)
        {
            owned += OwnedFiles.SizeOf(facts);
            own.Set(path, new LiveFile(facts, layer));
        }
    }

    private async ValueTask<FileFacts?> FactsAsync(
        TarWalk tar,
        TarItem item,
        string path,
        FileTable own,
        Dictionary<string, LiveFile> below,
        CancellationToken cancellationToken
    )
    {
        if (item.Kind == TarKind.SymbolicLink)
        {
            return Link(path, item.LinkTarget);
        }

        var reader = readers.For(path);
        if (item.Kind == TarKind.HardLink)
        {
            var target = TreePath.Normalise(item.LinkTarget) is { } name ? Landing(name, own) ?? "" : "";
            return (own.Find(target) ?? view.Find(target) ?? below.GetValueOrDefault(target)) is { } linked
                    ? (linked.Facts.LinkTarget is { } leads ? Link(path, $"/{leads}") : Moved(linked.Facts, target, path))
                : reader is null ? null
                : FileFacts.Unreadable(path, "it is a hard link to a file that is not read under its own name");
        }

        if (reader is null && item is { Kind: TarKind.File, Size: >= ProgramReader.SmallestFile })
        {
            reader = readers.ForContent((await tar.PeekAsync(4, cancellationToken)).Span);
        }

        return reader is null ? null
            : item.Kind == TarKind.Other ? FileFacts.Unreadable(path, "it is not a regular file")
            : reader.LargestFile == 0 ? reader.Read(path, default)
            : item.Size <= reader.LargestFile ? Kept(reader.Read(path, await tar.ReadContentAsync(cancellationToken)))
            : reader is ProgramReader ? Kept(await MarkersAsync(tar, path, cancellationToken))
            : FileFacts.TooLarge(path, reader);
    }

    private static FileFacts Link(string path, string target) =>
        (DatabaseLinks.Judge(path, target) ?? FileFacts.None) with
        {
            LinkTarget = TreePath.Resolve(path, target),
        };

    // Most programs say nothing, and would fill the table of files.
    private static FileFacts? Kept(FileFacts facts) => ReferenceEquals(facts, FileFacts.None) ? null : facts;

    private static async ValueTask<FileFacts> MarkersAsync(TarWalk tar, string path, CancellationToken cancellationToken)
    {
        var markers = new ProgramMarkers(path);
        while (await tar.ReadPartAsync(cancellationToken) is { IsEmpty: false } part)
        {
            markers.Look(part.Span);
        }

        return markers.Facts();
    }

    private static FileFacts Moved(FileFacts facts, string from, string path) =>
        facts with
        {
            Packages = [.. facts.Packages.Select(package => package with { Location = path + package.Location?[from.Length..] })],
        };

    // A package belongs to the layer that brought it, also where a later layer writes the same file anew.
    private static LiveFile Attributed(LiveFile file, LiveFile? below, Digest? layer)
    {
        var known = below
            ?.Facts.Packages.GroupBy(package => (package.Name, package.Version, package.Architecture))
            .ToDictionary(group => group.Key, group => group.First().LayerDigest);
        return file with
        {
            Facts = file.Facts with
            {
                Packages =
                [
                    .. file.Facts.Packages.Select(package =>
                        package with
                        {
                            LayerDigest =
                                known?.GetValueOrDefault((package.Name, package.Version, package.Architecture)) ?? layer,
                        }
                    ),
                ],
            },
        };
    }

    private static UndeterminedException TooMuch(Digest? layer) =>
        new(
            "scan.bounds",
            $"Layer {layer} has more entries or bytes than is allowed in an image; it may be made to exhaust the scanner."
        );
}

using SupplyChain.Images;
using SupplyChain.Scanning.Trivy.Settings;

namespace SupplyChain.Scanning.Trivy;

/// <summary>A run of Trivy on one target.</summary>
/// <param name="Command">The command.</param>
/// <param name="Arguments">The whole command line.</param>
/// <param name="Subject">What the report has to be about.</param>
internal sealed record TrivyRun(TrivyCommand Command, IReadOnlyList<string> Arguments, TrivySubject Subject)
{
    /// <summary>The command that scans a target.</summary>
    public static TrivyCommand CommandFor(ScanTarget target, TrivySettings settings) =>
        target switch
        {
            ImageTarget => TrivyCommand.Image,
            SbomTarget => TrivyCommand.Sbom,
            DirectoryTarget => settings.Directories switch
            {
                TrivyDirectoryKind.FileSystem => TrivyCommand.FileSystem,
                TrivyDirectoryKind.Repository => TrivyCommand.Repository,
                TrivyDirectoryKind.Configuration => TrivyCommand.Configuration,
                _ => TrivyCommand.RootFileSystem,
            },
            _ => throw new ArgumentException("The kind of target is not known.", nameof(target)),
        };

    /// <summary>Makes a target ready for Trivy.</summary>
    /// <param name="command">The command.</param>
    /// <param name="target">The target.</param>
    /// <param name="arguments">The command lines.</param>
    /// <param name="workspace">Where an image is put that Trivy cannot fetch.</param>
    /// <param name="cache">Trivy's cache.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    public static async Task<TrivyRun> PrepareAsync(
        TrivyCommand command,
        ScanTarget target,
        TrivyArguments arguments,
        TrivyWorkspace workspace,
        string cache,
        CancellationToken cancellationToken
    )
    {
        switch (target)
        {
            case DirectoryTarget { Path: var path }:
                var folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
                return new TrivyRun(
                    command,
                    arguments.ForPath(command, folder, cache),
                    new TrivySubject(new ScannedTarget(target.Name, ScannedTarget.Folder), folder)
                );
            case SbomTarget { Path: var path }:
                var file = Path.GetFullPath(path);
                var digest = Digest.Sha256(await File.ReadAllBytesAsync(file, cancellationToken));
                return new TrivyRun(
                    command,
                    arguments.ForPath(command, file, cache),
                    new TrivySubject(new ScannedTarget(target.Name, ScannedTarget.Sbom, digest), file)
                );
            case ImageTarget { Image: var image, Platform: var platform }:
                var content = await ImageContent.OpenAsync(image, platform, cancellationToken);
                var subject = new TrivySubject(
                    new ScannedTarget(target.Name, ScannedTarget.Image, image.Digest)
                    {
                        Platform = content.Config.Platform.ToString(),
                        Manifest = content.Descriptor.Digest,
                    },
                    content.Manifest.Config.Digest
                );
                if (TrivyImageInput.IsInRegistry(image))
                {
                    var reference = $"{image.Source.Location}@{content.Descriptor.Digest}";
                    return new TrivyRun(command, arguments.ForRegistry(reference, cache), subject);
                }

                var layout = Path.GetRelativePath(workspace.EmptyFolder, workspace.ImageFolder);
                var line = arguments.ForLayout(layout, cache);
                await TrivyImageInput.WriteAsync(workspace.ImageFolder, image, content, cancellationToken);
                return new TrivyRun(command, line, subject);
            default:
                throw new ArgumentException("The kind of target is not known.", nameof(target));
        }
    }
}

using SupplyChain.Images;
using SupplyChain.Scanning.Trivy.Settings;

namespace SupplyChain.Scanning.Trivy;

/// <summary>Makes targets ready for Trivy.</summary>
/// <param name="arguments">The command lines.</param>
/// <param name="workspace">Where an image is put that Trivy cannot fetch.</param>
internal sealed class TrivyPreparation(TrivyArguments arguments, TrivyWorkspace workspace)
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

    /// <summary>The run on a target.</summary>
    /// <param name="command">The command.</param>
    /// <param name="target">The target.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <exception cref="ConfigurationException">The command or this version of Trivy does not have what the settings ask for.</exception>
    public async Task<TrivyRun> PrepareAsync(TrivyCommand command, ScanTarget target, CancellationToken cancellationToken)
    {
        switch (target)
        {
            case DirectoryTarget { Path: var path }:
                var folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
                return new TrivyRun(
                    arguments.ForPath(command, folder),
                    new TrivySubject(new ScannedTarget(target.Name, ScannedTarget.Folder), folder)
                );
            case SbomTarget { Path: var path }:
                var file = Path.GetFullPath(path);
                var digest = Digest.Sha256(await File.ReadAllBytesAsync(file, cancellationToken));
                return new TrivyRun(
                    arguments.ForPath(command, file),
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
                    return new TrivyRun(arguments.ForRegistry(reference), subject);
                }

                var layout = Path.GetRelativePath(workspace.EmptyFolder, workspace.ImageFolder);
                var line = arguments.ForLayout(layout);
                await TrivyImageInput.WriteAsync(workspace.ImageFolder, image, content, cancellationToken);
                return new TrivyRun(line, subject);
            default:
                throw new ArgumentException("The kind of target is not known.", nameof(target));
        }
    }
}

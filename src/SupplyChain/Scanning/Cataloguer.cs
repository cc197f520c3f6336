using SupplyChain.Images;
using SupplyChain.Scanning.Catalogue;
using SupplyChain.Scanning.Sbom;

namespace SupplyChain.Scanning;

/// <summary>Finds the packages of a target. An image is streamed layer by layer, in memory that does not grow with it; nothing is written.</summary>
public sealed class Cataloguer
{
    private readonly CatalogueLimits limits;

    /// <summary>A cataloguer with the usual limits.</summary>
    public Cataloguer()
        : this(new CatalogueLimits()) { }

    internal Cataloguer(CatalogueLimits limits) => this.limits = limits;

    /// <summary>Reads a target.</summary>
    /// <param name="target">What to read.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <exception cref="ConfigurationException">The target is not what it should be, or its platform has to be chosen.</exception>
    /// <exception cref="UndeterminedException">The target is altered, malformed, or larger than is allowed.</exception>
    public async Task<PackageCatalogue> CatalogueAsync(ScanTarget target, CancellationToken cancellationToken) =>
        target switch
        {
            ImageTarget image => await OfImageAsync(image, cancellationToken),
            DirectoryTarget folder => await OfFolderAsync(folder, cancellationToken),
            SbomTarget sbom => await SbomReader.ReadAsync(sbom, cancellationToken),
            _ => throw new ArgumentException("The kind of target is not known.", nameof(target)),
        };

    private async Task<PackageCatalogue> OfImageAsync(ImageTarget target, CancellationToken cancellationToken)
    {
        var content = await ImageContent.OpenAsync(target.Image, target.Platform, cancellationToken);
        var tree = new LayeredTree(FileReaders.ForImages, limits);
        foreach (var layer in content.Layers)
        {
            _ = await content.ReadLayerAsync(
                layer,
                async (tar, cancellation) =>
                {
                    await tree.ApplyAsync(tar, layer.Blob.Digest, cancellation);
                    return true;
                },
                cancellationToken
            );
        }

        var scanned = new ScannedTarget(target.Name, ScannedTarget.Image, target.Image.Digest)
        {
            Platform = content.Config.Platform.ToString(),
            Manifest = content.Descriptor.Digest,
        };
        var layers = content.Layers.Select(layer => new ScannedLayer(layer.Blob.Digest, layer.DiffId)
        {
            CreatedBy = layer.CreatedBy is { } command ? Plain.Text(command) : null,
        });
        var catalogue = CatalogueBuilder.Build(scanned, [.. layers], tree.Files, limits);
        return catalogue with { Removed = tree.Removed.Except(catalogue) };
    }

    private async Task<PackageCatalogue> OfFolderAsync(DirectoryTarget target, CancellationToken cancellationToken)
    {
        var files = await FolderTree.ReadAsync(target.Path, limits, cancellationToken);
        return CatalogueBuilder.Build(new ScannedTarget(target.Name, ScannedTarget.Folder, null), [], files, limits);
    }
}

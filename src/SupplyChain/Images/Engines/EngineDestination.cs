using SupplyChain.Images.Archives;
using SupplyChain.Images.Layouts;

namespace SupplyChain.Images.Engines;

/// <summary>Puts images into a Docker Engine.</summary>
internal static class EngineDestination
{
    /// <summary>What loads an image under a name, of an index the one for the engine's platform, and proves by asking that it arrived.</summary>
    /// <exception cref="ConfigurationException">The name has a digest, which an engine gives itself.</exception>
    public static Func<OciLayout, Descriptor, CancellationToken, Task> Deliver(DockerEngine engine, ImageReference name) =>
        name.Digest is null
            ? (layout, image, cancellationToken) => LoadAsync(engine, name, layout, image, cancellationToken)
            : throw new ConfigurationException(
                "docker.name",
                $"docker-daemon:{name} cannot be written to, since a Docker Engine names images by tag; name one without a digest."
            );

    private static async Task LoadAsync(
        DockerEngine engine,
        ImageReference name,
        OciLayout layout,
        Descriptor image,
        CancellationToken cancellationToken
    )
    {
        var document = await layout.ReadDocumentAsync(image.Digest, cancellationToken);
        var chosen = document.Index is { } index
            ? PlatformChoice.Choose(index, await engine.ReadPlatformAsync(cancellationToken), layout.Location)
            : image;
        var manifest = (await layout.ReadDocumentAsync(chosen.Digest, cancellationToken)).RequireManifest(layout.Location);
        await engine.LoadAsync(
            (archive, cancel) => ArchiveWriter.WriteDockerAsync(archive, layout, chosen, name, cancel),
            cancellationToken
        );
        var arrived = await engine.InspectAsync(name.Canonical, cancellationToken);
        if (arrived?.Id != manifest.Config.Digest.ToString() && arrived?.Id != chosen.Digest.ToString())
        {
            throw new UndeterminedException(
                "docker.load",
                $"The Docker Engine at {engine.Endpoint} took {layout.Location} and has {Printable.Line(arrived?.Id ?? "nothing")} under that name instead of {manifest.Config.Digest}; try again."
            );
        }
    }
}

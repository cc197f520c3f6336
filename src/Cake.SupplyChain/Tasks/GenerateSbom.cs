using Cake.Core.Diagnostics;
using SupplyChain.Scanning;

namespace Cake.SupplyChain.Tasks;

/// <summary>Writes the SBOMs of a release's images.</summary>
public static class GenerateSbom
{
    /// <summary>Name of the task.</summary>
    public const string Name = "Generate-Sbom";

    /// <summary>What the task does, for <c>--description</c>.</summary>
    public const string Description = "Lists the packages of each image as CycloneDX and SPDX.";

    /// <summary>The formats that are written, by the ending of the file.</summary>
    internal static readonly (SbomFormat Format, string Ending)[] Formats =
    [
        (SbomFormat.CycloneDx, "cdx"),
        (SbomFormat.Spdx, "spdx"),
    ];

    /// <summary>The body.</summary>
    public static async Task RunAsync(Release release, CancellationToken cancellationToken)
    {
        foreach (var image in release.Settings.Images)
        {
            var target = new ImageTarget(await release.ResolveAsync(image, cancellationToken));
            var catalogue = await new Cataloguer().CatalogueAsync(target, cancellationToken);
            foreach (var (format, ending) in Formats)
            {
                ReleaseFiles.Write(release.Files.Sbom(image, ending), SbomWriter.Write(catalogue, format, release.Clock));
            }

            release.Log.Information("{0} has {1} packages", image.Reference, catalogue.Packages.Count);
        }
    }
}

using Cake.Core.Diagnostics;
using SupplyChain.Attestations.Builds;
using SupplyChain.Images;
using SupplyChain.Images.Packing;

namespace Cake.SupplyChain.Tasks;

/// <summary>Packs the folders of a release into images.</summary>
public static class PackImage
{
    /// <summary>Name of the task.</summary>
    public const string Name = "Pack-Image";

    /// <summary>What the task does, for <c>--description</c>.</summary>
    public const string Description = "Packs each application folder into a reproducible image.";

    /// <summary>The body.</summary>
    public static async Task RunAsync(Release release, CancellationToken cancellationToken)
    {
        foreach (var image in release.Settings.Images)
        {
            if (image.Source is null)
            {
                release.Log.Verbose("{0} is not packed here; it is taken as it stands.", image.Reference);
                continue;
            }

            var reference = ImageReference.Parse(image.Reference);
            var packed = await ImagePacker.PackAsync(
                await RequestAsync(release, image, cancellationToken),
                release.StoreOf(image),
                release.Settings.Layout is null ? reference.Digest?.ToString() ?? reference.Tag : reference.Canonical,
                cancellationToken
            );
            release.Packed(image);
            release.Log.Information("{0} is {1}", image.Reference, packed.Digest);
        }
    }

    private static async Task<PackRequest> RequestAsync(
        Release release,
        ReleaseImage image,
        CancellationToken cancellationToken
    ) =>
        new()
        {
            SourceDirectory = release.Absolute(image.Source!),
            Base = image.Base is null
                ? null
                : await release.Stores.ResolveAsync(ImageLocation.Parse(image.Base), cancellationToken),
            Platform = Platform.Parse(image.Platform),
            EntryPoint = [.. image.EntryPoint],
            User = image.User,
            Labels = new SortedDictionary<string, string>(image.Labels, StringComparer.Ordinal),
            Annotations = BuildEnvironment
                .Detect(release.Cake.Environment.GetEnvironmentVariable)
                .ImageAnnotations(over: image.Annotations),
        };
}

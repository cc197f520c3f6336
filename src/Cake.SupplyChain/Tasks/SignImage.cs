using Cake.Core.Diagnostics;
using SupplyChain.Signing;

namespace Cake.SupplyChain.Tasks;

/// <summary>Signs the images of a release.</summary>
public static class SignImage
{
    /// <summary>Name of the task.</summary>
    public const string Name = "Sign-Image";

    /// <summary>What the task does, for <c>--description</c>.</summary>
    public const string Description = "Signs each image by digest; cosign verifies it.";

    /// <summary>The body.</summary>
    public static async Task RunAsync(Release release, CancellationToken cancellationToken)
    {
        var signer = new ImageSigner(await release.Keys.SigningAsync(cancellationToken), release.Clock);
        var none = new Dictionary<string, string>();
        foreach (var image in release.Settings.Images.Where(image => image.Sign))
        {
            var resolved = await release.ResolveAsync(image, cancellationToken);
            await signer.SignAsync(release.StoreOf(image), resolved.Manifest, none, cancellationToken);
            release.Log.Information("Signed {0} ({1})", image.Reference, resolved.Digest);
        }
    }
}

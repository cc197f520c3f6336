using Cake.Core.Diagnostics;
using SupplyChain;
using SupplyChain.Signing.Keys;
using SupplyChain.Signing.Verification;

namespace Cake.SupplyChain.Tasks;

/// <summary>Verifies that the images of a release are signed with the key that signs it.</summary>
public static class VerifyImage
{
    /// <summary>Name of the task.</summary>
    public const string Name = "Verify-Image";

    /// <summary>What the task does, for <c>--description</c>.</summary>
    public const string Description = "Verifies the signature of each image.";

    /// <summary>The body.</summary>
    public static async Task RunAsync(Release release, CancellationToken cancellationToken)
    {
        var verifier = new Verifier([
            new NamedKey("the signing key", (await release.Keys.SigningAsync(cancellationToken)).PublicKey!),
        ]);
        var none = new Dictionary<string, string>();
        var denied = new List<string>();
        foreach (var image in release.Settings.Images.Where(image => image.Sign))
        {
            var resolved = await release.ResolveAsync(image, cancellationToken);
            var report = await verifier.VerifyImageAsync(release.StoreOf(image), resolved.Digest, none, cancellationToken);
            if (report.ExitCode == ExitCode.Undetermined)
            {
                throw new UndeterminedException("cake.verify", report.Message);
            }

            if (!report.IsVerified)
            {
                denied.Add(report.Message);
                continue;
            }

            release.Log.Information("Verified {0}", image.Reference);
        }

        if (denied.Count > 0)
        {
            throw Release.Denied(string.Join(" ", denied));
        }
    }
}

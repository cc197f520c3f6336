using Cake.Core;
using Cake.Core.Annotations;
using Cake.Core.Diagnostics;
using SupplyChain;
using SupplyChain.Scanning;

namespace Cake.SupplyChain;

/// <summary>Aliases for what Trivy needs before it scans.</summary>
[CakeAliasCategory("Supply Chain")]
[CakeNamespaceImport("SupplyChain.Images")]
[CakeNamespaceImport("SupplyChain.Scanning")]
[CakeNamespaceImport("SupplyChain.Scanning.Trivy.Settings")]
public static class TrivyAliases
{
    /// <summary>
    /// Has Trivy download its databases where they are out of date, so that <c>Scan-Image</c> needs no network for them. What fails leaves
    /// the old ones.
    /// </summary>
    /// <param name="context">The running build.</param>
    /// <param name="settings">How Trivy is run: the same as <see cref="ReleaseSettings.Trivy"/>.</param>
    /// <exception cref="CakeException">There is no Trivy that may be run, or a download failed.</exception>
    /// <example>
    /// <code>
    /// var trivy = new TrivySettings
    /// {
    ///     ProgramDigest = Digest.Parse("sha256:9d48c3bd43c520dc2784e868a780e976b207cbf493eaff8c6596eb871cbd9609"),
    ///     Filters = new TrivyFilterSettings { IgnoreFile = "trivyignore.yaml" },
    /// };
    /// Task("Update-Advisories").Does(() => UpdateTrivyDatabases(trivy));
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Scanning")]
    public static void UpdateTrivyDatabases(this ICakeContext context, TrivySettings settings)
    {
        try
        {
            var update = new TrivyUpdate(settings, SourceDateEpoch.Clock());
            foreach (var source in update.RunAsync(CancellationToken.None).GetAwaiter().GetResult())
            {
                context.Log.Information("{0} is of {1:u} ({2})", source.Name, source.UpdatedAt, source.Digest);
            }
        }
        catch (SupplyChainException failure)
        {
            throw new CakeException((int)failure.ExitCode, failure.Message, failure);
        }
    }
}

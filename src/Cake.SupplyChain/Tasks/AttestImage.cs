using Cake.Core.Diagnostics;
using SupplyChain.Attestations;
using SupplyChain.Attestations.Builds;
using SupplyChain.Attestations.Predicates;
using SupplyChain.Images;
using SupplyChain.Manifests;
using SupplyChain.Manifests.Linting;
using SupplyChain.Scanning;
using SupplyChain.Signing;

namespace Cake.SupplyChain.Tasks;

/// <summary>Publishes the evidence of a release as signed attestations: SBOMs, scan and provenance beside each image, the lint report as a file.</summary>
public static class AttestImage
{
    /// <summary>Name of the task.</summary>
    public const string Name = "Attest-Image";

    /// <summary>What the task does, for <c>--description</c>.</summary>
    public const string Description = "Attests SBOM, scan, provenance and lint report.";

    /// <summary>The body.</summary>
    public static async Task RunAsync(Release release, CancellationToken cancellationToken)
    {
        var signer = new ImageSigner(await release.Keys.SigningAsync(cancellationToken), release.Clock);
        var scanSigner = new ImageSigner(await release.Keys.ScannerAsync(cancellationToken), release.Clock);
        foreach (var image in release.Settings.Images)
        {
            var resolved = await release.ResolveAsync(image, cancellationToken);
            var store = release.StoreOf(image);
            var reference = ImageReference.Parse(image.Reference);
            Subject[] subject = [Subject.Of(resolved.Digest, $"{reference.Registry}/{reference.Repository}")];
            foreach (var statement in Sboms(release, image, subject))
            {
                await signer.AttestAsync(store, resolved.Manifest, statement, cancellationToken);
            }

            var provenance = await ProvenanceAsync(release, image, cancellationToken);
            await signer.AttestAsync(store, resolved.Manifest, provenance.ToStatement(subject), cancellationToken);
            var scan = ScanReportJson.Read(
                ReleaseFiles.Read(release.Files.Scan(image), ScanImage.Name),
                release.Files.Scan(image)
            );
            RequireSame(image, resolved, scan);
            await scanSigner.AttestAsync(store, resolved.Manifest, ScanStatement.Of(scan, subject), cancellationToken);
            release.Log.Information("Attested SBOM, provenance and scan of {0} ({1})", image.Reference, resolved.Digest);
        }

        await AttestLintAsync(release, cancellationToken);
    }

    private static IEnumerable<Statement> Sboms(Release release, ReleaseImage image, Subject[] subject)
    {
        foreach (var (format, ending) in GenerateSbom.Formats)
        {
            var type = format == SbomFormat.CycloneDx ? PredicateTypes.CycloneDx : PredicateTypes.Spdx;
            yield return new Statement(subject, type, ReleaseFiles.Read(release.Files.Sbom(image, ending), GenerateSbom.Name));
        }
    }

    private static async Task<Provenance> ProvenanceAsync(
        Release release,
        ReleaseImage image,
        CancellationToken cancellationToken
    )
    {
        var build = BuildEnvironment.Detect(release.Cake.Environment.GetEnvironmentVariable);
        var materials = new List<ResourceDescriptor>();
        if (image.Base is { } written)
        {
            var resolved = await release.Stores.ResolveAsync(ImageLocation.Parse(written), cancellationToken);
            materials.Add(
                new ResourceDescriptor
                {
                    Name = "base image",
                    Uri = written,
                    Digest = new SortedDictionary<string, string>(StringComparer.Ordinal)
                    {
                        [resolved.Digest.Algorithm] = resolved.Digest.Hex,
                    },
                }
            );
        }

        return build.ToProvenance(release.StartedAt, release.Clock.GetUtcNow(), materials);
    }

    private static void RequireSame(ReleaseImage image, ResolvedImage resolved, ScanReport scan)
    {
        if (scan.Target.Digest != resolved.Digest)
        {
            throw new global::SupplyChain.ConfigurationException(
                "cake.scan",
                $"The scan in the output folder is of {scan.Target.Digest}, and {image.Reference} is {resolved.Digest} now; run {ScanImage.Name} again."
            );
        }
    }

    private static async Task AttestLintAsync(Release release, CancellationToken cancellationToken)
    {
        var manifests = ManifestSet.Load(release.ManifestPaths()).RequireReadable();
        var statement = LintStatement.Of(manifests, Linter.Lint(manifests, new LintOptions()), release.Settings.LintFailOn);
        var signer = await release.Keys.SigningAsync(cancellationToken);
        var bundle = await signer.SignAsync(statement, cancellationToken);
        ReleaseFiles.Write(release.Files.LintAttestation, [.. bundle.ToBytes(), .. "\n"u8]);
        release.Log.Information("Attested the lint report of {0} files", manifests.Files.Count);
    }
}

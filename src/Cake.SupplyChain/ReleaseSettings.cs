using Cake.Core.IO;
using SupplyChain;
using SupplyChain.Scanning;

namespace Cake.SupplyChain;

/// <summary>One release: its images, its manifests, the policy that judges it, and where everything is kept.</summary>
public sealed class ReleaseSettings
{
    /// <summary>The images of the release. At least one.</summary>
    public IList<ReleaseImage> Images { get; } = [];

    /// <summary>Files and folders of rendered Kubernetes manifests. At least one.</summary>
    public IList<string> Manifests { get; } = [];

    /// <summary>The policy file.</summary>
    public required FilePath Policy { get; set; }

    /// <summary>The environment of the policy to judge for, such as <c>prod</c>.</summary>
    public required string Environment { get; set; }

    /// <summary>Where results are written: reports, <c>decision.json</c>, <c>gated/</c>. Default <c>artifacts</c>.</summary>
    public DirectoryPath Output { get; set; } = "artifacts";

    /// <summary>
    /// An OCI layout that holds the images and their evidence until deployment, so that no registry is needed before. Without
    /// it images are read from, and evidence is written to, the registry that their references name.
    /// </summary>
    public DirectoryPath? Layout { get; set; }

    /// <summary>Folder or zip of OSV advisories for the built-in scanner.</summary>
    public string? Advisories { get; set; }

    /// <summary>Which scanner runs. Default <see cref="ScannerEngine.Auto"/>: Trivy where it is found and usable, else built in.</summary>
    public ScannerEngine Engine { get; set; } = ScannerEngine.Auto;

    /// <summary>How Trivy is run, where it is. Default: the <c>trivy</c> on the path with its own database.</summary>
    public TrivySettings Trivy { get; set; } = new();

    /// <summary>Findings of manifests at or over this severity fail the lint task. Default <see cref="Severity.High"/>.</summary>
    public Severity LintFailOn { get; set; } = Severity.High;

    /// <summary>Private key that signs images, SBOMs, provenance and lint reports; a file is in cosign's encrypted format.</summary>
    public KeyReference? SigningKey { get; set; }

    /// <summary>Private key that signs scans. Default: <see cref="SigningKey"/>.</summary>
    public KeyReference? ScannerKey { get; set; }

    /// <summary>Private key of the policy's gatekeeper, which signs verdicts and nothing else.</summary>
    public KeyReference? VerdictKey { get; set; }

    /// <summary>Password of the private keys, and PIN of tokens. Default: the environment variable <c>COSIGN_PASSWORD</c>.</summary>
    public string? Password { get; set; }
}

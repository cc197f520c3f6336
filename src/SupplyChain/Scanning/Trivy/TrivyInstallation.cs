using SupplyChain.Images;
using SupplyChain.Tools;

namespace SupplyChain.Scanning.Trivy;

/// <summary>A Trivy that may be run: its version is known and not one of those that steal secrets, and its database is there.</summary>
/// <param name="Tool">The program.</param>
/// <param name="Version">Its version.</param>
/// <param name="Digest">Digest of the program.</param>
/// <param name="CacheDirectory">Its cache.</param>
/// <param name="Database">Its database.</param>
internal sealed record TrivyInstallation(
    ExternalTool Tool,
    string Version,
    Digest Digest,
    string CacheDirectory,
    AdvisorySource Database
);

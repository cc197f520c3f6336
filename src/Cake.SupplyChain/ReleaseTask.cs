using Cake.SupplyChain.Tasks;

namespace Cake.SupplyChain;

/// <summary>A task of the pipeline as scripts register it; Cake.Frosting.SupplyChain has the same tasks as types.</summary>
/// <param name="Name">Name of the task, such as <c>Scan-Image</c>.</param>
/// <param name="Description">What it does.</param>
/// <param name="DependsOn">Names of the tasks that run before it.</param>
/// <param name="Body">What it runs.</param>
public sealed record ReleaseTask(
    string Name,
    string Description,
    IReadOnlyList<string> DependsOn,
    Func<Release, CancellationToken, Task> Body
)
{
    /// <summary>Name of the umbrella over everything up to the verdict.</summary>
    public const string Umbrella = "Supply-Chain";

    /// <summary>Every task, in an order in which each follows those it depends on.</summary>
    public static IReadOnlyList<ReleaseTask> All { get; } =
    [
        new(PackImage.Name, PackImage.Description, [], PackImage.RunAsync),
        new(GenerateSbom.Name, GenerateSbom.Description, [PackImage.Name], GenerateSbom.RunAsync),
        new(ScanImage.Name, ScanImage.Description, [PackImage.Name], ScanImage.RunAsync),
        new(LintManifests.Name, LintManifests.Description, [], LintManifests.RunAsync),
        new(SignImage.Name, SignImage.Description, [PackImage.Name], SignImage.RunAsync),
        new(
            AttestImage.Name,
            AttestImage.Description,
            [GenerateSbom.Name, ScanImage.Name, LintManifests.Name, SignImage.Name],
            AttestImage.RunAsync
        ),
        new(VerifyImage.Name, VerifyImage.Description, [SignImage.Name], VerifyImage.RunAsync),
        new(Gate.Name, Gate.Description, [AttestImage.Name, VerifyImage.Name], Gate.RunAsync),
        new(Deploy.Name, Deploy.Description, [Gate.Name], Deploy.RunAsync),
        new(Umbrella, "Everything up to the verdict: pack, SBOM, scan, lint, sign, attest, verify, gate.", [Gate.Name], Nothing),
    ];

    private static Task Nothing(Release release, CancellationToken cancellationToken) => Task.CompletedTask;
}

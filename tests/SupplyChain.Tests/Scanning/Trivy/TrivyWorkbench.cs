using Microsoft.Extensions.Time.Testing;
using SupplyChain.Images;
using SupplyChain.Scanning;
using SupplyChain.Testing;
using Xunit;

namespace SupplyChain.Tests.Scanning.Trivy;

/// <summary>A folder to scan, a stand-in for Trivy, and a clock.</summary>
internal sealed class TrivyWorkbench : IDisposable
{
    public const string Vulnerability =
        """{"VulnerabilityID":"CVE-1","PkgName":"p","InstalledVersion":"1","FixedVersion":"2","Severity":"HIGH"}""";

    public TrivyWorkbench()
    {
        Trivy = new DummyTrivy(Folder);
        Directory.CreateDirectory(TargetFolder);
        Trivy.Answer(0, Report(TargetFolder));
    }

    public TemporaryFolder Folder { get; } = new();

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    public DummyTrivy Trivy { get; }

    public string TargetFolder => Folder.At("target");

    public ScanTarget Target => ScanTarget.ParseLocal($"dir:{TargetFolder}")!;

    public TrivySettings Settings => new() { Program = Trivy.Program, CacheDirectory = Trivy.Cache };

    public void Dispose() => Folder.Dispose();

    public static string Report(string name, string vulnerabilities = "", Digest? imageId = null) =>
        $$"""
        {"SchemaVersion":2,"ArtifactName":"{{name}}",{{(
            imageId is null ? "" : $$"""
            "Metadata":{"ImageID":"{{imageId}}"},
            """
        )}}"Results":[{"Target":"t","Class":"lang-pkgs","Type":"npm",
         "Packages":[{"Name":"p","Version":"1"}],"Vulnerabilities":[{{vulnerabilities}}]}]}
        """;

    public Task<ScanReport> ScanAsync(TrivySettings settings, ScanTarget? target = null) =>
        new TrivyScanner(settings, Time).ScanAsync(target ?? Target, TestContext.Current.CancellationToken);

    /// <summary>An SBOM to scan, with a report of it ready.</summary>
    public ScanTarget Sbom()
    {
        var path = Folder.Write("bom.json", "{}");
        Trivy.Answer(0, Report(path));
        return ScanTarget.ParseLocal($"sbom:{path}")!;
    }

    /// <summary>An image to scan, with a report of it ready.</summary>
    public async Task<ScanTarget> ImageAsync()
    {
        var image = await LayoutImage.WriteAsync(Folder.At("layout"), new LayerTar().File("a", "b"));
        var content = await ImageContent.OpenAsync(image, null, TestContext.Current.CancellationToken);
        Trivy.Answer(0, Report("../image", imageId: content.Manifest.Config.Digest));
        return new ImageTarget(image);
    }

    /// <summary>The arguments of the last scan, with our own places by name, in one line.</summary>
    public string Line()
    {
        var workspace = Path.GetDirectoryName(Trivy.Arguments[Trivy.Arguments.ToList().IndexOf("--config") + 1])!;
        return string.Join(' ', Trivy.Arguments)
            .Replace(workspace, "WORK", StringComparison.Ordinal)
            .Replace(Trivy.Cache, "CACHE", StringComparison.Ordinal)
            .Replace(TargetFolder, "TARGET", StringComparison.Ordinal)
            .Replace(Folder.Path, "HERE", StringComparison.Ordinal);
    }

    /// <summary>The variables of the last scan that the pipeline does not have.</summary>
    public IEnumerable<string> Variables() =>
        Trivy.Environment.Where(line => line.StartsWith("TRIVY_", StringComparison.Ordinal)).Order(StringComparer.Ordinal);
}

using SupplyChain.Manifests.Yaml;
using SupplyChain.Tools;

namespace SupplyChain.Manifests.Rendering;

/// <summary>
/// A kustomization, rendered through one of our own above it that asks for the origin of each resource, which kustomize then writes
/// into an annotation.
/// </summary>
internal sealed class KustomizeRendering : IRendering
{
    private readonly SourceFiles sources = new();
    private readonly string folder;
    private readonly string above;

    public KustomizeRendering(string folder)
    {
        this.folder = folder;
        // Resolved, for kustomize compares paths after following links.
        above = Directory.CreateTempSubdirectory("supplychain-").FullName;
        var below = Path.GetRelativePath(above, Path.GetFullPath(folder)).Replace('\\', '/');
        File.WriteAllText(
            Path.Combine(above, "kustomization.yaml"),
            $"resources:\n- '{below.Replace("'", "''", StringComparison.Ordinal)}'\nbuildMetadata: [originAnnotations]\n"
        );
    }

    public string MainFile => KustomizationFile.In(folder)!;

    public IReadOnlyList<string> Programs => ["kustomize", "kubectl"];

    public IReadOnlyList<string> Arguments(ExternalTool tool) => [tool.Name == "kubectl" ? "kustomize" : "build", above];

    public ResourceOrigin? OriginOf(YamlNode root)
    {
        if (root.At("metadata", "annotations", "config.kubernetes.io/origin")?.AsString is not { } text)
        {
            return null;
        }

        var origin = YamlFile.Parse("origin", text).Documents is [var document, ..] ? document.Root : null;
        // What comes from another repository is in no file here.
        if (origin?["repo"] is not null || (origin?.Text("path") ?? origin?.Text("configuredIn")) is not { } path)
        {
            return null;
        }

        var inside = Path.GetRelativePath(Path.GetFullPath(folder), Path.GetFullPath(Path.Combine(above, path)));
        return sources.At(Path.GetRelativePath(".", Path.Combine(folder, inside)));
    }

    public void Clean() => Directory.Delete(above, recursive: true);
}

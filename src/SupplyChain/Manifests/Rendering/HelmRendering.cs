using SupplyChain.Manifests.Yaml;
using SupplyChain.Tools;

namespace SupplyChain.Manifests.Rendering;

/// <summary>A chart, rendered with its own values. Each document of the output begins with <c># Source: CHART/templates/FILE</c>.</summary>
internal sealed class HelmRendering(string folder) : IRendering
{
    private const string Source = "# Source: ";

    private readonly SourceFiles sources = new();

    public string MainFile => Path.Combine(folder, "Chart.yaml");

    public IReadOnlyList<string> Programs => ["helm"];

    public IReadOnlyList<string> Arguments(ExternalTool tool) => ["template", "release", ".", "--include-crds"];

    public void Clean()
    {
        // Nothing is made for helm.
    }

    public ResourceOrigin? OriginOf(YamlNode root)
    {
        var text = root.Source.Text.AsSpan(0, root.Start);
        var document = text.LastIndexOf("\n---", StringComparison.Ordinal);
        var head = text[(document + 1)..];
        var at = head.IndexOf(Source, StringComparison.Ordinal);
        if (at < 0)
        {
            return null;
        }

        var path = head[(at + Source.Length)..];
        path = path[..(path.IndexOf('\n') is >= 0 and var end ? end : path.Length)].Trim();
        // The first part is the chart's own name, whatever its folder is called.
        var inside = path[(path.IndexOf('/') + 1)..].ToString();
        return inside.Split('/').Contains("..") ? null : sources.At(Path.Combine(folder, inside));
    }
}

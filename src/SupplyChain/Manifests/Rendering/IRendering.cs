using SupplyChain.Manifests.Yaml;
using SupplyChain.Tools;

namespace SupplyChain.Manifests.Rendering;

/// <summary>How a folder of one sort is rendered.</summary>
internal interface IRendering
{
    /// <summary>The file that makes the folder one of its sort.</summary>
    string MainFile { get; }

    /// <summary>The programs that can render it, the one to take first.</summary>
    IReadOnlyList<string> Programs { get; }

    /// <summary>The arguments for a program.</summary>
    IReadOnlyList<string> Arguments(ExternalTool tool);

    /// <summary>The source that a rendered resource came from; null where the output does not say.</summary>
    ResourceOrigin? OriginOf(YamlNode root);

    /// <summary>Removes what was made for the program.</summary>
    void Clean();
}

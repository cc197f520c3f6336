using System.Text.Json.Serialization;

namespace SupplyChain.Scanning.Trivy.Settings;

/// <summary>How packages are related to the project (Trivy's flag <c>--pkg-relationships</c>).</summary>
[Flags]
[JsonConverter(typeof(TrivyWordsJsonConverter<TrivyPackageRelationships>))]
public enum TrivyPackageRelationships
{
    /// <summary>Not said: all of them.</summary>
    None = 0,

    /// <summary>The file does not say.</summary>
    Unknown = 1,

    /// <summary>The project itself.</summary>
    Root = 2,

    /// <summary>A part of the project.</summary>
    Workspace = 4,

    /// <summary>Named by the project.</summary>
    Direct = 8,

    /// <summary>Named by another package.</summary>
    Indirect = 16,
}

using System.Text.Json.Serialization;

namespace SupplyChain.Scanning.Trivy.Settings;

/// <summary>Where Trivy looks for a finished SBOM of an image (its flag <c>--sbom-sources</c>).</summary>
[Flags]
[JsonConverter(typeof(TrivyWordsJsonConverter<TrivySbomSources>))]
public enum TrivySbomSources
{
    /// <summary>Nowhere: it reads the image itself.</summary>
    None = 0,

    /// <summary>Beside the image in its registry.</summary>
    Registry = 1,

    /// <summary>In a transparency log.</summary>
    Rekor = 2,
}

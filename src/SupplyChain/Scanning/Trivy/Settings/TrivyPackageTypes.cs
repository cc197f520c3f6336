using System.Text.Json.Serialization;

namespace SupplyChain.Scanning.Trivy.Settings;

/// <summary>Kinds of package (Trivy's flag <c>--pkg-types</c>).</summary>
[Flags]
[JsonConverter(typeof(TrivyWordsJsonConverter<TrivyPackageTypes>))]
public enum TrivyPackageTypes
{
    /// <summary>Not said.</summary>
    None = 0,

    /// <summary>Packages of the distribution.</summary>
    OperatingSystem = 1,

    /// <summary>Packages of programming languages.</summary>
    Library = 2,

    /// <summary>Both.</summary>
    All = OperatingSystem | Library,
}

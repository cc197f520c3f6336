using System.Text.Json.Serialization;

namespace SupplyChain.Scanning.Trivy.Settings;

/// <summary>What Trivy looks for (its flag <c>--scanners</c>).</summary>
[Flags]
[JsonConverter(typeof(TrivyWordsJsonConverter<TrivyFindingKinds>))]
public enum TrivyFindingKinds
{
    /// <summary>Not said.</summary>
    None = 0,

    /// <summary>Vulnerabilities in packages.</summary>
    Vulnerabilities = 1,

    /// <summary>Misconfigurations in files.</summary>
    Misconfigurations = 2,

    /// <summary>Secrets in files.</summary>
    Secrets = 4,

    /// <summary>Licences of packages and files.</summary>
    Licenses = 8,
}

using System.Text.Json.Serialization;

namespace SupplyChain.Scanning.Trivy.Settings;

/// <summary>What Trivy would rather avoid (its flag <c>--detection-priority</c>).</summary>
[JsonConverter(typeof(TrivyWordsJsonConverter<TrivyDetectionPriority>))]
public enum TrivyDetectionPriority
{
    /// <summary>False alarms.</summary>
    Precise = 0,

    /// <summary>Missed findings.</summary>
    Comprehensive = 1,
}

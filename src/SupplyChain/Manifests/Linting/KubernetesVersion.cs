using System.Globalization;

namespace SupplyChain.Manifests.Linting;

/// <summary>A minor version of Kubernetes, such as 1.34.</summary>
/// <param name="Minor">The part behind <c>1.</c>.</param>
public readonly record struct KubernetesVersion(int Minor) : IComparable<KubernetesVersion>
{
    /// <summary>The newest version whose rules are known; newer ones are judged like it.</summary>
    public static KubernetesVersion Newest { get; } = new(37);

    /// <summary>Reads <c>1.34</c>, <c>v1.34</c> or <c>1.34.2</c>.</summary>
    /// <exception cref="ConfigurationException">The text is not a version of Kubernetes 1.</exception>
    public static KubernetesVersion Parse(string text) =>
        TryParse(text, out var version)
            ? version
            : throw new ConfigurationException(
                "kubernetes.version",
                $"{Images.Printable.Quote(text)} is not a Kubernetes version; write it as 1.34."
            );

    /// <summary>Reads a version; false when the text is not one.</summary>
    public static bool TryParse(string? text, out KubernetesVersion version)
    {
        version = default;
        var parts = (text ?? "").TrimStart('v').Split('.');
        if (
            parts.Length is < 2 or > 3
            || parts[0] != "1"
            || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var minor)
            || minor > 999
        )
        {
            return false;
        }

        version = new KubernetesVersion(minor);
        return parts.Length == 2 || int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out _);
    }

    /// <inheritdoc />
    public int CompareTo(KubernetesVersion other) => Minor.CompareTo(other.Minor);

    /// <summary>Whether the left version is older.</summary>
    public static bool operator <(KubernetesVersion left, KubernetesVersion right) => left.Minor < right.Minor;

    /// <summary>Whether the left version is newer.</summary>
    public static bool operator >(KubernetesVersion left, KubernetesVersion right) => left.Minor > right.Minor;

    /// <summary>Whether the left version is older or the same.</summary>
    public static bool operator <=(KubernetesVersion left, KubernetesVersion right) => left.Minor <= right.Minor;

    /// <summary>Whether the left version is newer or the same.</summary>
    public static bool operator >=(KubernetesVersion left, KubernetesVersion right) => left.Minor >= right.Minor;

    /// <inheritdoc />
    public override string ToString() => FormattableString.Invariant($"1.{Minor}");
}

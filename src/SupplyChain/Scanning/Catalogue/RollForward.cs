using System.Globalization;
using SupplyChain.Scanning.Versions;

namespace SupplyChain.Scanning.Catalogue;

/// <summary>Which installed version of a framework the host of .NET takes (dotnet/designs, accepted/2019/runtime-binding.md).</summary>
internal static class RollForward
{
    /// <summary>The version that is taken; null where none will do.</summary>
    public static string? Choose(RuntimeUse use, IReadOnlyCollection<string> installed)
    {
        if (Parse(use.Requested) is not { } wanted)
        {
            return null;
        }

        var able = installed
            .Select(text => (Text: text, Version: Parse(text)))
            .Where(candidate => candidate.Version is not null && Order.Compare(candidate.Text, use.Requested) >= 0)
            .Select(candidate => (candidate.Text, Version: candidate.Version!.Value))
            .Where(candidate => Allows(use.RollForward, wanted, candidate.Version) && IsAllowedText(use, candidate.Text))
            .ToList();
        // A program that asks for a release gets one, and a preview only where there is no release that will do.
        var releases = able.Where(candidate => !IsPreview(candidate.Text)).ToList();
        able = releases.Count > 0 && !IsPreview(use.Requested) ? releases : able;
        return able.Count == 0 ? null : Pick(use.RollForward, able);
    }

    private static DottedVersionOrder Order => DottedVersionOrder.SemanticVersion;

    private static bool Allows(string policy, (int Major, int Minor) wanted, (int Major, int Minor) version) =>
        policy.ToUpperInvariant() switch
        {
            "DISABLE" or "LATESTPATCH" => version == wanted,
            "MAJOR" or "LATESTMAJOR" => true,
            _ => version.Major == wanted.Major,
        };

    private static bool IsAllowedText(RuntimeUse use, string text) =>
        !use.RollForward.Equals("Disable", StringComparison.OrdinalIgnoreCase) || text == use.Requested;

    // The nearest minor version and its latest patch, unless the policy says the latest of all.
    private static string Pick(string policy, List<(string Text, (int Major, int Minor) Version)> able)
    {
        var nearest = able.Min(candidate => candidate.Version);
        var latest = policy.StartsWith("LatestM", StringComparison.OrdinalIgnoreCase);
        return able.Where(candidate => latest || candidate.Version == nearest)
            .Select(candidate => candidate.Text)
            .Aggregate((one, other) => Order.Compare(one, other) >= 0 ? one : other);
    }

    private static bool IsPreview(string version) => version.Contains('-', StringComparison.Ordinal);

    private static (int Major, int Minor)? Parse(string version)
    {
        var parts = version.Split('-', '+')[0].Split('.');
        return
            parts.Length >= 2
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var major)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var minor)
            ? (major, minor)
            : null;
    }
}

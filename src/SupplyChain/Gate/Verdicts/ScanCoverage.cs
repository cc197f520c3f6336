using SupplyChain.Images;
using SupplyChain.Scanning;

namespace SupplyChain.Gate.Verdicts;

/// <summary>Whether the silence of a scan means anything.</summary>
internal static class ScanCoverage
{
    /// <summary>Why it does not, as clauses; none where it does.</summary>
    /// <param name="report">The scan.</param>
    /// <param name="image">The image or index.</param>
    /// <param name="part">The manifest of the image or of one platform.</param>
    public static IEnumerable<string> Gaps(ScanReport report, Digest? image, Digest part)
    {
        if (!IsOf(report.Target, image, part))
        {
            yield return $"it is of another image ({report.Target.Manifest ?? report.Target.Digest})";
        }

        if (report.Packages.Count == 0)
        {
            yield return "it found no packages";
        }

        if (report.Advisories.Count == 0)
        {
            yield return "it matched with no advisories";
        }

        if (report.OperatingSystem is { EndOfLife: true } system)
        {
            yield return $"{Printable.Line($"{system.Id} {system.Version}".TrimEnd())} no longer gets advisories";
        }

        if (report.Limitations is [var first, ..])
        {
            var more =
                report.Limitations.Count == 1 ? "" : FormattableString.Invariant($" ({report.Limitations.Count - 1} more)");
            yield return $"it is not complete: {Printable.Line(first.Message.TrimEnd('.'))}{more}";
        }
    }

    private static bool IsOf(ScannedTarget target, Digest? image, Digest part) =>
        target.Kind == ScannedTarget.Image
        && (target.Manifest ?? target.Digest) == part
        && (target.Digest == part || target.Digest == image);
}

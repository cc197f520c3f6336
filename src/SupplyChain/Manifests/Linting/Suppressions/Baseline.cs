using System.Text.Json;
using SupplyChain.Images;

namespace SupplyChain.Manifests.Linting.Suppressions;

/// <summary>Findings of an earlier report, known again by rule, object, field and value, whatever line they moved to.</summary>
public sealed class Baseline
{
    private const long LargestFile = 256L * 1024 * 1024;

    private readonly Dictionary<string, int> counts;

    private Baseline(string file, Dictionary<string, int> counts)
    {
        File = file;
        this.counts = counts;
    }

    /// <summary>The report's file.</summary>
    public string File { get; }

    /// <summary>How many findings it holds.</summary>
    public int Count => counts.Values.Sum();

    /// <summary>Reads a report that <c>lint --format json</c> wrote.</summary>
    /// <exception cref="ConfigurationException">It cannot be read, or is no such report.</exception>
    public static Baseline Load(string path)
    {
        try
        {
            using var stream = System.IO.File.OpenRead(path);
            if (stream.Length > LargestFile)
            {
                throw NoReport(path, null);
            }

            using var json = JsonDocument.Parse(stream);
            var root = json.RootElement;
            if (root.GetProperty("schema").GetString() != LintReport.Schema)
            {
                throw NoReport(path, null);
            }

            return new Baseline(
                path,
                root.GetProperty("findings")
                    .EnumerateArray()
                    .Select(finding => finding.GetProperty("fingerprint").GetString()!)
                    .CountBy(fingerprint => fingerprint, StringComparer.Ordinal)
                    .ToDictionary(StringComparer.Ordinal)
            );
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new ConfigurationException(
                "lint.baseline",
                $"The baseline {Printable.Quote(path)} cannot be read; check its path and permissions.",
                error
            );
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw NoReport(path, error);
        }
    }

    /// <summary>The findings again, each as often as the report has it, with what suppresses them.</summary>
    internal Func<LintFinding, Suppression?> Matcher()
    {
        var left = new Dictionary<string, int>(counts, StringComparer.Ordinal);
        return finding =>
        {
            if (!left.TryGetValue(finding.Fingerprint, out var count) || count == 0)
            {
                return null;
            }

            left[finding.Fingerprint] = count - 1;
            return new Suppression
            {
                Rule = finding.Rule,
                Source = SuppressionSource.Baseline,
                Reason = "known in the baseline",
                Owner = "baseline",
                Until = DateOnly.MaxValue,
                File = File,
                Line = 1,
                Covers = _ => true,
            };
        };
    }

    private static ConfigurationException NoReport(string path, Exception? error) =>
        new(
            "lint.baseline",
            $"The baseline {Printable.Quote(path)} is no report of 'lint --format json'; write one with 'lint … --format json --output FILE'.",
            error
        );
}

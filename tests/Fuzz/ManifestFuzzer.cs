using System.Diagnostics;
using SupplyChain.Manifests;
using SupplyChain.Manifests.Linting;
using SupplyChain.Manifests.Linting.Fixes;
using SupplyChain.Manifests.Linting.Suppressions;
using SupplyChain.Manifests.Yaml;

namespace SupplyChain.Fuzz;

/// <summary>
/// Reads, lints and fixes mangled manifests until its time is over. Nothing may throw or take long, every place must lie in the
/// text, and a fix must keep the text readable.
/// </summary>
internal sealed class ManifestFuzzer(IReadOnlyList<string> corpus, int seed)
{
    /// <summary>Most processor time for one text of at most 64 KiB, far above what any takes.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    /// <summary>Time between two lines of the log.</summary>
    private static readonly TimeSpan Telling = TimeSpan.FromMinutes(1);

    private readonly Mutator mutator = new(corpus, new Random(seed));
    private readonly LintOptions options = new()
    {
        Suppressions = new SuppressionOptions(new DateOnly(2026, 11, 25), LintConfiguration.Empty, null),
    };

    /// <summary>Runs; false when something was wrong, whose text then lies in the temporary folder.</summary>
    public bool Run(TimeSpan time, TextWriter log)
    {
        var clock = Stopwatch.StartNew();
        var (texts, slowest, told) = (0, TimeSpan.Zero, TimeSpan.Zero);
        while (clock.Elapsed < time)
        {
            var text = mutator.Next();
            var start = Environment.CpuUsage.TotalTime;
            var fault = Judge(text, texts % 10 == 0);
            var took = Environment.CpuUsage.TotalTime - start;
            slowest = took > slowest ? took : slowest;
            texts++;
            if (fault is null && took > Longest)
            {
                fault = $"It took {took.TotalSeconds:0.0} s.";
            }

            if (fault is not null)
            {
                var path = Path.Combine(Path.GetTempPath(), $"fuzz-{seed}-{texts}.yaml");
                File.WriteAllText(path, text);
                log.WriteLine($"{path}: {fault}");
                return false;
            }

            if (clock.Elapsed - told > Telling)
            {
                told = clock.Elapsed;
                log.WriteLine($"{clock.Elapsed:hh\\:mm\\:ss}  {texts} texts, the slowest in {slowest.TotalMilliseconds:0} ms");
            }
        }

        log.WriteLine(
            $"{texts} texts in {clock.Elapsed:hh\\:mm\\:ss} from seed {seed}: clean. The slowest took {slowest.TotalMilliseconds:0} ms."
        );
        return true;
    }

    private string? Judge(string text, bool fixes)
    {
        try
        {
            var file = ManifestFile.Parse("fuzz.yaml", text);
            var set = new ManifestSet([file]);
            var fault = file
                .Yaml.Documents.Select(document => Misplaced(document.Root, text.Length))
                .FirstOrDefault(found => found is not null);
            if (fault is not null)
            {
                return fault;
            }

            var report = Linter.Lint(set, options);
            if (report.Findings.FirstOrDefault(finding => finding.Line < 1 || finding.Column < 1) is { } nowhere)
            {
                return $"{nowhere.Rule} points nowhere.";
            }

            foreach (var finding in report.Findings)
            {
                _ = (finding.Excerpt, finding.Fix, finding.Fingerprint, finding.Identity);
            }

            if (!fixes)
            {
                return null;
            }

            var result = ManifestFixer.Fix(set, options);
            return result.Manifests.Problems.Count() > set.Problems.Count() ? "A fix broke the text." : null;
        }
        catch (Exception error)
        {
            return error.ToString();
        }
    }

    private static string? Misplaced(YamlNode node, int length)
    {
        var (start, end) = (node.Location.Start.Offset, node.Location.End.Offset);
        return start < 0 || end < start || end > length
            ? $"A node stands from {start} to {end} in a text of {length} characters."
            : node
                .Items.Concat(node.Entries.Select(entry => entry.Value))
                .Select(child => Misplaced(child, length))
                .FirstOrDefault(fault => fault is not null);
    }
}

using System.Text;
using SupplyChain.Manifests;
using SupplyChain.Manifests.Linting;
using SupplyChain.Manifests.Linting.Fixes;
using SupplyChain.Manifests.Linting.Suppressions;
using SupplyChain.Manifests.Yaml;

namespace SupplyChain.Fuzzing;

/// <summary>
/// Reads, lints and fixes mangled manifests. Nothing may throw or take long, every place must lie in the text, and a fix must keep
/// the text readable.
/// </summary>
internal static class ManifestTarget
{
    private const int Longest = 64 * 1024;

    private static readonly string[] Signs =
    [
        "\n",
        "\r\n",
        "\r",
        "\t",
        "  ",
        ": ",
        "- ",
        "? ",
        "{",
        "}",
        "[",
        "]",
        ",",
        "&a ",
        "*a",
        "!t ",
        "!!int ",
        "| ",
        "|+\n",
        ">-\n",
        "'",
        "\"",
        "\\",
        "#",
        " # supplychain:ignore ",
        "---\n",
        "...\n",
        "%YAML 1.1\n",
        "<<: ",
        "{{ x }}",
        "~",
        "\0",
        "\u00a0",
        "\u2028",
        "\ufeff",
        "\ud800",
    ];

    private static readonly LintOptions Options = new()
    {
        Suppressions = new SuppressionOptions(new DateOnly(2026, 11, 25), LintConfiguration.Empty, null),
    };

    /// <summary>The target: small real manifests of the public test data, where that is there, and forms that they lack.</summary>
    public static FuzzTarget Make()
    {
        var texts = ManifestCorpus.Read(Environment.GetEnvironmentVariable("SUPPLYCHAIN_DATA"));
        return new FuzzTarget("manifest", [.. texts.Select(Encoding.UTF8.GetBytes)], Read)
        {
            Words = [.. Signs.Select(Encoding.UTF8.GetBytes)],
            // With all rules and fixes, far above what any text takes.
            Longest = TimeSpan.FromSeconds(10),
        };
    }

    private static void Read(byte[] input)
    {
        var text = Encoding.UTF8.GetString(input, 0, Math.Min(input.Length, Longest));
        if (Fault(text) is { } fault)
        {
            throw new InvalidOperationException(fault);
        }
    }

    private static string? Fault(string text)
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

        var report = Linter.Lint(set, Options);
        if (report.Findings.FirstOrDefault(finding => finding.Line < 1 || finding.Column < 1) is { } nowhere)
        {
            return $"{nowhere.Rule} points nowhere.";
        }

        foreach (var finding in report.Findings)
        {
            _ = (finding.Excerpt, finding.Fix, finding.Fingerprint, finding.Identity);
        }

        var result = ManifestFixer.Fix(set, Options);
        return result.Manifests.Problems.Count() > set.Problems.Count() ? "A fix broke the text." : null;
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

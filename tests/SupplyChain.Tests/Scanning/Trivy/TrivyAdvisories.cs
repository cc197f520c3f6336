using System.Text.Json;
using System.Text.Json.Nodes;
using SupplyChain.Scanning;
using SupplyChain.Testing;

namespace SupplyChain.Tests.Scanning.Trivy;

/// <summary>Turns the advisories that Trivy's tests keep in YAML into OSV records.</summary>
internal static class TrivyAdvisories
{
    private static readonly Dictionary<string, string> Ecosystems = new(StringComparer.Ordinal)
    {
        ["pip"] = "PyPI",
        ["npm"] = "npm",
        ["composer"] = "Packagist",
        ["maven"] = "Maven",
        ["erlang"] = "Hex",
    };

    /// <summary>Writes the records of one file.</summary>
    public static void Write(string file, TemporaryFolder folder)
    {
        using var document = YamlJson.Read(File.ReadAllBytes(file));
        var number = 0;
        foreach (var source in document.RootElement.EnumerateArray())
        {
            var ecosystem = Ecosystems[source.GetProperty("bucket").GetString()!.Split("::")[0]];
            foreach (var package in source.GetProperty("pairs").EnumerateArray())
            {
                foreach (var entry in package.GetProperty("pairs").EnumerateArray())
                {
                    var record = Record(ecosystem, package.GetProperty("bucket").GetString()!, entry);
                    folder.Write($"{number++}.json", record.ToJsonString());
                }
            }
        }
    }

    private static JsonObject Record(string ecosystem, string name, JsonElement entry) =>
        new()
        {
            ["id"] = entry.GetProperty("key").GetString(),
            ["modified"] = "2026-01-01T00:00:00Z",
            ["affected"] = new JsonArray(
                new JsonObject
                {
                    ["package"] = new JsonObject { ["ecosystem"] = ecosystem, ["name"] = name },
                    ["ranges"] = new JsonArray([
                        .. entry
                            .GetProperty("value")
                            .GetProperty("VulnerableVersions")
                            .EnumerateArray()
                            .Select(written => Range(written.GetString()!)),
                    ]),
                }
            ),
        };

    // ">=1.0, <2.0" becomes what is introduced and what is fixed; "[1.0,2.0)" is another way to write it.
    private static JsonObject Range(string written)
    {
        if (written.StartsWith('[') && written.EndsWith(')'))
        {
            written = $">={written[1..^1].Replace(",", ",<", StringComparison.Ordinal)}";
        }

        var events = new JsonArray();
        foreach (var bound in written.Split(',', StringSplitOptions.TrimEntries))
        {
            var version = bound.TrimStart('<', '>', '=', ' ');
            events.Add(
                new JsonObject
                {
                    [
                        bound.StartsWith(">=", StringComparison.Ordinal) ? "introduced"
                        : bound.StartsWith("<=", StringComparison.Ordinal) ? "last_affected"
                        : bound.StartsWith('<') ? "fixed"
                        : throw new FormatException(written)
                    ] = version,
                }
            );
        }

        if (!written.Contains(">=", StringComparison.Ordinal))
        {
            events.Insert(0, new JsonObject { ["introduced"] = "0" });
        }

        return new JsonObject { ["type"] = "ECOSYSTEM", ["events"] = events };
    }
}

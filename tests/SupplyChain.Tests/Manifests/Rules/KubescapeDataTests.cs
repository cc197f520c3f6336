using System.Text.Json;
using SupplyChain.Images;
using SupplyChain.Manifests;
using SupplyChain.Manifests.Linting;
using SupplyChain.Manifests.Yaml;
using SupplyChain.Testing;
using Xunit;

namespace SupplyChain.Tests.Manifests.Rules;

/// <summary>Compares findings with the expected results of another tool's rules; kubescape.yaml says where they differ, and why.</summary>
public sealed class KubescapeDataTests
{
    /// <summary>Kinds that are who has a right, and not what gives it.</summary>
    private static readonly string[] Subjects = ["User", "Group", "ServiceAccount"];

    private static readonly YamlNode Differences = YamlFile
        .Parse(
            "kubescape.yaml",
            File.ReadAllText(SourceTree.At("tests", "SupplyChain.Tests", "Manifests", "Rules", "kubescape.yaml"))
        )
        .Documents[0]
        .Root;

    [Fact]
    public void Every_rule_of_the_data_is_covered_or_says_why_not()
    {
        var rules = Directory
            .EnumerateDirectories(TestData.Require("kubescape-cases"))
            .Select(path => Path.GetFileName(path)!)
            .Order(StringComparer.Ordinal);
        Assert.Equal(rules, Differences.Entries.Select(entry => entry.Name).Order(StringComparer.Ordinal));
        Assert.All(
            Differences.Entries,
            entry => Assert.True(entry.Value["ids"] is null != entry.Value["uncovered"] is null, entry.Name)
        );
    }

    [Fact]
    public void The_same_objects_fail_at_the_same_places_but_for_reasoned_differences()
    {
        var root = TestData.Require("kubescape-cases");
        var wrong = new List<string>();
        var compared = 0;
        foreach (var rule in Differences.Entries.Where(rule => rule.Value["ids"] is not null))
        {
            var ids = rule.Value.List("ids").Select(id => id.AsString!).ToList();
            foreach (var folder in Directory.EnumerateDirectories(Path.Combine(root, rule.Name)).Order(StringComparer.Ordinal))
            {
                // Without input there is nothing that could fail.
                if (Directory.Exists(Path.Combine(folder, "input")))
                {
                    compared++;
                    var name = Path.GetFileName(folder);
                    var faults = Compare(
                        rule.Value,
                        Expected(folder),
                        Found(folder, ids),
                        rule.Value["cases"]?[name] is not null
                    );
                    wrong.AddRange(faults.Select(fault => $"{rule.Name}/{name}: {fault}"));
                }
            }
        }

        Assert.True(wrong.Count == 0, $"{wrong.Count} in {compared} cases\n" + string.Join('\n', wrong));
        Assert.True(compared > 200, $"only {compared} cases were compared");
    }

    private static IEnumerable<string> Compare(
        YamlNode rule,
        HashSet<(string Object, string Path)> expected,
        HashSet<(string Object, string Path)> found,
        bool differs
    )
    {
        if (rule["bindings"] is not null)
        {
            expected.RemoveWhere(place => place.Object.Contains("Binding/", StringComparison.Ordinal));
            found.RemoveWhere(place => place.Object.Contains("Binding/", StringComparison.Ordinal));
        }

        var objects = expected.Select(place => place.Object).ToHashSet();
        var ours = found.Select(place => place.Object).ToHashSet();
        if (objects.SetEquals(ours) == differs)
        {
            yield return differs
                ? "the same objects fail, so the reason given for other ones is out of date"
                : $"expected {string.Join(", ", objects)}; found {string.Join(", ", ours)}";
        }

        var missing = expected.Where(place => ours.Contains(place.Object) && !found.Any(other => IsSame(place, other))).ToList();
        var added = found.Where(place => objects.Contains(place.Object) && !expected.Any(other => IsSame(place, other))).ToList();
        if (missing.Count > 0 && rule["fewer"] is null && rule["bindings"] is null)
        {
            yield return "not found: " + string.Join(", ", missing);
        }

        if (added.Count > 0 && rule["extra"] is null && rule["bindings"] is null)
        {
            yield return "found besides: " + string.Join(", ", added);
        }
    }

    /// <summary>Whether two places in an object are the same: one path begins the other.</summary>
    private static bool IsSame((string Object, string Path) left, (string Object, string Path) right) =>
        left.Object == right.Object && (Begins(left.Path, right.Path) || Begins(right.Path, left.Path));

    private static bool Begins(string path, string longer) =>
        path.Length == 0
        || path == longer
        || (longer.StartsWith(path, StringComparison.Ordinal) && longer[path.Length] is '.' or '[');

    private static HashSet<(string, string)> Found(string folder, IReadOnlyList<string> ids)
    {
        var options = new LintOptions { Rules = RuleSet.BuiltIn.Select([.. ids]), Registries = Registries(folder) };
        return
        [
            .. Linter
                .Lint(ManifestSet.Load([Path.Combine(folder, "input")]), options)
                .Findings.Select(finding => ($"{finding.Resource.Kind}/{finding.Resource.Name}", finding.Path)),
        ];
    }

    /// <summary>The registries that a case allows; a name there stands for its subdomains, too.</summary>
    private static IReadOnlyList<RepositoryPattern> Registries(string folder)
    {
        var path = Path.Combine(folder, "data.json");
        if (!File.Exists(path))
        {
            return [];
        }

        using var data = JsonDocument.Parse(File.ReadAllText(path));
        return
            data.RootElement.TryGetProperty("postureControlInputs", out var inputs)
            && inputs.TryGetProperty("imageRepositoryAllowList", out var list)
            ?
            [
                .. list.EnumerateArray()
                    .SelectMany(name => new[] { $"{name}/**", $"*.{name}/**" })
                    .Select(text =>
                        RepositoryPattern.TryParse(text, out var pattern) ? pattern : throw new FormatException(text)
                    ),
            ]
            : [];
    }

    private static HashSet<(string, string)> Expected(string folder)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "expected.json")));
        var places = new HashSet<(string, string)>();
        foreach (var alert in document.RootElement.ValueKind == JsonValueKind.Array ? document.RootElement.EnumerateArray() : [])
        {
            var about = alert.GetProperty("alertObject");
            var named = Objects(about, "k8sApiObjects").ToList();
            var related = about.TryGetProperty("externalObjects", out var external)
                ? Objects(external, "relatedObjects").ToList()
                : [];
            if (external.ValueKind == JsonValueKind.Object && !Subjects.Contains(external.GetProperty("kind").GetString()))
            {
                named.Add(Name(external));
            }

            foreach (var item in named)
            {
                places.Add((item, ""));
            }

            foreach (var path in Paths(alert))
            {
                if (path.StartsWith("relatedObjects[", StringComparison.Ordinal))
                {
                    var end = path.IndexOf(']', StringComparison.Ordinal);
                    places.Add(
                        (
                            related[int.Parse(path[15..end], System.Globalization.CultureInfo.InvariantCulture)],
                            Normal(path[(end + 2)..])
                        )
                    );
                }
                else if (named.Concat(related).FirstOrDefault() is { } owner)
                {
                    places.Add((owner, Normal(path)));
                }
            }
        }

        return places;
    }

    private static IEnumerable<string> Paths(JsonElement alert) =>
        new[] { "failedPaths", "reviewPaths", "fixPaths" }
            .Where(name => alert.TryGetProperty(name, out var paths) && paths.ValueKind == JsonValueKind.Array)
            .SelectMany(name => alert.GetProperty(name).EnumerateArray())
            .Select(path => path.ValueKind == JsonValueKind.String ? path.GetString()! : path.GetProperty("path").GetString()!);

    /// <summary>The path as findings write it: <c>data[key]</c> there is <c>data.key</c> here.</summary>
    private static string Normal(string path) =>
        path.StartsWith("data[", StringComparison.Ordinal) ? "data." + path[5..].TrimEnd(']') : path;

    private static IEnumerable<string> Objects(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array
            ? list.EnumerateArray().Select(Name)
            : [];

    private static string Name(JsonElement item)
    {
        var name =
            item.TryGetProperty("metadata", out var metadata) && metadata.TryGetProperty("name", out var inMetadata)
                ? inMetadata.GetString()
            : item.TryGetProperty("name", out var own) ? own.GetString()
            : "";
        return $"{item.GetProperty("kind").GetString()}/{name}";
    }
}

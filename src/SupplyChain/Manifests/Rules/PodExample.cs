using SupplyChain.Manifests.Linting;

namespace SupplyChain.Manifests.Rules;

/// <summary>Examples that show one field of a pod.</summary>
internal static class PodExample
{
    /// <summary>A pod with these lines in its spec and its container; the lines bring their own indentation.</summary>
    public static RuleExample Of(string pod = "", string container = "", string metadata = "") =>
        new(
            $"""
            apiVersion: v1
            kind: Pod
            metadata:
              name: api
              namespace: shop{Indented(2, metadata)}
            spec:{Indented(2, pod)}
              containers:
              - name: api
                image: registry.example/shop/api:1.4.0@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08{Indented(
                4,
                container
            )}

            """
        );

    /// <summary>The example with one text in it replaced by another.</summary>
    public static RuleExample With(this RuleExample example, string text, string replacement) =>
        new(example.Yaml.Replace(text, replacement, StringComparison.Ordinal));

    private static string Indented(int columns, string lines) =>
        lines.Length == 0 ? "" : string.Concat(lines.Split('\n').Select(line => "\n" + new string(' ', columns) + line));
}

namespace SupplyChain.Fuzzing;

/// <summary>The texts that are mangled: small real manifests, and forms of YAML that real ones don't have.</summary>
internal static class ManifestCorpus
{
    private const int Largest = 16 * 1024;
    private const int Most = 2_000;

    private static readonly string[] Forms =
    [
        "a: &x {b: [1, 2]}\nc: *x\n<<: *x\n",
        "a: |+\n  text\n\n\nb: >-\n  folded\n  text\n",
        "? complex\n: value\n? [a, b]\n: c\n",
        "--- !tag\n!!str 12\n...\n%YAML 1.1\n---\n'quoted ''text'''\n",
        "\"esc\\u0041\\n\\x20\\\n  continued\": \"\\\"\"\n",
        "{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"spec\":{\"containers\":[{\"name\":\"a\",\"image\":\"b\"}]}}",
        "apiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: Pod, spec: {hostPID: yes}}\n",
        "a: b # supplychain:ignore pss-privileged reason=\"x\" owner=y until=2027-01-31\n",
        "a: {{ .Values.x }}\n---\nb: '{{ .Values.y }}'\n",
        "- - - a\n    - b\n  -\n-\n",
        "a:\n- b\n-\n  - c\nd: [,]\ne: {,}\n",
        "\ufeffa: 0400\nb: 0x1F\nc: 1_000\nd: on\ne: ~\nf: 2001-12-14\n",
    ];

    /// <summary>Reads the texts, the same in every run.</summary>
    public static IReadOnlyList<string> Read(string? folder)
    {
        var files = folder is null
            ? []
            : Directory
                .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
                .Where(file => Path.GetExtension(file) is ".yaml" or ".yml" or ".json")
                .Where(file => new FileInfo(file).Length < Largest)
                .Order(StringComparer.Ordinal)
                .ToList();
        var step = Math.Max(1, files.Count / Most);
        return [.. Forms, .. files.Where((_, index) => index % step == 0).Select(File.ReadAllText)];
    }
}

namespace SupplyChain.Scanning.Trivy.Settings;

/// <summary>Files that settings name.</summary>
internal static class TrivyFile
{
    /// <summary>A problem for each file that is set and does not exist.</summary>
    /// <param name="setting">Name of the setting.</param>
    /// <param name="paths">What it names.</param>
    public static IEnumerable<string> Missing(string setting, params IEnumerable<string?> paths) =>
        paths.OfType<string>().Where(path => !File.Exists(path)).Select(path => $"{setting} names '{path}', which is no file");
}

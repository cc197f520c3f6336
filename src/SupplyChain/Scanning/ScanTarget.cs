namespace SupplyChain.Scanning;

/// <summary>Something to scan: an image, a directory or an SBOM.</summary>
/// <param name="Name">The target as somebody wrote it.</param>
public abstract record ScanTarget(string Name)
{
    /// <summary>Reads <c>dir:PATH</c> or <c>sbom:FILE</c>; null for anything else, which is an image to be resolved.</summary>
    /// <exception cref="ConfigurationException">The directory or file does not exist.</exception>
    public static ScanTarget? ParseLocal(string text)
    {
        if (text.StartsWith("dir:", StringComparison.Ordinal))
        {
            var path = text["dir:".Length..];
            return Directory.Exists(path)
                ? new DirectoryTarget(text, path)
                : throw new ConfigurationException(
                    "scan.target",
                    $"'{text}' names no directory; give the path of an existing one after 'dir:'."
                );
        }

        if (text.StartsWith("sbom:", StringComparison.Ordinal))
        {
            var path = text["sbom:".Length..];
            return File.Exists(path)
                ? new SbomTarget(text, path)
                : throw new ConfigurationException(
                    "scan.target",
                    $"'{text}' names no file; give the path of a CycloneDX or SPDX JSON file after 'sbom:'."
                );
        }

        return null;
    }
}

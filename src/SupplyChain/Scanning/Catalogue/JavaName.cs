namespace SupplyChain.Scanning.Catalogue;

/// <summary>Which package of Maven an archive of Java is.</summary>
/// <param name="Group">The group; null where nothing says it.</param>
/// <param name="Artifact">The artifact.</param>
/// <param name="Version">The version.</param>
internal readonly record struct JavaName(string? Group, string Artifact, string Version)
{
    /// <summary>As <c>pom.properties</c> says, which is certain; none where it is not whole.</summary>
    public static IEnumerable<JavaName> OfProperties(IReadOnlyDictionary<string, string> properties)
    {
        if (
            properties.GetValueOrDefault("groupId") is { Length: > 0 } group
            && properties.GetValueOrDefault("artifactId") is { Length: > 0 } artifact
            && properties.GetValueOrDefault("version") is { Length: > 0 } version
        )
        {
            yield return new JavaName(group, artifact, version);
        }
    }

    /// <summary>As the manifest and the file's name say; none where they name no version.</summary>
    /// <param name="manifest">The main attributes (docs.oracle.com, "JAR File Specification"; OSGi Core, "Bundle Manifest Headers").</param>
    /// <param name="file">Name of the file, such as <c>log4j-1.2.17.jar</c>.</param>
    public static IEnumerable<JavaName> OfManifest(IReadOnlyDictionary<string, string> manifest, ReadOnlySpan<char> file)
    {
        var stem = file[..file.LastIndexOf('.')].ToString();
        var hyphen = VersionStart(stem);
        var artifact = hyphen > 0 ? stem[..hyphen] : manifest.GetValueOrDefault("Implementation-Title") ?? stem;
        var version =
            hyphen > 0
                ? stem[(hyphen + 1)..]
                : manifest.GetValueOrDefault("Implementation-Version") ?? manifest.GetValueOrDefault("Bundle-Version");
        return string.IsNullOrEmpty(version) || artifact.Length == 0 || artifact.Contains(' ', StringComparison.Ordinal)
            ? []
            : [new JavaName(GroupOf(manifest, artifact), artifact, version)];
    }

    // A vendor id is the group by convention; a symbolic name is the group and the artifact.
    private static string? GroupOf(IReadOnlyDictionary<string, string> manifest, string artifact)
    {
        if (manifest.GetValueOrDefault("Implementation-Vendor-Id") is { } vendor && IsGroup(vendor))
        {
            return vendor;
        }

        var symbolic = (manifest.GetValueOrDefault("Bundle-SymbolicName") ?? "").Split(';')[0].Trim();
        var group = symbolic.EndsWith("." + artifact, StringComparison.Ordinal) ? symbolic[..^(artifact.Length + 1)] : "";
        return IsGroup(group) ? group : null;
    }

    private static bool IsGroup(string text) =>
        text.Contains('.', StringComparison.Ordinal)
        && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' or '_');

    private static int VersionStart(string stem)
    {
        for (var index = 1; index < stem.Length - 1; index++)
        {
            if (stem[index] == '-' && char.IsAsciiDigit(stem[index + 1]))
            {
                return index;
            }
        }

        return -1;
    }
}

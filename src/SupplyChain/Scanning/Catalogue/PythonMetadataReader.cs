namespace SupplyChain.Scanning.Catalogue;

/// <summary>
/// An installed package of Python: <c>METADATA</c> in its <c>.dist-info</c>, <c>PKG-INFO</c> in its <c>.egg-info</c> or its <c>.egg</c>, or
/// <c>.egg-info</c> as a file (packaging.python.org, "Core metadata specifications").
/// </summary>
internal sealed class PythonMetadataReader : FileReader
{
    private static readonly string[] Fields =
    [
        "Name",
        "Version",
        "License",
        "License-Expression",
        "Author",
        "Author-email",
        "Maintainer",
    ];

    // Older packages put the whole text of the licence there.
    private const int LongestLicense = 100;

    /// <inheritdoc />
    public override int LargestFile => 4 * 1024 * 1024;

    /// <inheritdoc />
    public override bool Accepts(string path) =>
        path.EndsWith(".dist-info/METADATA", StringComparison.Ordinal)
        || path.EndsWith(".egg-info/PKG-INFO", StringComparison.Ordinal)
        || path.EndsWith(".egg/EGG-INFO/PKG-INFO", StringComparison.Ordinal)
        || path.EndsWith(".egg-info", StringComparison.Ordinal);

    /// <inheritdoc />
    protected override FileFacts Understand(string path, ReadOnlyMemory<byte> content)
    {
        // The headers end at the first empty line; the description after it may look like more of them.
        var headers = ControlFile.Read(content, Fields).FirstOrDefault();
        return
            headers?.GetValueOrDefault("Name") is { Length: > 0 } name
            && headers.GetValueOrDefault("Version") is { Length: > 0 } version
            ? new FileFacts
            {
                Packages =
                [
                    new Package
                    {
                        Name = Plain.Text(name),
                        Version = Plain.Text(version),
                        Type = "pypi",
                        Location = path,
                        Supplier = Plain.OrNull(
                            headers.GetValueOrDefault("Maintainer")
                                ?? headers.GetValueOrDefault("Author")
                                ?? headers.GetValueOrDefault("Author-email")
                        ),
                        Licenses =
                            (headers.GetValueOrDefault("License-Expression") ?? headers.GetValueOrDefault("License"))
                                is { Length: > 0 and < LongestLicense } license
                            && license != "UNKNOWN"
                                ? [Plain.Text(license)]
                                : [],
                    },
                ],
            }
            : FileFacts.Unreadable(path, "it names no package, or no version of it");
    }
}

using System.Text.Json;
using SupplyChain.Images;
using SupplyChain.Scanning.Catalogue;

namespace SupplyChain.Scanning.Sbom;

/// <summary>Reads an SBOM back as a catalogue: CycloneDX 1.x and SPDX 2.x, in JSON.</summary>
internal static class SbomReader
{
    private const int LargestFile = 256 * 1024 * 1024;

    /// <summary>Reads the file of a target.</summary>
    /// <exception cref="ConfigurationException">It cannot be opened, or is no SBOM in one of these formats.</exception>
    public static async Task<PackageCatalogue> ReadAsync(SbomTarget target, CancellationToken cancellationToken)
    {
        try
        {
            var content =
                new FileInfo(target.Path).Length <= LargestFile
                    ? await File.ReadAllBytesAsync(target.Path, cancellationToken)
                    : throw NotAnSbom(target.Path, "it is larger than 256 MiB");
            return Read(content, target.Name, target.Path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw NotAnSbom(target.Path, "it cannot be opened", exception);
        }
    }

    /// <summary>Reads the text of an SBOM.</summary>
    /// <param name="content">UTF-8 text.</param>
    /// <param name="name">What the target is called.</param>
    /// <param name="origin">The file, for messages.</param>
    /// <exception cref="ConfigurationException">It is no SBOM in one of these formats.</exception>
    public static PackageCatalogue Read(ReadOnlyMemory<byte> content, string name, string origin)
    {
        try
        {
            var contents =
                TryRead(content)
                ?? throw NotAnSbom(origin, "it is neither CycloneDX nor SPDX 2 in JSON, nor an attestation of one");
            var packages = CatalogueBuilder.Sort(contents.Packages);
            return new PackageCatalogue
            {
                Target = new ScannedTarget(name, ScannedTarget.Sbom, Digest.Sha256(content.Span)),
                OperatingSystem = contents.OperatingSystem,
                Packages = packages,
                Applications = contents.Applications,
                Limitations = CatalogueBuilder.Limitations(contents.Limitations, packages.Count == 0),
            };
        }
        catch (JsonException exception)
        {
            throw NotAnSbom(origin, $"it is not valid JSON at line {exception.LineNumber + 1}", exception);
        }
        catch (InvalidOperationException exception)
        {
            throw NotAnSbom(origin, "it has text that is not UTF-8", exception);
        }
    }

    /// <summary>What an SBOM says; null where the document is none in one of these formats.</summary>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public static SbomContents? TryRead(ReadOnlyMemory<byte> content)
    {
        using var document = SbomWrapping.Open(content);
        var root = document.RootElement;
        return JsonText.Member(root, "bomFormat") == "CycloneDX" ? CycloneDxContents.Read(root)
            : JsonText.Member(root, "spdxVersion")?.StartsWith("SPDX-2.", StringComparison.Ordinal) is true
                ? SpdxContents.Read(root)
            : null;
    }

    private static ConfigurationException NotAnSbom(string path, string reason, Exception? inner = null) =>
        new(
            "sbom.format",
            $"The SBOM '{Plain.Text(path)}' cannot be used because {reason}; give a CycloneDX or SPDX 2 document in JSON.",
            inner
        );
}

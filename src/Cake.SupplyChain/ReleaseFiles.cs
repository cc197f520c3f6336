using SupplyChain.Images;

namespace Cake.SupplyChain;

/// <summary>Where the tasks of a release leave their results for one another and for people.</summary>
/// <param name="Folder">The release's output folder.</param>
internal sealed record ReleaseFiles(string Folder)
{
    public string Attestations => At("attestations");

    public string LintAttestation => At("attestations", "lint.jsonl");

    public string LintReport => At("lint.json");

    public string LintSarif => At("lint.sarif");

    public string Gated => At("gated");

    public string Decision => At("decision.json");

    public string Sbom(ReleaseImage image, string format) => At("sbom", $"{NameOf(image)}.{format}.json");

    public string Scan(ReleaseImage image) => At("scan", $"{NameOf(image)}.json");

    public string At(params string[] parts) => Path.Combine([Folder, .. parts]);

    /// <summary>Writes a result so that a killed run leaves the old file or the new one.</summary>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var temporary = path + ".tmp";
        File.WriteAllBytes(temporary, content);
        File.Move(temporary, path, overwrite: true);
    }

    /// <summary>Reads what an earlier task left.</summary>
    /// <exception cref="global::SupplyChain.ConfigurationException">That task has not run.</exception>
    public static byte[] Read(string path, string task) =>
        File.Exists(path)
            ? File.ReadAllBytes(path)
            : throw new global::SupplyChain.ConfigurationException(
                "cake.order",
                $"{path} does not exist; run the task {task} first, or leave out --exclusive."
            );

    /// <summary>What the files about an image are called, on every file system.</summary>
    public static string NameOf(ReleaseImage image) =>
        ImageReference.Parse(image.Reference).Repository.Replace('/', '-').Replace(':', '-');
}

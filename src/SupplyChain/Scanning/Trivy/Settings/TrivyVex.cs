using System.Text.Json.Serialization;

namespace SupplyChain.Scanning.Trivy.Settings;

/// <summary>A source of VEX statements for Trivy. Any but a document needs Trivy 0.71.1.</summary>
[JsonConverter(typeof(TrivyVexJsonConverter))]
public sealed record TrivyVex
{
    private readonly string word;

    private TrivyVex(string word) => this.word = word;

    /// <summary>The VEX repositories that Trivy has downloaded before, by <c>trivy vex repo download</c>.</summary>
    public static TrivyVex Repositories { get; } = new("repo");

    /// <summary>The attestation beside the image in its registry. Its signature is not checked.</summary>
    public static TrivyVex Attached { get; } = new("oci") { IsRemote = true };

    /// <summary>The documents that a scanned CycloneDX SBOM refers to.</summary>
    public static TrivyVex SbomReferences { get; } = new("sbom-ref") { IsRemote = true };

    /// <summary>A document in the form of OpenVEX, CSAF or CycloneDX.</summary>
    /// <param name="path">Its path.</param>
    public static TrivyVex Document(string path) => new("") { File = path };

    /// <summary>Path of a document; null for other sources.</summary>
    public string? File { get; private init; }

    /// <summary>Whether Trivy fetches it during a scan.</summary>
    internal bool IsRemote { get; private init; }

    /// <summary>What Trivy calls it.</summary>
    internal string Value => File is null ? word : Path.GetFullPath(File);

    /// <summary>The source as it is written in a file of settings.</summary>
    public override string ToString() => File ?? word;

    /// <summary>Reads a source: <c>repo</c>, <c>oci</c>, <c>sbom-ref</c>, or else the path of a document.</summary>
    public static TrivyVex Parse(string text) =>
        text switch
        {
            "repo" => Repositories,
            "oci" => Attached,
            "sbom-ref" => SbomReferences,
            _ => Document(text),
        };
}

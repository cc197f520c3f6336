using SupplyChain.Images;
using SupplyChain.Scanning;

namespace SupplyChain.Gate.Policies;

/// <summary>Reads an entry of <c>images</c>.</summary>
internal sealed class ImageRequirementReader(PolicyProblems problems, SignerNames signers)
{
    private static readonly RepositoryPattern Nothing = RepositoryPattern.TryParse("nothing.invalid", out var pattern)
        ? pattern
        : throw new InvalidOperationException();

    public ImageRequirement Read(PolicyNode node)
    {
        var section = new PolicySection(problems, node, "match", "digest", "signature", "provenance", "sbom", "scan");
        return new ImageRequirement
        {
            Match = section.Require("match") is { } match
                ? RepositoryPatternReader.Read(problems, section, match) ?? Nothing
                : Nothing,
            DigestRequired = section.Word("digest", PolicyWords.Required) ?? false,
            Signature = section.Find("signature") is { } signature ? signers.ReadOnlyBy(signature) : null,
            Provenance = section.Find("provenance") is { } provenance ? signers.ReadOnlyBy(provenance) : null,
            Sbom = section.Find("sbom") is { } sbom ? ReadSbom(sbom) : null,
            Scan = section.Find("scan") is { } scan ? ReadScan(scan) : null,
        };
    }

    private SbomRequirement ReadSbom(PolicyNode node)
    {
        var section = new PolicySection(problems, node, "formats", "by");
        _ = section.Require("formats");
        var formats = section.List("formats").Select(item => section.WordOf(item, PolicyWords.Formats)).OfType<SbomFormat>();
        return new SbomRequirement(signers.ReadBy(section), [.. formats.Distinct().Order()]);
    }

    private ScanRequirement ReadScan(PolicyNode node)
    {
        var section = new PolicySection(problems, node, "by", "maxAge", "dbMaxAge", "fail");
        _ = section.Require("maxAge");
        _ = section.Require("fail");
        return new ScanRequirement(
            signers.ReadBy(section),
            section.Duration("maxAge") ?? TimeSpan.Zero,
            [.. section.List("fail").Select(ReadLimit)]
        )
        {
            MaximumDatabaseAge = section.Duration("dbMaxAge"),
        };
    }

    private FindingLimit ReadLimit(PolicyNode node)
    {
        var section = new PolicySection(problems, node, "severity", "fixable", "grace");
        _ = section.Require("severity");
        return new FindingLimit(
            section.Word("severity", PolicyWords.Severities) ?? Severity.Unknown,
            section.Boolean("fixable"),
            section.Duration("grace") ?? TimeSpan.Zero
        );
    }
}

using SupplyChain.Images;

namespace SupplyChain.Attestations;

/// <summary>The predicate types this project knows, and the short names that cosign's <c>--type</c> gives them.</summary>
public static class PredicateTypes
{
    /// <summary>An image's signature (cosign bundle specification); the predicate is empty.</summary>
    public const string ImageSignature = "https://sigstore.dev/cosign/sign/v1";

    /// <summary>SLSA provenance v1; short name <c>slsaprovenance1</c>.</summary>
    public const string Provenance = "https://slsa.dev/provenance/v1";

    /// <summary>SLSA provenance v0.2, read only; short names <c>slsaprovenance</c> and <c>slsaprovenance02</c>.</summary>
    public const string Provenance02 = "https://slsa.dev/provenance/v0.2";

    /// <summary>SLSA verification summary v1; short name <c>vsa</c>, which is this project's own.</summary>
    public const string VerificationSummary = "https://slsa.dev/verification_summary/v1";

    /// <summary>Vulnerability scan, cosign's form v1; short name <c>vuln</c>.</summary>
    public const string VulnerabilityScan = "https://cosign.sigstore.dev/attestation/vuln/v1";

    /// <summary>CycloneDX SBOM; short name <c>cyclonedx</c>.</summary>
    public const string CycloneDx = "https://cyclonedx.org/bom";

    /// <summary>SPDX SBOM; short names <c>spdx</c> and <c>spdxjson</c>.</summary>
    public const string Spdx = "https://spdx.dev/Document";

    /// <summary>OpenVEX document; short name <c>openvex</c>.</summary>
    public const string OpenVex = "https://openvex.dev/ns";

    /// <summary>Test result v0.1; short name <c>test-result</c>, which is this project's own.</summary>
    public const string TestResult = "https://in-toto.io/attestation/test-result/v0.1";

    /// <summary>in-toto link v1; short name <c>link</c>.</summary>
    public const string Link = "https://in-toto.io/Link/v1";

    /// <summary>Anything else, as cosign attests it by default; short name <c>custom</c>.</summary>
    public const string Custom = "https://cosign.sigstore.dev/attestation/v1";

    private static readonly SortedDictionary<string, string> ShortNames = new(StringComparer.Ordinal)
    {
        ["custom"] = Custom,
        ["cyclonedx"] = CycloneDx,
        ["link"] = Link,
        ["openvex"] = OpenVex,
        ["slsaprovenance"] = Provenance02,
        ["slsaprovenance02"] = Provenance02,
        ["slsaprovenance1"] = Provenance,
        ["spdx"] = Spdx,
        ["spdxjson"] = Spdx,
        ["test-result"] = TestResult,
        ["vsa"] = VerificationSummary,
        ["vuln"] = VulnerabilityScan,
    };

    /// <summary>The predicate type of a short name, or the URI itself.</summary>
    /// <exception cref="ConfigurationException">The text is neither.</exception>
    public static string Parse(string nameOrUri) =>
        ShortNames.TryGetValue(nameOrUri, out var known) ? known
        : Uri.TryCreate(nameOrUri, UriKind.Absolute, out _) && nameOrUri.Contains(':', StringComparison.Ordinal) ? nameOrUri
        : throw new ConfigurationException(
            "attestation.predicate-type",
            $"{Printable.Quote(nameOrUri)} is not a predicate type; give a URI or one of {string.Join(", ", ShortNames.Keys)}."
        );

    /// <summary>
    /// Whether a statement of type <paramref name="actual"/> is what was asked for: the same type, or for the document types
    /// (CycloneDX, SPDX, OpenVEX) the same with a version behind it, such as <c>https://cyclonedx.org/bom/v1.6</c>.
    /// </summary>
    public static bool IsKind(string actual, string wanted) =>
        string.Equals(actual, wanted, StringComparison.Ordinal)
        || (
            wanted is CycloneDx or Spdx or OpenVex
            && actual.StartsWith(wanted + "/v", StringComparison.Ordinal)
            && IsVersion(actual[(wanted.Length + 2)..])
        );

    private static bool IsVersion(string text) =>
        text.Split('.').All(number => number.Length > 0 && number.All(char.IsAsciiDigit));
}

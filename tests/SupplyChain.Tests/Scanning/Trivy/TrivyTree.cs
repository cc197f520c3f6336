namespace SupplyChain.Tests.Scanning.Trivy;

/// <summary>A source tree of Trivy's tests, and what a scan of it has to find.</summary>
/// <param name="Advisories">The file of advisories about its ecosystem; null for a tree that is left out.</param>
/// <param name="Report">The report that Trivy made of it; null where the data has none.</param>
internal sealed record TrivyTree(string? Advisories, string? Report)
{
    /// <summary>Packages, where no report lists them.</summary>
    public string? Packages { get; init; }

    /// <summary>Vulnerabilities, where there is no report.</summary>
    public string? Vulnerabilities { get; init; }

    /// <summary>Why the tree is left out, or what is compared with in place of a report.</summary>
    public string? Reason { get; init; }

    /// <summary>Every tree of the data, by the name of its folder.</summary>
    public static IReadOnlyDictionary<string, TrivyTree> All { get; } =
        new Dictionary<string, TrivyTree>(StringComparer.Ordinal)
        {
            ["bun"] = new("nodejs.yaml", null)
            {
                Packages = "jquery@3.3.1 typescript@5.8.3",
                Vulnerabilities = "CVE-2019-11358 jquery@3.3.1",
                Reason = "The data has no report of it; the types of Bun, which the project needs in development, do not count.",
            },
            ["cocoapods"] = new(null, null) { Reason = "No advisories in OSV format are about CocoaPods." },
            ["composer"] = new("composer.yaml", "composer.lock.json.golden"),
            ["composer-vendor"] = new("composer.yaml", null)
            {
                Packages = "guzzlehttp/psr7@1.8.3 psr/http-message@1.1 ralouphie/getallheaders@3.0.3",
                Vulnerabilities = "CVE-2022-24775 guzzlehttp/psr7@1.8.3",
                Reason = "The data has no report of it.",
            },
            ["conda"] = new(null, "conda-cyclonedx.json.golden") { Reason = "No advisories in OSV format are about conda." },
            ["conda-environment"] = new(null, "conda-environment-cyclonedx.json.golden")
            {
                Reason = "No advisories in OSV format are about conda.",
            },
            ["gradle"] = new("java.yaml", null)
            {
                Packages = "com.fasterxml.jackson.core:jackson-databind@2.9.1",
                Vulnerabilities =
                    "CVE-2020-9548 com.fasterxml.jackson.core:jackson-databind@2.9.1, CVE-2021-20190 com.fasterxml.jackson.core:jackson-databind@2.9.1",
                Reason = "The data has no report of it.",
            },
            ["julia"] = new(null, null) { Reason = "The data has neither a report nor advisories of Julia." },
            ["mixlock"] = new("erlang.yaml", null)
            {
                Packages =
                    "castore@0.1.18 jason@1.4.0 phoenix@1.6.13 phoenix_html@3.2.0 phoenix_pubsub@2.1.1 phoenix_template@1.0.0 phoenix_view@2.0.1 plug@1.14.0 plug_crypto@1.2.3 telemetry@1.1.0",
                Vulnerabilities = "CVE-2022-42975 phoenix@1.6.13",
                Reason = "The data has no report of it.",
            },
            ["pip"] = new("python.yaml", "pip.json.golden"),
            ["pnpm"] = new("nodejs.yaml", "pnpm.json.golden"),
            ["pom"] = new("java.yaml", "pom-cyclonedx.json.golden"),
            ["sbt"] = new("java.yaml", "sbt.json.golden")
            {
                Packages = "com.fasterxml.jackson.core:jackson-databind@2.9.1",
                Reason = "The report names only packages with vulnerabilities.",
            },
        };
}

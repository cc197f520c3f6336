namespace SupplyChain.Acceptance.Cli;

/// <summary>A workspace with keys, one packed image in an OCI layout, its manifest, and a policy that it can meet.</summary>
internal sealed class ReleaseWorkspace : IDisposable
{
    public const string Reference = "registry.example/shop/api:1.0";
    public const string Location = $"oci:layout:{Reference}";

    private const string Policy = """
        gate: v1
        id: https://shop.example/policy
        signers:
          ci: { key: ci.pub }
          gatekeeper: { key: gatekeeper.pub }
        environments:
          prod:
            mode: enforce
            validFor: 24h
            images:
              - match: "registry.example/**"
                digest: required
                signature: { by: [ci] }
                sbom: { formats: [cyclonedx], by: [ci] }
                scan: { by: [ci], maxAge: 3d, fail: [{ severity: high }] }
        """;

    private const string Manifest = """
        apiVersion: v1
        kind: Pod
        metadata: { name: api, namespace: shop }
        spec:
          containers:
            - name: api
              image: registry.example/shop/api:1.0 # the API
        """;

    private const string Dependencies = """
        {
          "runtimeTarget": { "name": ".NETCoreApp,Version=v10.0" },
          "targets": { ".NETCoreApp,Version=v10.0": { "Newtonsoft.Json/12.0.3": {} } },
          "libraries": { "Newtonsoft.Json/12.0.3": { "type": "package", "serviceable": true, "sha512": "" } }
        }
        """;

    /// <summary>The workspace; commands are run in it.</summary>
    public Workspace Files { get; } = new();

    /// <summary>Makes keys and the image.</summary>
    public static async Task<ReleaseWorkspace> CreateAsync()
    {
        var release = new ReleaseWorkspace();
        var files = release.Files;
        files.Write("app/Shop.Api.deps.json", Dependencies);
        files.Write("app/Shop.Api.dll", "not really");
        files.Write("policy.yaml", Policy);
        files.Write("manifests/api.yaml", Manifest);
        files.Write("advisories/one.json", Advisory("GHSA-0000-0000-0001", "Some.Other.Package"));
        files.Write("alarming/one.json", Advisory("GHSA-0000-0000-0002", "Newtonsoft.Json"));
        await files.PassAsync("keys generate --output ci");
        await files.PassAsync("keys generate --output gatekeeper");
        await files.PassAsync($"image pack app {Location} --entry-point dotnet Shop.Api.dll");
        return release;
    }

    /// <summary>Gives the image all the evidence that the policy asks for.</summary>
    public async Task AttestAsync(string advisories = "advisories")
    {
        await Files.PassAsync($"sign {Location} --key ci.key");
        await Files.PassAsync($"sbom {Location} --output sbom.json");
        await Files.PassAsync($"attest {Location} --key ci.key --type cyclonedx --predicate sbom.json");
        await Files.PassAsync($"scan {Location} --engine builtin --advisories {advisories} --format json --output scan.json");
        await Files.PassAsync($"attest {Location} --key ci.key --type vuln --predicate scan.json");
    }

    /// <summary>Runs the gate without a network.</summary>
    public Task<CommandResult> GateAsync(string more = "") =>
        Files.RunAsync(
            $"gate manifests --policy policy.yaml --environment prod --image-layout layout --offline --out out --key gatekeeper.key {more}"
        );

    public void Dispose() => Files.Dispose();

    private static string Advisory(string id, string package) =>
        $$"""
            {
              "schema_version": "1.6.0",
              "id": "{{id}}",
              "modified": "2026-01-01T00:00:00Z",
              "published": "2026-01-01T00:00:00Z",
              "summary": "Too deep a document ends the process",
              "severity": [{ "type": "CVSS_V3", "score": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H" }],
              "affected": [{
                "package": { "ecosystem": "NuGet", "name": "{{package}}" },
                "ranges": [{ "type": "ECOSYSTEM", "events": [{ "introduced": "0" }, { "fixed": "13.0.1" }] }]
              }]
            }
            """;
}

namespace Cake.Tests.Tasks;

/// <summary>What is in the files of a <see cref="TinyRelease"/>.</summary>
internal static class TinyFiles
{
    public const string Advisory = """
        {
          "schema_version": "1.6.0",
          "id": "GHSA-5crp-9r3c-p9vr",
          "modified": "2024-01-03T00:00:00Z",
          "aliases": ["CVE-2024-21907"],
          "severity": [{ "type": "CVSS_V3", "score": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H" }],
          "affected": [
            {
              "package": { "ecosystem": "NuGet", "name": "Newtonsoft.Json" },
              "ranges": [{ "type": "ECOSYSTEM", "events": [{ "introduced": "0" }, { "fixed": "13.0.1" }] }]
            }
          ]
        }
        """;

    public static string Dependencies(string json) =>
        $$"""
            {
              "runtimeTarget": { "name": ".NETCoreApp,Version=v10.0", "signature": "" },
              "targets": {
                ".NETCoreApp,Version=v10.0": {
                  "Api/1.0.0": { "dependencies": { "Newtonsoft.Json": "{{json}}" }, "runtime": { "Api.dll": {} } },
                  "Newtonsoft.Json/{{json}}": { "runtime": { "lib/net6.0/Newtonsoft.Json.dll": {} } }
                }
              },
              "libraries": {
                "Api/1.0.0": { "type": "project", "serviceable": false, "sha512": "" },
                "Newtonsoft.Json/{{json}}": { "type": "package", "serviceable": true, "sha512": "" }
              }
            }
            """;

    public static string Manifest(string image) =>
        $$"""
            apiVersion: v1
            kind: Pod
            metadata:
              name: api
              namespace: shop
            spec:
              automountServiceAccountToken: false
              securityContext:
                runAsNonRoot: true
                runAsUser: 1654
                seccompProfile: { type: RuntimeDefault }
              containers:
                - name: api
                  image: {{image}} # the gate pins it
                  resources: { requests: { cpu: 100m, memory: 64Mi }, limits: { memory: 64Mi } }
                  securityContext:
                    allowPrivilegeEscalation: false
                    readOnlyRootFilesystem: true
                    capabilities: { drop: [ALL] }
            ---
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: { name: nothing, namespace: shop }
            spec: { podSelector: {}, policyTypes: [Ingress, Egress] }

            """;

    public static string Policy(string registry, string gatekeeper) =>
        $$"""
            gate: v1
            id: https://shop.example/policy/release
            signers:
              ci: { key: keys/ci.pub }
              scanner: { key: keys/scanner.pub }
              gatekeeper: { key: keys/{{gatekeeper}}.pub }
            registries:
              allow: ["{{registry}}/**"]
            environments:
              prod:
                mode: enforce
                validFor: 24h
                images:
                  - match: "{{registry}}/**"
                    digest: required
                    signature: { by: [ci] }
                    provenance: { by: [ci] }
                    sbom: { formats: [cyclonedx, spdx], by: [ci] }
                    scan: { by: [scanner], maxAge: 3d, fail: [{ severity: high }] }
                manifests: { level: restricted, fail: critical, attested: { by: [ci] } }

            """;
}

namespace SupplyChain.Gate.Policies;

/// <summary>The canonical form of what an environment demands, for its digest.</summary>
internal static class PolicyJson
{
    public static byte[] Write(PolicyEnvironment policy) =>
        CanonicalJson.Write(
            new Map
            {
                ["gate"] = "v1",
                ["id"] = policy.PolicyId,
                ["environment"] = policy.Name,
                ["mode"] = policy.Mode.ToString().ToLowerInvariant(),
                ["validFor"] = Seconds(policy.ValidFor),
                ["clockSkew"] = Seconds(policy.ClockSkew),
                ["allowEmpty"] = policy.AllowEmpty,
                ["signers"] = Signers(policy),
                ["registries"] = policy.Registries?.Select(pattern => (object)pattern.Text).ToArray(),
                ["images"] = policy.Images.Select(Image).ToArray<object>(),
                ["manifests"] = policy.Manifests is null ? null : Manifests(policy.Manifests),
                ["waivers"] = policy.Waivers.Select(Waiver).ToArray<object>(),
            }
        );

    private static Map Signers(PolicyEnvironment policy)
    {
        var map = new Map();
        foreach (var signer in policy.Gatekeeper is null ? policy.Signers : [.. policy.Signers, policy.Gatekeeper])
        {
            map[signer.Name] = Images.Digest.Sha256(signer.Key.SubjectPublicKeyInfo.Span).ToString();
        }

        return map;
    }

    private static Map Image(ImageRequirement image) =>
        new()
        {
            ["match"] = image.Match.Text,
            ["digest"] = image.DigestRequired ? "required" : null,
            ["signature"] = By(image.Signature),
            ["provenance"] = By(image.Provenance),
            ["sbom"] = image.Sbom is not { } sbom
                ? null
                : new Map
                {
                    ["by"] = Words(sbom.By.Signers),
                    ["formats"] = Words(sbom.Formats.Select(format => format.ToString().ToLowerInvariant())),
                },
            ["scan"] = image.Scan is not { } scan
                ? null
                : new Map
                {
                    ["by"] = Words(scan.By.Signers),
                    ["maxAge"] = Seconds(scan.MaximumAge),
                    ["fail"] = scan.Fail.Select(Limit).ToArray<object>(),
                },
        };

    private static Map Limit(FindingLimit limit) =>
        new()
        {
            ["severity"] = limit.Severity.ToString().ToLowerInvariant(),
            ["fixable"] = limit.Fixable,
            ["grace"] = limit.Grace == TimeSpan.Zero ? null : (object)Seconds(limit.Grace),
        };

    private static Map Manifests(ManifestRequirement manifests) =>
        new()
        {
            ["level"] = manifests.Level.ToString().ToLowerInvariant(),
            ["fail"] = manifests.Fail.ToString().ToLowerInvariant(),
            ["attested"] = By(manifests.Attested),
            ["unresolvedImages"] = manifests.FailUnresolvedImages ? "fail" : "ignore",
        };

    private static Map Waiver(Waiver waiver) =>
        new()
        {
            ["id"] = waiver.Id,
            ["rule"] = waiver.Rule,
            ["vulnerability"] = waiver.Vulnerability,
            ["package"] = waiver.Package,
            ["lint"] = waiver.Lint,
            ["image"] = waiver.Image?.Text,
            ["owner"] = waiver.Owner,
            ["reason"] = waiver.Reason,
            ["ticket"] = waiver.Ticket,
            ["expires"] = waiver.Expires.ToString("O", System.Globalization.CultureInfo.InvariantCulture),
        };

    private static Map? By(SignedBy? by) => by is null ? null : new Map { ["by"] = Words(by.Signers) };

    private static object[] Words(IEnumerable<string> words) => [.. words];

    private static long Seconds(TimeSpan duration) => (long)duration.TotalSeconds;

    private sealed class Map : Dictionary<string, object?>;
}

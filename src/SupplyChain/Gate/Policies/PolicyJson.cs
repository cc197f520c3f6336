using SupplyChain.Signing.Verification;

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
            map[signer.Name] = new Map
            {
                ["keys"] = signer.Identity is null
                    ? signer.Keys.OrderBy(key => key.Digest.ToString(), StringComparer.Ordinal).Select(Key).ToArray<object>()
                    : null,
                ["identity"] = signer.Identity is { } identity ? Pattern(identity.Identity) : null,
                ["issuer"] = signer.Identity is { } vouched ? Pattern(vouched.Issuer) : null,
                ["claims"] = signer.Identity is { } holder ? Claims(holder.Claims) : null,
                ["trustedRoot"] = signer.Trust?.Root.Digest.ToString(),
                ["logs"] = (long?)signer.Trust?.Logs,
                ["timestamps"] = (long?)signer.Trust?.Timestamps,
                ["certificateLogs"] = (long?)signer.Trust?.CertificateLogs,
            };
        }

        return map;
    }

    private static Map Key(SignerKey key) =>
        new()
        {
            ["key"] = key.Digest.ToString(),
            ["notBefore"] = Seconds(key.NotBefore),
            ["endsAt"] = Seconds(key.EndsAt),
            ["revoked"] = key.Revoked is { } revoked
                ? new Map { ["from"] = Seconds(revoked.From), ["reason"] = revoked.Reason }
                : null,
        };

    private static Map Claims(IReadOnlyDictionary<string, TextPattern> claims)
    {
        var map = new Map();
        foreach (var (name, pattern) in claims)
        {
            map[name] = Pattern(pattern);
        }

        return map;
    }

    private static Map Pattern(TextPattern pattern) => new() { [pattern.IsExpression ? "regexp" : "value"] = pattern.Text };

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
                    ["dbMaxAge"] = scan.MaximumDatabaseAge is { } age ? Seconds(age) : null,
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

    // As seconds since 1970, the one way to write a moment.
    private static long? Seconds(DateTimeOffset? moment) => moment?.ToUnixTimeSeconds();

    private sealed class Map : Dictionary<string, object?>;
}

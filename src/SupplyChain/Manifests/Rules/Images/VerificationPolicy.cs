using System.IO.Enumeration;
using SupplyChain.Images;
using SupplyChain.Manifests.Yaml;

namespace SupplyChain.Manifests.Rules.Images;

/// <summary>
/// A policy that verifies signatures, in the dialects of Kyverno (verifyImages, ImageValidatingPolicy) and of Sigstore's policy
/// controller (ClusterImagePolicy).
/// </summary>
/// <param name="Patterns">Patterns of the images it covers, with <c>*</c> for any characters.</param>
/// <param name="Lenient">What makes it let images run that have no valid signature; null where it refuses them.</param>
/// <param name="Identities">The identities of certificates that it accepts.</param>
/// <param name="Ignored">Settings that leave a proof out.</param>
internal sealed record VerificationPolicy(
    IReadOnlyList<string> Patterns,
    YamlNode? Lenient,
    IReadOnlyList<YamlNode> Identities,
    IReadOnlyList<YamlNode> Ignored
)
{
    public static IReadOnlyList<string> Kinds { get; } =
    ["ClusterPolicy", "Policy", "ImageValidatingPolicy", "ClusterImagePolicy"];

    /// <summary>Whether it covers an image, by the text in the manifest or by the full name.</summary>
    public bool Covers(string text, ImageReference reference) =>
        Patterns.Any(pattern =>
            FileSystemName.MatchesSimpleExpression(pattern, text, ignoreCase: false)
            || FileSystemName.MatchesSimpleExpression(pattern, reference.ToString(), ignoreCase: false)
            || FileSystemName.MatchesSimpleExpression(pattern, reference.Repository, ignoreCase: false)
        );

    /// <summary>The policy that a resource is; null where it verifies no images.</summary>
    public static VerificationPolicy? Of(Resource resource) =>
        resource switch
        {
            { Kind: "ClusterPolicy" or "Policy", Group: "kyverno.io" } => Kyverno(resource),
            { Kind: "ImageValidatingPolicy", Group: "policies.kyverno.io" } => ImageValidating(resource),
            { Kind: "ClusterImagePolicy", Group: "policy.sigstore.dev" } => ClusterImage(resource),
            _ => null,
        };

    private static VerificationPolicy? Kyverno(Resource policy)
    {
        var checks = (policy.Spec?.List("rules") ?? []).SelectMany(rule => rule.List("verifyImages")).ToList();
        if (checks.Count == 0)
        {
            return null;
        }

        var keyless = checks
            .SelectMany(check => check.List("attestors"))
            .SelectMany(attestor => attestor.List("entries"))
            .Select(entry => entry["keyless"])
            .OfType<YamlNode>()
            .ToList();
        return new VerificationPolicy(
            [.. checks.SelectMany(check => check.List("imageReferences")).Select(node => node.AsString ?? "")],
            checks
                .Select(check => check["failureAction"] ?? policy.Spec!["validationFailureAction"] ?? check)
                .FirstOrDefault(action => action.AsString?.ToUpperInvariant() is not "ENFORCE"),
            keyless,
            [.. keyless.SelectMany(Skipped)]
        );
    }

    private static VerificationPolicy ImageValidating(Resource policy)
    {
        var identities = (policy.Spec?.List("attestors") ?? [])
            .Select(attestor => attestor.At("cosign", "keyless"))
            .OfType<YamlNode>()
            .SelectMany(keyless => keyless.List("identities"))
            .ToList();
        var actions = policy.Spec?["validationActions"];
        return new VerificationPolicy(
            [.. (policy.Spec?.List("matchImageReferences") ?? []).Select(match => match.Text("glob") ?? "*")],
            actions is not null && !actions.Items.Any(action => action.AsString == "Deny") ? actions : null,
            identities,
            []
        );
    }

    private static VerificationPolicy ClusterImage(Resource policy)
    {
        var authorities = policy.Spec?.List("authorities") ?? [];
        return new VerificationPolicy(
            // Two asterisks cross slashes there, and one here does too: what it covers is never called uncovered.
            [
                .. (policy.Spec?.List("images") ?? []).Select(image =>
                    (image.Text("glob") ?? "").Replace("**", "*", StringComparison.Ordinal)
                ),
            ],
            policy.Spec?["mode"] is { AsString: "warn" } mode
                ? mode
                : authorities
                    .Select(authority => authority["static"]?["action"])
                    .FirstOrDefault(action => action?.AsString == "pass"),
            [.. authorities.Select(authority => authority["keyless"]).OfType<YamlNode>().SelectMany(Listed)],
            []
        );
    }

    /// <summary>The identities listed; the authority itself where it lists none and so accepts any.</summary>
    private static IEnumerable<YamlNode> Listed(YamlNode keyless) =>
        keyless.List("identities") is { Count: > 0 } identities ? identities : [keyless];

    private static IEnumerable<YamlNode> Skipped(YamlNode keyless) =>
        new[] { keyless.At("rekor", "ignoreTlog"), keyless.At("ctlog", "ignoreSCT") }
            .OfType<YamlNode>()
            .Where(node => node.AsBoolean == true);
}

using SupplyChain.Images;
using SupplyChain.Manifests.Linting;

namespace SupplyChain.Manifests.Rules.Images;

/// <summary>Rules on the policies by which a cluster verifies signatures of images.</summary>
internal static class VerificationRules
{
    private const string Unverified = "img-unverified";

    public static IEnumerable<Rule> All { get; } =
    [
        new()
        {
            Id = Unverified,
            Title = "A policy verifies the signature of every image",
            Reason = "An image that no policy covers runs whoever built it.",
            Area = HardeningArea.Images,
            Severity = Severity.High,
            Remedy = "Add the image's repository to a policy that verifies signatures.",
            Aliases = ["C-0236", "C-0237", "CIS-5.5.1"],
            Concerns = (resource, scope) => scope.ImagesOf(resource).Count > 0,
            CheckSet = Uncovered,
            NeedsWholeSet = true,
            Bad = new RuleExample(Kyverno(Strict).Yaml + "---\n" + Pod("docker.io/library/nginx:1.29 # here")),
            Good = new RuleExample(Kyverno(Strict).Yaml + "---\n" + Pod("registry.example/shop/api:1.4.0")),
        },
        new()
        {
            Id = "img-verify-audit",
            Title = "An image without a valid signature is refused",
            Reason = "Audit and warn let it run.",
            Area = HardeningArea.Images,
            Severity = Severity.High,
            Remedy = "Set the policy to Enforce, Deny or 'mode: enforce'.",
            Kinds = VerificationPolicy.Kinds,
            Concerns = (policy, _) => VerificationPolicy.Of(policy) is not null,
            Check = (policy, _) =>
                VerificationPolicy.Of(policy) is { Lenient: { } lenient }
                    ? [new Violation(policy, lenient, "The policy lets images run that have no valid signature.")]
                    : [],
            Bad = Kyverno(Strict).With("failureAction: Enforce", "failureAction: Audit # here"),
            Good = Kyverno(Strict),
        },
        new()
        {
            Id = "img-verify-any-identity",
            Title = "A signature counts only from who may sign",
            Reason = "Everyone gets a certificate from a public authority, so that a signature by anyone proves nothing.",
            Area = HardeningArea.Images,
            Severity = Severity.High,
            Remedy = "Name the issuer and the subject of your pipeline.",
            Kinds = VerificationPolicy.Kinds,
            Concerns = (policy, _) => VerificationPolicy.Of(policy) is not null,
            Check = (policy, _) =>
                from identity in VerificationPolicy.Of(policy)?.Identities ?? []
                from part in new[] { "issuer", "subject" }
                let exact = identity[part]
                let pattern = identity[part + "RegExp"] ?? identity[part + "Regex"]
                where IsAnything(exact?.AsString) && IsAnything(pattern?.AsString)
                select new Violation(policy, pattern ?? exact ?? identity, $"Any {part} is accepted."),
            Bad = Kyverno("issuer: https://token.actions.githubusercontent.com\n            subject: \"*\" # here"),
            Good = Kyverno(Strict),
        },
        new()
        {
            Id = "img-verify-no-log",
            Title = "Keyless signatures are looked up in the transparency log",
            Reason = "The certificate is valid for minutes, and only the log proves that it was used then.",
            Area = HardeningArea.Images,
            Severity = Severity.Medium,
            Remedy = "Remove 'ignoreTlog' and 'ignoreSCT', or sign with a key.",
            Kinds = VerificationPolicy.Kinds,
            Concerns = (policy, _) => VerificationPolicy.Of(policy) is not null,
            Check = (policy, _) =>
                from node in VerificationPolicy.Of(policy)?.Ignored ?? []
                select new Violation(policy, node, "The proof that the certificate was valid at the time is not asked for."),
            Bad = Kyverno(Strict + "\n            rekor: {ignoreTlog: true} # here"),
            Good = Kyverno(Strict + "\n            rekor: {url: https://rekor.sigstore.dev}"),
        },
    ];

    private const string Strict =
        "issuer: https://token.actions.githubusercontent.com\n            subject: https://github.com/shop/api/.github/workflows/release.yml@refs/heads/main";

    private static IEnumerable<Violation> Uncovered(RuleScope scope)
    {
        var policies = scope.Graph.Resources.Select(VerificationPolicy.Of).OfType<VerificationPolicy>().ToList();
        foreach (var resource in scope.Graph.Resources)
        {
            foreach (var image in scope.ImagesOf(resource).Where(image => image.Reference is not null))
            {
                if (policies.Count == 0)
                {
                    scope.CannotJudge(
                        Unverified,
                        resource,
                        "No policy that verifies images is among the manifests, so what the cluster verifies cannot be seen."
                    );
                    yield break;
                }

                if (!policies.Exists(policy => policy.Covers(image.Text, image.Reference!)))
                {
                    yield return new Violation(
                        resource,
                        image.Node,
                        $"No policy verifies the image {Printable.Quote(image.Text)}."
                    );
                }
            }
        }
    }

    private static bool IsAnything(string? identity) => identity is null or "" or "*" or ".*" or ".+" or "^.*$" or "^.+$";

    private static RuleExample Kyverno(string identity) =>
        new(
            $"""
            apiVersion: kyverno.io/v1
            kind: ClusterPolicy
            metadata:
              name: signed
            spec:
              rules:
              - name: signed
                match:
                  any:
                  - resources:
                      kinds: [Pod]
                verifyImages:
                - imageReferences: ["registry.example/shop/*"]
                  failureAction: Enforce
                  attestors:
                  - entries:
                    - keyless:
                        {identity}

            """
        );

    private static string Pod(string image) =>
        $"apiVersion: v1\nkind: Pod\nmetadata:\n  name: api\nspec:\n  containers:\n  - name: api\n    image: {image}\n";
}

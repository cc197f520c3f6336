using SupplyChain.Images;
using SupplyChain.Manifests.Linting;
using SupplyChain.Manifests.Pinning;

namespace SupplyChain.Manifests.Rules.Images;

/// <summary>Rules on the references of images, wherever they stand.</summary>
internal static class ImageRules
{
    private const string Digest = "@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

    public static IEnumerable<Rule> All { get; } =
    [
        Rule(
            "img-latest",
            Severity.Medium,
            "Images have a tag other than latest",
            "What latest means changes, so nobody knows what runs, and a restart can change it.",
            "Use the tag of a release, with its digest.",
            ["KSV-0013", "CKV_K8S_14", "C-0075"],
            (image, _) =>
                image.Reference is { Digest: null, Tag: null or "latest" }
                    ? $"The image {Printable.Quote(image.Text)} has no tag of a release."
                    : null,
            ("registry.example/shop/api:latest", "registry.example/shop/api:1.4.0")
        ),
        Rule(
            "img-no-digest",
            Severity.Low,
            "Images are named by digest",
            "A tag can be moved to other content at any time; a digest cannot.",
            "Run 'supplychain pin'.",
            ["CKV_K8S_43"],
            (image, _) =>
                image.Reference is { Digest: null } ? $"The image {Printable.Quote(image.Text)} is not named by digest." : null,
            ("registry.example/shop/api:1.4.0", "registry.example/shop/api:1.4.0" + Digest)
        ),
        Rule(
            "img-ref-invalid",
            Severity.Medium,
            "Images are named by a valid reference",
            "A reference that cannot be read cannot be pulled, or is a template that was not rendered.",
            "Correct the reference.",
            [],
            (image, _) => image.Unresolved,
            ("Registry.example/Shop/API", "registry.example/shop/api:1.4.0")
        ),
        Rule(
            "img-registry-frozen",
            Severity.Medium,
            "Images come from registries that are kept up",
            "Since 2023 nothing new, and so no security fix, comes to k8s.gcr.io.",
            "Use registry.k8s.io.",
            ["C-0253"],
            (image, _) =>
                image.Reference is { Registry: "k8s.gcr.io" or "gcr.io" } reference
                && (
                    reference.Registry == "k8s.gcr.io"
                    || reference.Repository.StartsWith("gcr.io/google-containers/", StringComparison.Ordinal)
                    || reference.Repository.StartsWith("gcr.io/google_containers/", StringComparison.Ordinal)
                )
                    ? $"The image {Printable.Quote(image.Text)} comes from a registry that is frozen."
                    : null,
            ("k8s.gcr.io/pause:3.9", "registry.k8s.io/pause:3.10")
        ),
        Rule(
            "ing-nginx-eol",
            Severity.Medium,
            "The ingress controller is maintained",
            "The project ingress-nginx ended in March 2026, so that flaws found since stay open.",
            "Move to another ingress controller or to the Gateway API.",
            ["C-0292"],
            (image, _) =>
                image.Reference is { } reference
                && (
                    reference.Repository.EndsWith("/ingress-nginx/controller", StringComparison.Ordinal)
                    || reference.Repository.EndsWith("/ingress-nginx/controller-chroot", StringComparison.Ordinal)
                )
                    ? $"The image {Printable.Quote(image.Text)} is of a project that ended."
                    : null,
            ("registry.k8s.io/ingress-nginx/controller:v1.14.0", "registry.example/shop/gateway:1.4.0")
        ),
        Rule(
            "img-registry",
            Severity.High,
            "Images come from the registries allowed",
            "From another registry comes what nobody here has built, scanned or signed.",
            "Copy the image to a registry that is allowed.",
            ["KSV-0125", "C-0078"],
            (image, options) =>
                image.Reference is { } reference && !options.Registries.Any(allowed => allowed.Matches(reference.Repository))
                    ? $"The image {Printable.Quote(image.Text)} comes from {Printable.Quote(reference.Registry)}, which is not allowed."
                    : null,
            ("docker.io/library/nginx:1.29", "registry.example/shop/api:1.4.0"),
            options => options.Registries.Count == 0 ? "No registries were given to compare with." : null
        ),
    ];

    private static Rule Rule(
        string id,
        Severity severity,
        string title,
        string reason,
        string remedy,
        string[] aliases,
        Func<ManifestImage, LintOptions, string?> judge,
        (string Bad, string Good) example,
        Func<LintOptions, string?>? unavailable = null
    ) =>
        new()
        {
            Id = id,
            Title = title,
            Reason = reason,
            Area = HardeningArea.Images,
            Severity = severity,
            Remedy = remedy,
            Aliases = aliases,
            Unavailable = unavailable,
            Concerns = (resource, scope) => scope.ImagesOf(resource).Count > 0,
            Check = (resource, scope) =>
                from image in scope.ImagesOf(resource)
                let message = judge(image, scope.Options)
                where message is not null
                select new Violation(resource, image.Node, message),
            Bad = Example(example.Bad + " # here"),
            Good = Example(example.Good),
        };

    private static RuleExample Example(string image) =>
        new($"apiVersion: v1\nkind: Pod\nmetadata:\n  name: api\nspec:\n  containers:\n  - name: api\n    image: {image}\n");
}

namespace SupplyChain.Signing.Bundles;

/// <summary>Annotations of the manifest that holds a bundle (cosign, specs/BUNDLE_SPEC.md).</summary>
internal static class BundleAnnotations
{
    public const string Content = "dev.sigstore.bundle.content";
    public const string EnvelopeContent = "dsse-envelope";
    public const string PredicateType = "dev.sigstore.bundle.predicateType";
}

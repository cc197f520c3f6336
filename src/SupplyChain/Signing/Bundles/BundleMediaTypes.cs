namespace SupplyChain.Signing.Bundles;

/// <summary>The media types of Sigstore bundles (sigstore/protobuf-specs, sigstore_bundle.proto).</summary>
public static class BundleMediaTypes
{
    /// <summary>Bundle v0.3, the one that is written.</summary>
    public const string V03 = "application/vnd.dev.sigstore.bundle.v0.3+json";

    /// <summary>Bundle v0.1, in which a log's promise counts without a proof.</summary>
    internal const string OlderV01 = "application/vnd.dev.sigstore.bundle+json;version=0.1";
    private const string OlderV02 = "application/vnd.dev.sigstore.bundle+json;version=0.2";
    private const string OlderV03 = "application/vnd.dev.sigstore.bundle+json;version=0.3";
    private const string AnyVersion = "application/vnd.dev.sigstore.bundle";

    /// <summary>Whether bundles of this type can be read: v0.1, v0.2 and v0.3 under both of its names.</summary>
    public static bool IsKnown(string mediaType) => mediaType is V03 or OlderV03 or OlderV02 or OlderV01;

    /// <summary>Whether the type claims to be a bundle of some version, readable or not.</summary>
    public static bool IsClaimed(string? mediaType) => mediaType?.StartsWith(AnyVersion, StringComparison.Ordinal) == true;

    internal static bool NeedsProof(string mediaType) => mediaType != OlderV01;

    internal static bool HasSingleCertificate(string mediaType) => mediaType is V03 or OlderV03;
}

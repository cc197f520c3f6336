namespace SupplyChain.Images;

/// <summary>Chooses the manifest of a platform from an index; never silently the first.</summary>
internal static class PlatformChoice
{
    // BuildKit keeps its attestations among the platforms, under this one.
    private const string NoPlatform = "unknown";
    private const string BuildKitImage = "vnd.docker.reference.digest";

    /// <summary>The manifest for the platform, or for the only one there is.</summary>
    /// <exception cref="ConfigurationException">None or several fit.</exception>
    public static Descriptor Choose(ImageIndex index, Platform? platform, string written)
    {
        var images = index.Manifests.Where(IsImage).ToList();
        var fitting = images.Where(child => platform is null || Fits(child.Platform, platform)).ToList();
        return fitting.Count switch
        {
            1 => fitting[0],
            0 when platform is not null => throw Missing(platform, images.Select(child => child.Platform), written),
            0 => throw new ConfigurationException(
                "image.platform",
                $"{written} is an index without any image; name another image."
            ),
            _ => throw new ConfigurationException(
                "image.platform",
                $"{written} has several images, for {List(fitting.Select(child => child.Platform))}; choose one platform, or an image by its digest."
            ),
        };
    }

    /// <summary>The manifests for the platforms, one for each.</summary>
    /// <exception cref="ConfigurationException">None or several fit one of them.</exception>
    public static IReadOnlySet<Digest> ChooseAll(ImageIndex index, IReadOnlyList<Platform> platforms, string written) =>
        platforms.Select(platform => Choose(index, platform, written).Digest).ToHashSet();

    /// <summary>Whether an image for <paramref name="actual"/> is what was asked for; a variant counts only where it is asked for.</summary>
    public static bool Fits(Platform? actual, Platform asked) =>
        actual is not null
        && actual.OS == asked.OS
        && actual.Architecture == asked.Architecture
        && (asked.Variant is null || asked.Variant == actual.Variant || (IsArm64V8(asked) && actual.Variant is null));

    /// <summary>The error for a platform that is not there.</summary>
    public static ConfigurationException Missing(Platform asked, IEnumerable<Platform?> present, string written) =>
        new("image.platform", $"{written} has no image for {asked}, but for {List(present)}; choose one of these.");

    /// <summary>Whether a child of an index is an image, and not what BuildKit keeps beside them.</summary>
    public static bool IsImage(Descriptor child) =>
        child.Platform?.OS != NoPlatform && child.Annotations?.ContainsKey(BuildKitImage) is not true;

    /// <summary>The image that a child of an index is, or that BuildKit keeps it beside.</summary>
    public static Digest ImageOf(Descriptor child) =>
        Digest.TryParse(child.Annotations?.GetValueOrDefault(BuildKitImage), out var image) ? image : child.Digest;

    private static bool IsArm64V8(Platform platform) => platform is { Architecture: "arm64", Variant: "v8" };

    private static string List(IEnumerable<Platform?> platforms) =>
        string.Join(
            ", ",
            platforms.Select(platform => Printable.Quote(platform?.ToString() ?? "no platform")).Order(StringComparer.Ordinal)
        );
}

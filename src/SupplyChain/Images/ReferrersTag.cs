namespace SupplyChain.Images;

/// <summary>
/// The tag of the index that lists an image's referrers where there is no referrers API, <c>sha256-&lt;hex&gt;</c>
/// (OCI distribution specification, "Referrers Tag Schema").
/// </summary>
internal static class ReferrersTag
{
    /// <summary>The tag for a subject.</summary>
    public static string Of(Digest subject) => $"{subject.Algorithm}-{subject.Hex}";

    /// <summary>Whether the name is such a tag, or one of cosign's older ones, which begin with it.</summary>
    public static bool Is(string? name) =>
        name is ['s', 'h', 'a', _, _, _, '-', ..] && Digest.TryParse(name[..6] + ":" + name[7..].Split('.')[0], out _);
}

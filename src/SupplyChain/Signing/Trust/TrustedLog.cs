using SupplyChain.Signing.Certificates;

namespace SupplyChain.Signing.Trust;

/// <summary>A transparency log, or a log of certificates, whose key is trusted (sigstore_trustroot.proto, TransparencyLogInstance).</summary>
internal sealed class TrustedLog(ReadOnlyMemory<byte> id, ReadOnlyMemory<byte> key, bool isBareRsa)
{
    // A root holds more keys than one signature needs, and may hold some of algorithms that are not known here.
    private readonly Lazy<SubjectKey?> parsed = new(() => Open(key, isBareRsa));

    /// <summary>The log's address.</summary>
    public required string BaseUrl { get; init; }

    /// <summary>When its key is trusted.</summary>
    public required ValidityPeriod Validity { get; init; }

    /// <summary>What entries call the log.</summary>
    public ReadOnlyMemory<byte> Id => id;

    /// <summary>Its key; null where it is of an algorithm that is not known.</summary>
    public SubjectKey? Key => parsed.Value;

    /// <summary>The name that the log signs its checkpoints under, unless it has a longer one: the address without the scheme.</summary>
    public string Host =>
        Uri.TryCreate(BaseUrl, UriKind.Absolute, out var uri) ? uri.Authority + uri.AbsolutePath.TrimEnd('/') : BaseUrl;

    private static SubjectKey? Open(ReadOnlyMemory<byte> key, bool isBareRsa)
    {
        try
        {
            return isBareRsa ? SubjectKey.OfRsa(key) : SubjectKey.Parse(key);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}

using SupplyChain.Attestations;
using SupplyChain.Images;

namespace SupplyChain.Signing.Trust;

/// <summary>
/// Whose certificates, log entries and timestamps are believed, and for which times (sigstore_trustroot.proto, TrustedRoot). It
/// comes from a file; nothing is ever fetched.
/// </summary>
public sealed class TrustedRoot
{
    /// <summary>Largest trusted root that is read, in bytes.</summary>
    public const int MaximumSize = 4 * 1024 * 1024;

    internal TrustedRoot(
        IReadOnlyList<TrustedLog> logs,
        IReadOnlyList<TrustedLog> certificateLogs,
        IReadOnlyList<TrustedAuthority> certificateAuthorities,
        IReadOnlyList<TrustedAuthority> timestampAuthorities,
        Digest digest
    )
    {
        Logs = logs;
        CertificateLogs = certificateLogs;
        CertificateAuthorities = certificateAuthorities;
        TimestampAuthorities = timestampAuthorities;
        Digest = digest;
    }

    /// <summary>Digest of the text it was read from, which names it in what rests on it.</summary>
    public Digest Digest { get; }

    /// <summary>The transparency logs.</summary>
    internal IReadOnlyList<TrustedLog> Logs { get; }

    /// <summary>The logs of certificates.</summary>
    internal IReadOnlyList<TrustedLog> CertificateLogs { get; }

    /// <summary>Who issues certificates to signers.</summary>
    internal IReadOnlyList<TrustedAuthority> CertificateAuthorities { get; }

    /// <summary>Who signs timestamps.</summary>
    internal IReadOnlyList<TrustedAuthority> TimestampAuthorities { get; }

    /// <summary>Reads a file such as <c>trusted_root.json</c>.</summary>
    /// <exception cref="ConfigurationException">It cannot be read, or is no trusted root.</exception>
    public static TrustedRoot Load(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1);
            if (file.Length > MaximumSize)
            {
                throw Unusable(path, $"it has {file.Length} bytes and the limit is {MaximumSize}", null);
            }

            var content = new byte[file.Length];
            file.ReadExactly(content);
            return Parse(content, path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw Unusable(path, "it cannot be read", error);
        }
    }

    /// <summary>Reads a trusted root.</summary>
    /// <param name="json">Its JSON.</param>
    /// <param name="origin">Where it came from, for messages.</param>
    /// <exception cref="ConfigurationException">It is no trusted root.</exception>
    public static TrustedRoot Parse(ReadOnlyMemory<byte> json, string origin = "the given text")
    {
        try
        {
            using var document = StrictJson.Parse(json, MaximumSize);
            return TrustedRootJson.Read(new JsonMembers(document.RootElement), Digest.Sha256(json.Span));
        }
        catch (FormatException error)
        {
            throw Unusable(origin, error.Message, error);
        }
    }

    private static ConfigurationException Unusable(string origin, string why, Exception? inner) =>
        new(
            "signing.trusted-root",
            $"{Printable.Quote(origin)} is no usable trusted root, since {why}; give a Sigstore trusted_root.json.",
            inner
        );
}

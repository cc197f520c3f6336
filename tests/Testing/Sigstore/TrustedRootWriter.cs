using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace SupplyChain.Testing.Sigstore;

/// <summary>Writes the trusted root of a <see cref="VirtualSigstore"/>.</summary>
internal static class TrustedRootWriter
{
    public static byte[] Write(VirtualSigstore sigstore, SigstoreFault fault)
    {
        // Each is trusted from half a year before now on; the faulty one ended a month ago.
        JsonObject Period(SigstoreFault ended)
        {
            var period = new JsonObject { ["start"] = Text(sigstore.Now.AddMonths(-6)) };
            if (fault == ended)
            {
                period["end"] = Text(sigstore.Now.AddMonths(-1));
            }

            return period;
        }

        JsonObject Log(VirtualLog log) =>
            LogOf($"https://{log.Host}", log.PublicKey, log.KeyDetails, log.Id, Period(SigstoreFault.LogNoLongerTrusted));

        var root = new JsonObject
        {
            ["mediaType"] = "application/vnd.dev.sigstore.trustedroot+json;version=0.1",
            ["tlogs"] = new JsonArray(Log(sigstore.Rekor), Log(sigstore.RekorV2)),
            ["certificateAuthorities"] = new JsonArray(
                AuthorityOf(
                    "https://fulcio.acme.example",
                    sigstore.Authority.Chain,
                    Period(SigstoreFault.AuthorityNoLongerTrusted)
                )
            ),
            ["ctlogs"] = new JsonArray(
                LogOf(
                    "https://ct.acme.example",
                    sigstore.CertificateLog.PublicKey,
                    "PKIX_ECDSA_P256_SHA_256",
                    sigstore.CertificateLog.Id,
                    Period(SigstoreFault.CertificateLogNoLongerTrusted)
                )
            ),
            ["timestampAuthorities"] = new JsonArray(
                AuthorityOf(
                    "https://time.acme.example",
                    sigstore.Timestamps.Chain,
                    Period(SigstoreFault.TimestampAuthorityNoLongerTrusted)
                )
            ),
        };
        return Encoding.UTF8.GetBytes(root.ToJsonString());
    }

    private static JsonObject LogOf(string url, byte[] key, string details, byte[] id, JsonObject period) =>
        new()
        {
            ["baseUrl"] = url,
            ["hashAlgorithm"] = "SHA2_256",
            ["publicKey"] = new JsonObject
            {
                ["rawBytes"] = Convert.ToBase64String(key),
                ["keyDetails"] = details,
                ["validFor"] = period,
            },
            ["logId"] = new JsonObject { ["keyId"] = Convert.ToBase64String(id) },
        };

    private static JsonObject AuthorityOf(string url, IReadOnlyList<byte[]> chain, JsonObject period) =>
        new()
        {
            ["subject"] = new JsonObject { ["organization"] = "acme.example", ["commonName"] = "virtual" },
            ["uri"] = url,
            ["certChain"] = new JsonObject
            {
                ["certificates"] = new JsonArray([
                    .. chain.Select(der => new JsonObject { ["rawBytes"] = Convert.ToBase64String(der) }),
                ]),
            },
            ["validFor"] = period,
        };

    private static string Text(DateTimeOffset time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}

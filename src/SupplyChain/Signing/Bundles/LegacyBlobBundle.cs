using System.Security.Cryptography;
using System.Text;
using SupplyChain.Attestations;

namespace SupplyChain.Signing.Bundles;

/// <summary>
/// The bundle that cosign wrote for files before Sigstore's own: <c>base64Signature</c>, <c>cert</c> and <c>rekorBundle</c>. It is
/// read as the bundle v0.1 that says the same.
/// </summary>
internal static class LegacyBlobBundle
{
    public static bool Is(JsonMembers members) => members.Find("base64Signature") is not null;

    public static Bundle Read(JsonMembers members)
    {
        _ = members.Only("base64Signature", "cert", "rekorBundle");
        var pem = Encoding.UTF8.GetString(members.FindBytes("cert") ?? []);
        var isKey = !PemEncoding.TryFind(pem, out var fields) || pem[fields.Label] != "CERTIFICATE";
        var material = new VerificationMaterial
        {
            // A key beside its own signature proves nothing; which key counts is the verifier's to say.
            PublicKeyHint = isKey ? "" : null,
            Certificates = isKey ? [] : LegacyMaterial.ReadCertificates(pem),
            LogEntries = members.FindObject("rekorBundle") is { } entry ? [LegacyMaterial.ReadEntry(entry)] : [],
        };
        return new Bundle(material, new MessageSignature(null, default, members.Bytes("base64Signature")))
        {
            MediaType = BundleMediaTypes.OlderV01,
        };
    }
}

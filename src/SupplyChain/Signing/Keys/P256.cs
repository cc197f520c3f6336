using System.Security.Cryptography;

namespace SupplyChain.Signing.Keys;

/// <summary>The curve NIST P-256 (SEC 2, secp256r1).</summary>
internal static class P256
{
    private const string Oid = "1.2.840.10045.3.1.7";

    public static bool Is(ECDsa key) =>
        key.ExportParameters(includePrivateParameters: false).Curve is { IsNamed: true, Oid.Value: Oid };
}

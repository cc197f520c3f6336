using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Org.BouncyCastle.Crypto.Parameters;

namespace SupplyChain.Signing.Keys.Pkcs11;

/// <summary>The public half of a key in a token: its public key object, else its certificate.</summary>
internal static class Pkcs11PublicKey
{
    /// <summary>Code of the refusal where the token shows no public half.</summary>
    internal const string MissingCode = "key.pkcs11.public";

    private const byte CertificateClass = 1;
    private const byte PublicClass = 2;
    private const uint Value = 0x11;
    private const uint Modulus = 0x120;
    private const uint Exponent = 0x122;
    private const uint CurveParameters = 0x180;
    private const uint Point = 0x181;

    /// <exception cref="ConfigurationException">There is none, or it is of a kind that is not supported.</exception>
    public static PublicKey Read(Pkcs11Module module, nuint session, Pkcs11Uri uri)
    {
        try
        {
            var der =
                Pkcs11Key.FindAny(module, session, uri, PublicClass) is { } found ? FromObject(module, session, found)
                : Pkcs11Key.FindAny(module, session, uri, CertificateClass) is { } certificate
                    ? FromCertificate(module.Read(session, certificate, Value))
                : null;
            return PublicKey.FromSubjectPublicKeyInfo(der ?? throw Missing(null), "The key in the token");
        }
        catch (Exception error) when (error is CryptographicException or AsnContentException)
        {
            throw Missing(error);
        }
    }

    private static byte[]? FromObject(Pkcs11Module module, nuint session, nuint found)
    {
        byte[]? Attribute(uint type) => module.Read(session, found, type);
        return (Attribute(Modulus), Attribute(Exponent), Attribute(CurveParameters), Attribute(Point)) switch
        {
            ({ } modulus, { } exponent, _, _) => FromRsa(modulus, exponent),
            (_, _, { } curve, { } point) when IsEd25519(curve) => FromEd25519(point),
            (_, _, { } curve, { } point) => FromPoint(curve, point),
            _ => null,
        };
    }

    private static byte[] FromRsa(byte[] modulus, byte[] exponent)
    {
        using var rsa = RSA.Create(new RSAParameters { Modulus = modulus, Exponent = exponent });
        return rsa.ExportSubjectPublicKeyInfo();
    }

    private static byte[] FromPoint(byte[] curve, byte[] point)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier(KeyDer.EcOid);
                writer.WriteEncodedValue(curve);
            }

            writer.WriteBitString(OpenPoint(point));
        }

        return writer.Encode();
    }

    // Some tokens give the point as it is.
    private static byte[] FromEd25519(byte[] point) =>
        KeyDer.WrapPublic(KeyDer.Ed25519Oid, point.Length == Ed25519PublicKeyParameters.KeySize ? point : OpenPoint(point));

    private static byte[] OpenPoint(byte[] point) => new AsnReader(point, AsnEncodingRules.BER).ReadOctetString();

    // By its name or its identifier (PKCS#11 v3.0, section 2.3.10).
    private static bool IsEd25519(byte[] curve)
    {
        var reader = new AsnReader(curve, AsnEncodingRules.BER);
        return reader.PeekTag() == Asn1Tag.ObjectIdentifier
            ? reader.ReadObjectIdentifier() == KeyDer.Ed25519Oid
            : reader.PeekTag().HasSameClassAndValue(new Asn1Tag(UniversalTagNumber.PrintableString))
                && reader.ReadCharacterString(UniversalTagNumber.PrintableString) == "edwards25519";
    }

    private static byte[]? FromCertificate(byte[]? der)
    {
        if (der is null)
        {
            return null;
        }

        using var certificate = X509CertificateLoader.LoadCertificate(der);
        return certificate.PublicKey.ExportSubjectPublicKeyInfo();
    }

    private static ConfigurationException Missing(Exception? inner) =>
        new(
            MissingCode,
            "The token has no usable public key or certificate beside the key that the PKCS#11 URI names; write one into it.",
            inner
        );
}

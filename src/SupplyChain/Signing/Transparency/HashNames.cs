using System.Security.Cryptography;

namespace SupplyChain.Signing.Transparency;

/// <summary>Hashes by the names that logs write, which differ by their version.</summary>
internal static class HashNames
{
    /// <summary>The hash of this name; null where it is none that counts.</summary>
    public static HashAlgorithmName? Find(string name) =>
        name switch
        {
            "sha256" or "SHA2_256" => HashAlgorithmName.SHA256,
            "sha384" or "SHA2_384" => HashAlgorithmName.SHA384,
            "sha512" or "SHA2_512" => HashAlgorithmName.SHA512,
            _ => null,
        };
}

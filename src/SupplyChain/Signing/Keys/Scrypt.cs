using System.Runtime.InteropServices;
using Org.BouncyCastle.Crypto.Generators;

namespace SupplyChain.Signing.Keys;

/// <summary>The key derivation scrypt (RFC 7914): OpenSSL's where it is there, which takes half the time, else the managed one.</summary>
internal static partial class Scrypt
{
    private const ulong MostMemory = 256UL * 1024 * 1024;

    public static byte[] Derive(byte[] password, byte[] salt, SealedKey.Cost cost, int size)
    {
        var key = new byte[size];
        return TryNative(password, salt, cost, key) ? key : SCrypt.Generate(password, salt, cost.N, cost.R, cost.P, size);
    }

    private static bool TryNative(byte[] password, byte[] salt, SealedKey.Cost cost, byte[] key)
    {
        if (!OperatingSystem.IsLinux())
        {
            return false;
        }

        try
        {
            return EvpPbeScrypt(
                    password,
                    (nuint)password.Length,
                    salt,
                    (nuint)salt.Length,
                    (ulong)cost.N,
                    (ulong)cost.R,
                    (ulong)cost.P,
                    MostMemory,
                    key,
                    (nuint)key.Length
                ) == 1;
        }
        catch (Exception missing) when (missing is DllNotFoundException or EntryPointNotFoundException)
        {
            return false;
        }
    }

    // The library that .NET's own cryptography loads on Linux.
    [LibraryImport("libcrypto.so.3", EntryPoint = "EVP_PBE_scrypt")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int EvpPbeScrypt(
        byte[] password,
        nuint passwordLength,
        byte[] salt,
        nuint saltLength,
        ulong n,
        ulong r,
        ulong p,
        ulong mostMemory,
        byte[] key,
        nuint keyLength
    );
}

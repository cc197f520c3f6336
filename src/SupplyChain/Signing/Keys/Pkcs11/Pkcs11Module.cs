using System.Runtime.InteropServices;

namespace SupplyChain.Signing.Keys.Pkcs11;

/// <summary>
/// A PKCS#11 module, called through its own list of functions (OASIS PKCS#11 v2.40, section 5). Layouts are those of 64-bit
/// Unix, where a CK_ULONG is as wide as a pointer and nothing is packed.
/// </summary>
internal sealed unsafe class Pkcs11Module : IDisposable
{
    private const int FirstFunction = 8;
    private const uint AlreadyInitialized = 0x191;

    private readonly nint library;
    private readonly nint functions;
    private readonly string path;
    private bool mustFinalize;

    private Pkcs11Module(nint library, nint functions, string path) =>
        (this.library, this.functions, this.path) = (library, functions, path);

    /// <exception cref="ConfigurationException">The file is no module for this machine.</exception>
    public static Pkcs11Module Load(string path)
    {
        if (OperatingSystem.IsWindows() || sizeof(nint) != 8)
        {
            throw new ConfigurationException(
                "key.pkcs11",
                "Keys in tokens work on 64-bit Linux and macOS only; use a key file here."
            );
        }

        if (
            !Path.IsPathFullyQualified(path)
            || !NativeLibrary.TryLoad(path, out var library)
            || !NativeLibrary.TryGetExport(library, "C_GetFunctionList", out var list)
        )
        {
            throw new ConfigurationException(
                "key.pkcs11.module",
                $"'{path}' is no PKCS#11 module that can be loaded; give the absolute path of the token's library."
            );
        }

        nint functions;
        Check(((delegate* unmanaged<nint*, nuint>)list)(&functions), "C_GetFunctionList", path);
        var module = new Pkcs11Module(library, functions, path);
        var result = ((delegate* unmanaged<nint, nuint>)module.Function(0))(0);
        // Whoever began with the module ends it, and with it the sessions of all others.
        module.mustFinalize = result == 0;
        return result is 0 or AlreadyInitialized ? module : throw Failed(result, "C_Initialize", path);
    }

    /// <summary>The slots that hold a token, with its label.</summary>
    public IReadOnlyList<(ulong Slot, string Label)> ListTokens()
    {
        var list = (delegate* unmanaged<byte, nuint*, nuint*, nuint>)Function(4);
        nuint count = 0;
        Check(list(1, null, &count), "C_GetSlotList", path);
        var slots = new nuint[Math.Min(count, 256)];
        count = (nuint)slots.Length;
        fixed (nuint* first = slots)
        {
            Check(list(1, first, &count), "C_GetSlotList", path);
        }

        return [.. slots.Take((int)count).Select(slot => ((ulong)slot, LabelOf(slot)))];
    }

    public nuint OpenSession(ulong slot)
    {
        nuint session;
        const nuint serial = 4;
        Check(
            ((delegate* unmanaged<nuint, nuint, nint, nint, nuint*, nuint>)Function(12))((nuint)slot, serial, 0, 0, &session),
            "C_OpenSession",
            path
        );
        return session;
    }

    public void Login(nuint session, ReadOnlySpan<byte> pin)
    {
        const nuint user = 1;
        const uint alreadyIn = 0x100;
        const uint wrongPin = 0xA0;
        const uint locked = 0xA4;
        fixed (byte* first = pin)
        {
            var result = ((delegate* unmanaged<nuint, nuint, byte*, nuint, nuint>)Function(18))(
                session,
                user,
                first,
                (nuint)pin.Length
            );
            switch (result)
            {
                case 0 or alreadyIn:
                    return;
                case wrongPin or locked:
                    throw new ConfigurationException(
                        "key.password.wrong",
                        "The token does not open with the given PIN; give the right one before it locks itself."
                    );
                default:
                    throw Failed(result, "C_Login", path);
            }
        }
    }

    /// <summary>The objects that have all these attributes.</summary>
    public IReadOnlyList<nuint> Find(nuint session, IReadOnlyList<(uint Type, byte[] Value)> wanted)
    {
        var template = new Attribute[wanted.Count];
        var pins = wanted.Select(attribute => GCHandle.Alloc(attribute.Value, GCHandleType.Pinned)).ToArray();
        try
        {
            for (var index = 0; index < template.Length; index++)
            {
                template[index] = new Attribute(wanted[index].Type, pins[index].AddrOfPinnedObject(), wanted[index].Value.Length);
            }

            fixed (Attribute* first = template)
            {
                Check(
                    ((delegate* unmanaged<nuint, Attribute*, nuint, nuint>)Function(26))(session, first, (nuint)template.Length),
                    "C_FindObjectsInit",
                    path
                );
            }

            var found = stackalloc nuint[2];
            nuint count;
            Check(
                ((delegate* unmanaged<nuint, nuint*, nuint, nuint*, nuint>)Function(27))(session, found, 2, &count),
                "C_FindObjects",
                path
            );
            Check(((delegate* unmanaged<nuint, nuint>)Function(28))(session), "C_FindObjectsFinal", path);
            return [.. new ReadOnlySpan<nuint>(found, (int)count)];
        }
        finally
        {
            Array.ForEach(pins, pin => pin.Free());
        }
    }

    /// <summary>An attribute of an object; null where it has none of that type.</summary>
    public byte[]? Read(nuint session, nuint found, uint type)
    {
        const int largest = 16 * 1024;
        var value = new byte[largest];
        fixed (byte* first = value)
        {
            var attribute = new Attribute(type, (nint)first, largest);
            var read = (delegate* unmanaged<nuint, nuint, Attribute*, nuint, nuint>)Function(24);
            return read(session, found, &attribute, 1) == 0 && attribute.Length <= largest
                ? value[..(int)attribute.Length]
                : null;
        }
    }

    public byte[] Sign(nuint session, nuint key, nuint mechanism, byte[] data)
    {
        var description = stackalloc nuint[3] { mechanism, 0, 0 };
        Check(((delegate* unmanaged<nuint, nuint*, nuint, nuint>)Function(42))(session, description, key), "C_SignInit", path);
        var signature = new byte[1024];
        var length = (nuint)signature.Length;
        fixed (byte* content = data)
        fixed (byte* result = signature)
        {
            Check(
                ((delegate* unmanaged<nuint, byte*, nuint, byte*, nuint*, nuint>)Function(43))(
                    session,
                    content,
                    (nuint)data.Length,
                    result,
                    &length
                ),
                "C_Sign",
                path
            );
        }

        return signature[..(int)length];
    }

    public void Dispose()
    {
        if (mustFinalize)
        {
            _ = ((delegate* unmanaged<nint, nuint>)Function(1))(0);
        }

        NativeLibrary.Free(library);
    }

    private string LabelOf(nuint slot)
    {
        const int labelSize = 32;
        // CK_TOKEN_INFO begins with the label and is shorter than this.
        var information = stackalloc byte[512];
        Check(((delegate* unmanaged<nuint, byte*, nuint>)Function(6))(slot, information), "C_GetTokenInfo", path);
        return System.Text.Encoding.UTF8.GetString(information, labelSize).TrimEnd(' ');
    }

    private nint Function(int index) => Marshal.ReadIntPtr(functions, FirstFunction + (index * sizeof(nint)));

    private static void Check(nuint result, string function, string path)
    {
        if (result != 0)
        {
            throw Failed(result, function, path);
        }
    }

    private static UndeterminedException Failed(nuint result, string function, string path) =>
        new(
            "key.pkcs11.failed",
            $"The PKCS#11 module '{path}' answered {function} with error 0x{(ulong)result:X}; check that the token is plugged in and its service runs."
        );

    /// <summary>CK_ATTRIBUTE.</summary>
    private struct Attribute(nuint type, nint value, int length)
    {
        public nuint Type = type;
        public nint Value = value;
        public nuint Length = (nuint)length;
    }
}

using SupplyChain.Images;
using SupplyChain.Signing.Keys;
using SupplyChain.Signing.Keys.Pkcs11;
using SupplyChain.Signing.Keys.Vault;

namespace SupplyChain.Signing.Signers;

/// <summary>
/// Opens keys by the references that cosign's users write: a file, <c>env://VARIABLE</c>, <c>pkcs11:…</c> (RFC 7512) or
/// <c>hashivault://NAME</c>.
/// </summary>
/// <param name="access">What keys may be opened with.</param>
public sealed class KeyOpener(KeyAccess access) : IDisposable
{
    private const string EnvironmentScheme = "env://";
    private const string ModuleVariable = "COSIGN_PKCS11_MODULE_PATH";
    private const string PinVariable = "COSIGN_PKCS11_PIN";

    private readonly List<IDisposable> opened = [];

    /// <summary>Opens a private key.</summary>
    /// <param name="reference">Its reference.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <exception cref="ConfigurationException">There is no such key, or it cannot be opened with what was given.</exception>
    /// <exception cref="UndeterminedException">A device or service does not answer.</exception>
    public async Task<ISigningKey> OpenAsync(string reference, CancellationToken cancellationToken)
    {
        if (Pkcs11Uri.IsOne(reference))
        {
            var uri = Pkcs11Uri.Parse(reference);
            return Pkcs11Key.Open(Keep(Pkcs11Module.Load(ModuleOf(uri, reference))), uri, PinOf(uri, reference));
        }

        if (NameIn(reference, VaultKey.Scheme) is { } name)
        {
            return await VaultKey.OpenAsync(Keep(new VaultTransit(VaultSettings.Read(access))), name, cancellationToken);
        }

        return NameIn(reference, EnvironmentScheme) is { } variable
            ? KeyFile.Open(Variable(variable), () => access.Password(reference), reference, access.PasswordRemedy())
            : KeyFile.Load(RequireFile(reference), () => access.Password(reference), access.PasswordRemedy());
    }

    /// <summary>Opens a public key, which a device or service gives of the private one that it keeps.</summary>
    /// <param name="reference">Its reference.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <exception cref="ConfigurationException">There is no such key, or it is of a kind that is not supported.</exception>
    /// <exception cref="UndeterminedException">A device or service does not answer.</exception>
    public async Task<PublicKey> OpenPublicAsync(string reference, CancellationToken cancellationToken)
    {
        if (Pkcs11Uri.IsOne(reference))
        {
            var uri = Pkcs11Uri.Parse(reference);
            using var module = Pkcs11Module.Load(ModuleOf(uri, reference));
            return Pkcs11Key.ReadPublic(module, uri);
        }

        if (NameIn(reference, VaultKey.Scheme) is { } name)
        {
            using var transit = new VaultTransit(VaultSettings.Read(access));
            return (await VaultKey.OpenAsync(transit, name, cancellationToken)).PublicKey;
        }

        return NameIn(reference, EnvironmentScheme) is { } variable
            ? PublicKey.Parse(Variable(variable), reference)
            : PublicKey.Load(RequireFile(reference));
    }

    /// <summary>Opens the public half of a private key. A device or service gives it, mostly without being asked for a PIN.</summary>
    /// <param name="reference">The private key's reference.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <exception cref="ConfigurationException">There is no such key, or it cannot be opened with what was given.</exception>
    /// <exception cref="UndeterminedException">A device or service does not answer.</exception>
    public async Task<PublicKey> OpenPublicHalfAsync(string reference, CancellationToken cancellationToken)
    {
        if (Pkcs11Uri.IsOne(reference) || NameIn(reference, VaultKey.Scheme) is not null)
        {
            try
            {
                return await OpenPublicAsync(reference, cancellationToken);
            }
            catch (ConfigurationException error) when (error.Code == Pkcs11PublicKey.MissingCode)
            {
                // Some tokens show nothing to whoever has not given the PIN.
            }
        }

        return (await OpenAsync(reference, cancellationToken)).PublicKey;
    }

    /// <summary>A reference as it may be shown: without a PIN.</summary>
    public static string Shown(string reference) => Pkcs11Uri.IsOne(reference) ? Pkcs11Uri.Shown(reference) : reference;

    /// <summary>Whether a key is kept by a service that has to be asked over the network.</summary>
    internal static bool IsKeptByService(string reference) =>
        !Pkcs11Uri.IsOne(reference)
        && NameIn(reference, EnvironmentScheme) is null
        && reference.Contains("://", StringComparison.Ordinal);

    /// <summary>Closes the tokens and connections of the keys that were opened.</summary>
    public void Dispose() => opened.ForEach(key => key.Dispose());

    private T Keep<T>(T key)
        where T : IDisposable
    {
        opened.Add(key);
        return key;
    }

    private static string? NameIn(string reference, string scheme) =>
        reference.StartsWith(scheme, StringComparison.Ordinal) ? reference[scheme.Length..] : null;

    // A file whose name looks like a scheme would be opened silently where somebody mistyped one.
    private static string RequireFile(string reference) =>
        reference.Contains("://", StringComparison.Ordinal)
            ? throw new ConfigurationException(
                "key.reference",
                $"No key can be opened by {Printable.Quote(reference)}; give a file, env://VARIABLE, pkcs11:…, hashivault://NAME, or with cosign awskms://, azurekms:// or gcpkms://."
            )
            : reference;

    private string Variable(string name) =>
        access.Environment(name)
        ?? throw new ConfigurationException(
            "key.variable",
            $"The variable {Printable.Quote(name)} with the key is not set; set it."
        );

    private string ModuleOf(Pkcs11Uri uri, string reference) =>
        uri.ModulePath
        ?? access.Environment(ModuleVariable)
        ?? throw new ConfigurationException(
            "key.pkcs11.module",
            $"'{Shown(reference)}' names no module; add '?module-path=FILE' or set {ModuleVariable}."
        );

    private string PinOf(Pkcs11Uri uri, string reference) =>
        uri.PinValue
        ?? (
            uri.PinSource is { } file
                ? KeyText.Read(file.Replace("file:", "", StringComparison.Ordinal), 4096).TrimEnd('\r', '\n')
                : null
        )
        ?? access.Environment(PinVariable)
        ?? access.Password(Shown(reference))
        ?? throw new ConfigurationException(
            "key.password.missing",
            $"The token of '{Shown(reference)}' needs a PIN; add '&pin-source=FILE' or set {PinVariable}."
        );
}

using SupplyChain.Images;
using SupplyChain.Signing.Keys;
using SupplyChain.Tools;

namespace SupplyChain.Signing.Signers;

/// <summary>Opens signers and keys by reference, whoever has to be asked.</summary>
/// <param name="access">What keys may be opened with.</param>
/// <param name="time">Clock for the time limits of cosign.</param>
public sealed class SignerOpener(KeyAccess access, TimeProvider time) : IDisposable
{
    // The services that hold these keys have interfaces, and ways to log in, that cosign knows.
    private static readonly string[] CloudSchemes = ["awskms://", "azurekms://", "gcpkms://"];

    private readonly KeyOpener keys = new(access);

    /// <summary>Opens a signer. A key in a cloud service is used through cosign whatever was asked for.</summary>
    /// <exception cref="ConfigurationException">
    /// The key, or cosign, is not there or cannot be used with what was given, or a service would be asked though that is forbidden.
    /// </exception>
    /// <exception cref="UndeterminedException">A device, service or program does not answer.</exception>
    public async Task<IBundleSigner> OpenAsync(SignerRequest request, CancellationToken cancellationToken)
    {
        if (request.Kind == SignerKind.Cosign || IsInCloud(request.Key))
        {
            RequireNoService(request);
            var cosign = await CosignProgram.FindAsync(new ToolRunner(time), access, cancellationToken);
            return new CosignSigner(
                cosign,
                request,
                request.Key is { } key ? await cosign.ReadPublicKeyAsync(key, cancellationToken) : null
            );
        }

        return request.Key is { } reference
            ? new BundleSigner(await keys.OpenAsync(reference, cancellationToken))
            : throw new ConfigurationException(
                "signer.key",
                "There is no key to sign with; give --key, or sign by an identity with --signer cosign."
            );
    }

    /// <summary>Has the installed cosign verify.</summary>
    /// <exception cref="ConfigurationException">cosign is not there, or nothing could be verified by the policy.</exception>
    public async Task<CosignVerifier> OpenVerifierAsync(CosignVerifierRequest request, CancellationToken cancellationToken) =>
        new(await CosignProgram.FindAsync(new ToolRunner(time), access, cancellationToken), request);

    /// <summary>Opens a public key.</summary>
    /// <exception cref="ConfigurationException">There is no such key, or it is of a kind that is not supported.</exception>
    /// <exception cref="UndeterminedException">A device, service or program does not answer.</exception>
    public async Task<PublicKey> OpenPublicAsync(string reference, CancellationToken cancellationToken)
    {
        if (!IsInCloud(reference))
        {
            return await keys.OpenPublicAsync(reference, cancellationToken);
        }

        RequireNoService(reference);
        var cosign = await CosignProgram.FindAsync(new ToolRunner(time), access, cancellationToken);
        return await cosign.ReadPublicKeyAsync(reference, cancellationToken);
    }

    /// <summary>Opens the public half of a private key.</summary>
    /// <exception cref="ConfigurationException">There is no such key, or it cannot be opened with what was given.</exception>
    /// <exception cref="UndeterminedException">A device, service or program does not answer.</exception>
    public Task<PublicKey> OpenPublicHalfAsync(string reference, CancellationToken cancellationToken) =>
        IsInCloud(reference)
            ? OpenPublicAsync(reference, cancellationToken)
            : keys.OpenPublicHalfAsync(reference, cancellationToken);

    /// <inheritdoc />
    public void Dispose() => keys.Dispose();

    // What cosign connects to can't be watched from here, so that it is not started where it would.
    private void RequireNoService(SignerRequest request)
    {
        if (access.Offline && (request.Key is null || request.SigningConfig is not null))
        {
            throw new ConfigurationException(
                "cosign.offline",
                "cosign asks services to sign by an identity, or with --signing-config, which --offline forbids; sign with a key alone, or leave out --offline."
            );
        }

        if (request.Key is { } key)
        {
            RequireNoService(key);
        }
    }

    private void RequireNoService(string key)
    {
        if (access.Offline && KeyOpener.IsKeptByService(key))
        {
            throw new ConfigurationException(
                "key.offline",
                $"The key {Printable.Quote(key)} is kept by a service, which --offline forbids to ask; use a key file, or leave out --offline."
            );
        }
    }

    private static bool IsInCloud(string? reference) =>
        reference is not null && CloudSchemes.Any(scheme => reference.StartsWith(scheme, StringComparison.Ordinal));
}

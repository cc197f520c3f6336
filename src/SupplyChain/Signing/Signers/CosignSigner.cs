using SupplyChain.Attestations;
using SupplyChain.Signing.Bundles;
using SupplyChain.Signing.Keys;
using SupplyChain.Tools;

namespace SupplyChain.Signing.Signers;

/// <summary>
/// Signs through the installed cosign, with a key or keyless. cosign makes bundles only; publishing them stays with this
/// library, since cosign's own publishing loses what is published at the same time.
/// </summary>
/// <param name="cosign">The program.</param>
/// <param name="request">With what it signs.</param>
/// <param name="key">The public half of the key; null when keyless.</param>
internal sealed class CosignSigner(CosignProgram cosign, SignerRequest request, PublicKey? key) : IBundleSigner
{
    // A signing configuration that names no service: neither log nor timestamps, so no network.
    private const string NoServices =
        """{"mediaType":"application/vnd.dev.sigstore.signingconfig.v0.2+json","rekorTlogConfig":{},"tsaConfig":{}}""";

    // cosign would look it up on the network to check what it made, though by a key there is nothing to look up.
    private const string NobodyTrusted = """{"mediaType":"application/vnd.dev.sigstore.trustedroot+json;version=0.1"}""";

    /// <inheritdoc />
    public PublicKey? PublicKey => key;

    /// <inheritdoc />
    public async Task<Bundle> SignAsync(Statement statement, CancellationToken cancellationToken)
    {
        using var folder = new SigningFolder();
        var payload = statement.ToBytes();
        await File.WriteAllBytesAsync(folder.Content, payload, cancellationToken);
        var bundle = await SignAsync(folder, ["attest-blob", "--statement", folder.Content], cancellationToken);
        return
            bundle.Envelope is { PayloadType: Envelope.InToto } envelope
            && envelope.Payload.Span.SequenceEqual(payload)
            && KeyOf(bundle).Verify(SignedContent.Of(envelope.PayloadType, payload), envelope.Signatures[0].Bytes.Span)
            ? bundle
            : throw Different("statement");
    }

    /// <inheritdoc />
    public async Task<Bundle> SignBlobAsync(Stream content, CancellationToken cancellationToken)
    {
        using var folder = new SigningFolder();
        await using (var copy = File.Create(folder.Content))
        {
            await content.CopyToAsync(copy, cancellationToken);
        }

        var bundle = await SignAsync(folder, ["sign-blob", folder.Content], cancellationToken);
        var signer = KeyOf(bundle);
        await using var file = File.OpenRead(folder.Content);
        var signed = await SignedContent.ReadAsync(file, signer.Hashes, signer.Hashes.Count == 0, cancellationToken);
        return bundle.MessageSignature is { } message && signer.Verify(signed, message.Signature.Span)
            ? bundle
            : throw Different("file");
    }

    private async Task<Bundle> SignAsync(SigningFolder folder, string[] what, CancellationToken cancellationToken)
    {
        string[] arguments = [.. what, "--bundle", folder.Bundle, "--yes", .. Services(folder)];
        _ = await cosign.RunAsync(arguments, request.Key, Directory.GetCurrentDirectory(), cancellationToken);
        return await WrittenFile.ReadAsync(folder.Bundle, Bundle.MaximumSize, cancellationToken) is { Length: > 0 } bundle
            ? Bundle.Parse(bundle)
            : throw new UndeterminedException(
                "cosign.bundle",
                "cosign said that it signed and left no usable bundle; check which program 'cosign' on the path is."
            );
    }

    private List<string> Services(SigningFolder folder)
    {
        List<string> arguments = [];
        void Add(string option, string? value)
        {
            if (value is not null)
            {
                arguments.AddRange([option, value]);
            }
        }

        Add("--key", request.Key);
        Add("--identity-token", request.IdentityToken);
        if (cosign.TakesSigningConfig)
        {
            var asksNobody = request.Key is not null && request.SigningConfig is null;
            Add("--signing-config", asksNobody ? folder.Write("services.json", NoServices) : request.SigningConfig);
            Add(
                "--trusted-root",
                asksNobody && request.TrustedRoot is null ? folder.Write("root.json", NobodyTrusted) : request.TrustedRoot
            );
        }
        else
        {
            arguments.Add("--new-bundle-format=true");
            if (request.Key is not null)
            {
                arguments.Add("--tlog-upload=false");
            }
        }

        return arguments;
    }

    // By the key that was asked for; a bundle that names another is as good as none.
    private PublicKey KeyOf(Bundle bundle)
    {
        if (key is not null)
        {
            return bundle.Material.PublicKeyHint == key.Hint ? key : throw Different("key");
        }

        return bundle.Material.Certificates is [var first, ..]
            ? PublicKey.OfCertificate(first.ToArray(), "The certificate of cosign")
            : throw Different("identity");
    }

    private static UndeterminedException Different(string what) =>
        new(
            "cosign.bundle",
            $"The bundle that cosign made is not for the {what} it was given; check which program 'cosign' on the path is."
        );
}

using SupplyChain.Images;
using SupplyChain.Testing.Sigstore;

namespace SupplyChain.Fuzzing;

/// <summary>A place with one image, beside which one manifest is kept under both of cosign's older tags.</summary>
internal sealed class OlderFormSource(Digest image, byte[] manifest, IReadOnlyList<OlderForm> layers) : IImageSource
{
    private readonly Descriptor descriptor = Descriptor.Of(MediaTypes.OciManifest, manifest);

    public string Location => "fuzzed";

    public Task<Descriptor?> ResolveAsync(string name, CancellationToken cancellationToken) =>
        Task.FromResult(name.StartsWith($"{image.Algorithm}-{image.Hex}.", StringComparison.Ordinal) ? descriptor : null);

    public Task<ReadOnlyMemory<byte>?> ReadManifestAsync(Digest digest, CancellationToken cancellationToken) =>
        Task.FromResult<ReadOnlyMemory<byte>?>(manifest);

    public Task<Stream> OpenBlobAsync(Descriptor blob, CancellationToken cancellationToken) =>
        layers.FirstOrDefault(layer => layer.Layer.Digest == blob.Digest && layer.Layer.Size == blob.Size) is { } layer
            ? Task.FromResult<Stream>(new MemoryStream(layer.Content))
            : throw new UndeterminedException("fuzzing.blob", "The blob is not there.");

    public Task<IReadOnlyList<Referrer>> ListReferrersAsync(Digest subject, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Referrer>>([]);
}

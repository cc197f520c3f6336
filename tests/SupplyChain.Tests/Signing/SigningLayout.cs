using System.Text;
using Microsoft.Extensions.Time.Testing;
using SupplyChain.Attestations;
using SupplyChain.Images;
using SupplyChain.Images.Layouts;
using SupplyChain.Signing;
using SupplyChain.Signing.Keys;
using SupplyChain.Signing.Verification;
using SupplyChain.Testing;
using SupplyChain.Testing.Sigstore;
using SupplyChain.Tests.Images;
using Xunit;

namespace SupplyChain.Tests.Signing;

/// <summary>An OCI layout with one image, a key that signs, and a verifier that knows the key as <c>ci</c>.</summary>
internal sealed class SigningLayout : IDisposable
{
    public static readonly IReadOnlyDictionary<string, string> NoAnnotations = new Dictionary<string, string>();

    private readonly TemporaryFolder folder = new();

    private SigningLayout()
    {
        Store = new OciLayout(folder.At("layout"), TimeProvider.System);
        Signer = new ImageSigner(Key, Clock);
        Verifier = new Verifier([new NamedKey("ci", Key.PublicKey)]);
    }

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 1, 31, 12, 0, 0, TimeSpan.Zero));

    public PrivateKey Key { get; } = PrivateKey.Generate();

    public OciLayout Store { get; }

    public ImageSigner Signer { get; }

    public Verifier Verifier { get; }

    public Descriptor Image { get; private set; } = null!;

    public static async Task<SigningLayout> CreateAsync()
    {
        var layout = new SigningLayout();
        layout.Image = await Samples.PushImageAsync(layout.Store, "v1");
        return layout;
    }

    public Task<PublishedBundle> SignAsync() => Signer.SignAsync(Store, Image, NoAnnotations, Token);

    public Task<PublishedBundle> AttestAsync(string type, string predicate) =>
        Signer.AttestAsync(Store, Image, StatementOf(Image, type, predicate), Token);

    public Task<VerificationReport> VerifyAsync() => Verifier.VerifyImageAsync(Store, Image.Digest, NoAnnotations, Token);

    public Task PlaceAsync(byte[] bundle) => PlaceAsync(Store, Image, bundle);

    /// <summary>Puts any bytes beside an image as if they were a bundle.</summary>
    public static Task PlaceAsync(IImageStore store, Descriptor image, byte[] bundle) => store.PlaceAsync(image, bundle, Token);

    public static Statement StatementOf(Descriptor image, string type, string predicate) =>
        new([Subject.Of(image.Digest)], type, Encoding.UTF8.GetBytes(predicate));

    public void Dispose() => folder.Dispose();
}

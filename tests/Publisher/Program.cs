// Publishes pieces of evidence beside an image, and prints the digest of each once it is published.
// Usage: Publisher IMAGE NAME COUNT AT-ONCE
// Or writes what it reads as a blob into a layout.
// Usage: Publisher FOLDER DIGEST SIZE
using System.Globalization;
using System.Text;
using SupplyChain.Images;
using SupplyChain.Images.Layouts;

if (args is [var folder, var digest, var size])
{
    var blob = new Descriptor("application/test", Digest.Parse(digest), long.Parse(size, CultureInfo.InvariantCulture));
    await new OciLayout(folder, TimeProvider.System).WriteBlobAsync(blob, Console.OpenStandardInput(), CancellationToken.None);
    return;
}

var (image, name) = (ImageReference.Parse(args[0]), args[1]);
var (count, atOnce) = (int.Parse(args[2], CultureInfo.InvariantCulture), int.Parse(args[3], CultureInfo.InvariantCulture));
using var stores = new ImageStores(new ImageStoreOptions());
var resolved = await stores.ResolveAsync(image, CancellationToken.None);
var store = resolved.WritableStore();
Console.WriteLine("ready");
await Parallel.ForAsync(
    0,
    count,
    new ParallelOptions { MaxDegreeOfParallelism = atOnce },
    async (number, cancel) => Console.WriteLine(await PublishAsync($"{name} {number}", cancel))
);

async Task<Digest> PublishAsync(string evidence, CancellationToken cancel)
{
    var manifest = new ImageManifest
    {
        MediaType = MediaTypes.OciManifest,
        ArtifactType = "application/test",
        Config = await WriteAsync("{}", MediaTypes.OciEmpty, cancel),
        Layers = [await WriteAsync(evidence, "application/test", cancel)],
        Subject = resolved.Manifest,
    };
    var content = manifest.ToBytes();
    var referrer = Descriptor.Of(MediaTypes.OciManifest, content.Span) with { ArtifactType = manifest.ArtifactType };
    return (await store.WriteReferrerAsync(referrer, content, resolved.Digest, cancel)).Digest;
}

async Task<Descriptor> WriteAsync(string text, string mediaType, CancellationToken cancel)
{
    var bytes = Encoding.UTF8.GetBytes(text);
    var blob = Descriptor.Of(mediaType, bytes);
    using var stream = new MemoryStream(bytes);
    await store.WriteBlobAsync(blob, stream, cancel);
    return blob;
}

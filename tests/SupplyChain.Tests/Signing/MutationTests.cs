using System.Text;
using SupplyChain.Attestations;
using SupplyChain.Images;
using SupplyChain.Signing;
using SupplyChain.Signing.Bundles;
using SupplyChain.Signing.Keys;
using SupplyChain.Signing.Verification;
using SupplyChain.Testing.Sigstore;
using Xunit;

namespace SupplyChain.Tests.Signing;

/// <summary>Every byte of every decoded field is changed, every field is dropped: nothing of it is ever accepted.</summary>
public sealed class MutationTests
{
    // Both are hints of the signer's that a bundle may do without; given, they must be right.
    private static readonly string[] MayBeMissing = ["verificationMaterial/publicKey/hint", "messageSignature/messageDigest"];

    private static readonly byte[] File = "the content of a file"u8.ToArray();

    private readonly PrivateKey key = PrivateKey.Generate();
    private readonly Verifier verifier;

    public MutationTests() => verifier = new Verifier([new NamedKey("ci", key.PublicKey)]);

    [Fact]
    public void No_changed_byte_of_a_statements_bundle_is_accepted()
    {
        var json = new BundleSigner(key)
            .Sign(new Statement([Subject.Of(Digest.Sha256(File))], "https://example.com/t", "{\"a\":1}"u8.ToArray()))
            .ToBytes();

        var tried = AssertNoneAccepted(
            json,
            bundle => verifier.VerifyStatement(bundle, Digest.Sha256(File), "https://example.com/t")
        );
        Assert.True(tried > 1000, $"only {tried} changes were tried");
    }

    [Fact]
    public async Task No_changed_byte_of_a_files_bundle_is_accepted()
    {
        var bundle = await new BundleSigner(key).SignBlobAsync(new MemoryStream(File), TestContext.Current.CancellationToken);

        var tried = AssertNoneAccepted(
            bundle.ToBytes(),
            changed => verifier.VerifyBlob(changed, SignedContent.Of(Digest.Sha256(File)))
        );
        Assert.True(tried > 500, $"only {tried} changes were tried");
    }

    [Fact]
    public void No_changed_or_missing_byte_of_the_file_itself_gives_it_another_meaning()
    {
        var json = new BundleSigner(key)
            .Sign(new Statement([Subject.Of(Digest.Sha256(File))], "https://example.com/t", "{}"u8.ToArray()))
            .ToBytes();
        var truncated = Enumerable.Range(0, json.Length).Select(length => json[..length]);
        foreach (var changed in Flips(json).Concat(truncated))
        {
            try
            {
                var bundle = Bundle.Parse(changed);
                Assert.True(
                    !verifier.VerifyStatement(bundle, Digest.Sha256(File), "https://example.com/t").IsVerified
                        || bundle.ToBytes().AsSpan().SequenceEqual(json),
                    Encoding.Latin1.GetString(changed)
                );
            }
            catch (UndeterminedException error)
            {
                Assert.Equal("signing.bundle", error.Code);
            }
        }
    }

    private static int AssertNoneAccepted(byte[] json, Func<Bundle, EvidenceVerification> verify)
    {
        Assert.Equal(VerificationStatus.Verified, verify(Bundle.Parse(json)).Status);
        var changes = BundleChanges
            .Bits(json)
            .Concat(BundleChanges.Lengths(json))
            .Concat(BundleChanges.Drops(json))
            .Concat(BundleChanges.Additions(json))
            .Where(change => !(change.What is "dropped" or "emptied" && MayBeMissing.Contains(change.Place)))
            .ToArray();
        Assert.All(
            changes,
            change => Assert.False(IsAccepted(change.Json, verify), $"{change.Place}: {change.What}, and the bundle is accepted")
        );
        return changes.Length;
    }

    private static bool IsAccepted(byte[] json, Func<Bundle, EvidenceVerification> verify)
    {
        try
        {
            return verify(Bundle.Parse(json)).IsVerified;
        }
        catch (UndeterminedException)
        {
            return false;
        }
    }

    private static IEnumerable<byte[]> Flips(byte[] bytes)
    {
        for (var position = 0; position < bytes.Length; position++)
        {
            foreach (var mask in new byte[] { 0x01, 0x20, 0x80 })
            {
                var changed = bytes.ToArray();
                changed[position] ^= mask;
                yield return changed;
            }
        }

        yield return [.. bytes, 0x20];
        yield return bytes[..^1];
    }
}

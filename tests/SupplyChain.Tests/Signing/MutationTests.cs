using System.Text;
using System.Text.Json.Nodes;
using SupplyChain.Attestations;
using SupplyChain.Images;
using SupplyChain.Signing;
using SupplyChain.Signing.Bundles;
using SupplyChain.Signing.Keys;
using SupplyChain.Signing.Verification;
using Xunit;

namespace SupplyChain.Tests.Signing;

/// <summary>Every byte of every decoded field is changed, every field is dropped: nothing of it is ever accepted.</summary>
public sealed class MutationTests
{
    // Both are hints of the signer's that a bundle may do without; given, they must be right.
    private static readonly string[] MayBeDropped = ["verificationMaterial/publicKey/hint", "messageSignature/messageDigest"];

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
        var tried = 0;
        foreach (var (path, changed) in Mutations(JsonNode.Parse(json)!))
        {
            tried++;
            Assert.False(IsAccepted(changed, verify), $"{path} was changed and the bundle accepted: {changed}");
        }

        return tried;
    }

    private static bool IsAccepted(string json, Func<Bundle, EvidenceVerification> verify)
    {
        try
        {
            return verify(Bundle.Parse(Encoding.UTF8.GetBytes(json))).IsVerified;
        }
        catch (UndeterminedException)
        {
            return false;
        }
    }

    private static IEnumerable<(string Path, string Json)> Mutations(JsonNode root)
    {
        foreach (var path in Paths(root, []).ToArray())
        {
            if (!MayBeDropped.Contains(string.Join('/', path)))
            {
                yield return (string.Join('/', path), With(root, path, null));
            }

            if (Find(root, path) is JsonValue value)
            {
                foreach (var changed in Changes(value.GetValue<string>()))
                {
                    yield return (string.Join('/', path), With(root, path, changed));
                }
            }
        }
    }

    private static IEnumerable<object[]> Paths(JsonNode? node, object[] path)
    {
        var children = node switch
        {
            JsonObject members => members.Select(member => ((object)member.Key, member.Value)),
            JsonArray elements => elements.Select((element, position) => ((object)position, element)),
            _ => [],
        };
        foreach (var (step, child) in children)
        {
            object[] below = [.. path, step];
            yield return below;
            foreach (var deeper in Paths(child, below))
            {
                yield return deeper;
            }
        }
    }

    private static IEnumerable<string> Changes(string text)
    {
        var buffer = new byte[text.Length];
        if (text.Length > 0 && Convert.TryFromBase64String(text, buffer, out var length))
        {
            foreach (var changed in Flips(buffer[..length]))
            {
                yield return Convert.ToBase64String(changed);
            }
        }
        else
        {
            foreach (var changed in Flips(Encoding.UTF8.GetBytes(text)))
            {
                yield return Encoding.Latin1.GetString(changed);
            }
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

    private static JsonNode? Find(JsonNode? node, object[] path) =>
        path.Aggregate(node, (current, step) => step is int position ? current![position] : current![(string)step]);

    private static string With(JsonNode root, object[] path, string? value)
    {
        var copy = root.DeepClone();
        switch (Find(copy, path[..^1]), path[^1])
        {
            case (JsonArray elements, int position) when value is null:
                elements.RemoveAt(position);
                break;
            case (JsonObject members, string name) when value is null:
                members.Remove(name);
                break;
            case (JsonObject members, string name):
                members[name] = value;
                break;
            default:
                throw new InvalidOperationException("no such place");
        }

        return copy.ToJsonString();
    }
}

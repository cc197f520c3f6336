using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SupplyChain.Testing.Sigstore;

/// <summary>
/// Changes a bundle in every place: each byte of each decoded field, the length of each field, each member and element dropped,
/// repeated, or swapped with another bundle's, and a member added to each object.
/// </summary>
public static class BundleChanges
{
    private const string Marker = "the place that is changed";

    // Fields of bytes; all others are text. Numbers and names may look like base64 and are none.
    private static readonly HashSet<string> OfBytes = new(StringComparer.Ordinal)
    {
        "rawBytes",
        "keyId",
        "signedEntryTimestamp",
        "rootHash",
        "hashes",
        "canonicalizedBody",
        "signedTimestamp",
        "digest",
        "signature",
        "payload",
        "sig",
        "base64Signature",
        "cert",
        "SignedEntryTimestamp",
        "SignedRFC3161Timestamp",
        "body",
        "content",
    };

    /// <summary>One bit of each byte of each field changed; in fields longer than 128 bytes only at so many steps.</summary>
    public static IEnumerable<BundleChange> Bytes(byte[] bundle, int stride = 1) =>
        Contents(
            bundle,
            content =>
                Enumerable
                    .Range(0, content.Length)
                    .Where(position => content.Length <= 128 || position % stride == 0)
                    .Select(position => Flip(content, position, position % 7))
        );

    /// <summary>Every bit of every field changed.</summary>
    public static IEnumerable<BundleChange> Bits(byte[] bundle) =>
        Contents(bundle, content => Enumerable.Range(0, content.Length * 8).Select(bit => Flip(content, bit / 8, bit % 8)));

    /// <summary>Each field made longer, shorter and empty.</summary>
    public static IEnumerable<BundleChange> Lengths(byte[] bundle) =>
        Contents(
            bundle,
            content =>
                content.Length == 0
                    ? [("lengthened", " ")]
                    :
                    [
                        ("lengthened", content + "\0"),
                        ("lengthened", " " + content),
                        ("shortened", content[..^1]),
                        ("shortened", content[1..]),
                        ("emptied", ""),
                    ]
        );

    /// <summary>Each member and element dropped.</summary>
    public static IEnumerable<BundleChange> Drops(byte[] bundle)
    {
        var root = JsonNode.Parse(bundle)!;
        return Paths(root, []).ToArray().Select(path => new BundleChange(PlaceOf(path), "dropped", With(root, path, null)));
    }

    /// <summary>Each member and element replaced by that of another bundle in the same place.</summary>
    public static IEnumerable<BundleChange> Swaps(byte[] bundle, byte[] other)
    {
        var (root, stranger) = (JsonNode.Parse(bundle)!, JsonNode.Parse(other)!);
        return Paths(root, [])
            .ToArray()
            .Select(path => (Path: path, Own: Find(root, path), Value: FindOrNull(stranger, path)))
            .Where(place => place.Value is not null && !JsonNode.DeepEquals(place.Own, place.Value))
            .Select(place => new BundleChange(PlaceOf(place.Path), "swapped", With(root, place.Path, place.Value!.DeepClone())));
    }

    /// <summary>Each element of an array given twice, and a member of an unknown name put into each object.</summary>
    public static IEnumerable<BundleChange> Additions(byte[] bundle)
    {
        var root = JsonNode.Parse(bundle)!;
        foreach (var path in Paths(root, []).Prepend([]).ToArray())
        {
            var copy = root.DeepClone();
            switch (Find(copy, path))
            {
                case JsonArray { Count: > 0 } elements:
                    elements.Add(elements[0]!.DeepClone());
                    yield return new BundleChange(PlaceOf(path), "repeated", Write(copy));
                    break;
                case JsonObject members:
                    members["unknown"] = "x";
                    yield return new BundleChange(PlaceOf(path), "extended", Write(copy));
                    break;
            }
        }
    }

    // Contents are given as text, whose characters stand for the bytes of a field of bytes.
    private static IEnumerable<BundleChange> Contents(
        byte[] bundle,
        Func<string, IEnumerable<(string What, string Content)>> change
    )
    {
        var root = JsonNode.Parse(bundle)!;
        foreach (var path in Paths(root, []).Where(path => Find(root, path) is JsonValue).ToArray())
        {
            var text = Find(root, path)!.ToString();
            var isOfBytes = OfBytes.Contains(path.OfType<string>().Last());
            var content = isOfBytes ? Encoding.Latin1.GetString(Convert.FromBase64String(text)) : text;
            var (before, after) = Around(root, path);
            foreach (var (what, changed) in change(content))
            {
                var written = isOfBytes
                    ? Encoding.ASCII.GetBytes(Convert.ToBase64String(Encoding.Latin1.GetBytes(changed)))
                    : JsonEncodedText.Encode(changed).EncodedUtf8Bytes;
                yield return new BundleChange(PlaceOf(path), what, [.. before, .. written, .. after]);
            }
        }
    }

    private static (string What, string Content) Flip(string content, int position, int bit)
    {
        var changed = content.ToCharArray();
        changed[position] ^= (char)(1 << bit);
        return ("changed", new string(changed));
    }

    private static (byte[] Before, byte[] After) Around(JsonNode root, object[] path)
    {
        var json = With(root, path, JsonValue.Create(Marker));
        var position = json.AsSpan().IndexOf(Encoding.ASCII.GetBytes(Marker));
        return (json[..position], json[(position + Marker.Length)..]);
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

    private static JsonNode? Find(JsonNode? node, object[] path) =>
        path.Aggregate(node, (current, step) => step is int position ? current![position] : current![(string)step]);

    private static JsonNode? FindOrNull(JsonNode? node, object[] path) =>
        path.Aggregate(
            node,
            (current, step) =>
                (current, step) switch
                {
                    (JsonObject members, string name) => members[name],
                    (JsonArray elements, int position) when position < elements.Count => elements[position],
                    _ => null,
                }
        );

    private static string PlaceOf(object[] path) => string.Join('/', path.Where(step => step is string));

    private static byte[] With(JsonNode root, object[] path, JsonNode? value)
    {
        var copy = root.DeepClone();
        switch (Find(copy, path[..^1]), path[^1])
        {
            case (JsonArray elements, int position) when value is null:
                elements.RemoveAt(position);
                break;
            case (JsonArray elements, int position):
                elements[position] = value;
                break;
            case (JsonObject members, string name) when value is null:
                members.Remove(name);
                break;
            case (JsonObject members, string name):
                members[name] = value;
                break;
        }

        return Write(copy);
    }

    private static byte[] Write(JsonNode node) => Encoding.UTF8.GetBytes(node.ToJsonString());
}

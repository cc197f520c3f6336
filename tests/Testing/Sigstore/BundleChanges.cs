using System.Text;
using System.Text.Json.Nodes;

namespace SupplyChain.Testing.Sigstore;

/// <summary>Changes a bundle in every place: each byte of each decoded field, each field dropped, each field swapped with another bundle's.</summary>
public static class BundleChanges
{
    /// <summary>Each byte of each field's content changed, bytes of base64 fields after decoding.</summary>
    /// <param name="bundle">The bundle.</param>
    /// <param name="stride">In fields longer than 128 bytes, only each byte at so many steps is changed; 1 for all.</param>
    public static IEnumerable<BundleChange> Bytes(byte[] bundle, int stride)
    {
        var root = JsonNode.Parse(bundle)!;
        foreach (var path in Paths(root, []).Where(path => Find(root, path) is JsonValue).ToArray())
        {
            var text = Find(root, path)!.GetValue<string>();
            var decoded = Decode(text);
            var bytes = decoded ?? Encoding.UTF8.GetBytes(text);
            for (var position = 0; position < bytes.Length; position += bytes.Length > 128 ? stride : 1)
            {
                var changed = bytes.ToArray();
                changed[position] ^= (byte)(1 << (position % 7));
                var written = decoded is null ? Encoding.Latin1.GetString(changed) : Convert.ToBase64String(changed);
                yield return new BundleChange(
                    PlaceOf(path),
                    $"byte {position} changed",
                    With(root, path, JsonValue.Create(written))
                );
            }
        }
    }

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

    private static byte[]? Decode(string text)
    {
        var buffer = new byte[text.Length];
        return text.Length >= 8 && Convert.TryFromBase64String(text, buffer, out var length) ? buffer[..length] : null;
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

        return Encoding.UTF8.GetBytes(copy.ToJsonString());
    }
}

using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using SupplyChain.Images;

namespace SupplyChain.Attestations;

/// <summary>
/// Reads the members of one JSON object by name and kind. A member that is null counts as absent, as protobuf's JSON mapping
/// and in-toto have it. Every failure is a <see cref="FormatException"/> whose message is a clause that names the member.
/// </summary>
internal readonly struct JsonMembers
{
    private readonly JsonElement element;
    private readonly string path;

    public JsonMembers(JsonElement element, string path = "")
    {
        this.element = element;
        this.path = path;
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException($"{(path.Length == 0 ? "its root" : path)} is not an object");
        }
    }

    /// <summary>Refuses members of any other name.</summary>
    public JsonMembers Only(params ReadOnlySpan<string> names)
    {
        foreach (var member in element.EnumerateObject())
        {
            if (!names.Contains(member.Name))
            {
                throw new FormatException($"it has the unknown member {Printable.Quote(PathOf(member.Name))}");
            }
        }

        return this;
    }

    public string PathOf(string name) => path.Length == 0 ? name : $"{path}.{name}";

    public JsonElement? Find(string name) =>
        element.TryGetProperty(name, out var member) && member.ValueKind != JsonValueKind.Null ? member : null;

    public JsonMembers? FindObject(string name) => Find(name) is { } member ? new JsonMembers(member, PathOf(name)) : null;

    public JsonMembers Object(string name) => FindObject(name) ?? throw Missing(name);

    public string? FindText(string name) => Find(name) is { } member ? TextOf(member, PathOf(name)) : null;

    public string Text(string name) => FindText(name) ?? throw Missing(name);

    public byte[]? FindBytes(string name) => Find(name) is { } member ? BytesOf(member, PathOf(name)) : null;

    public byte[] Bytes(string name) => FindBytes(name) ?? throw Missing(name);

    /// <summary>As <see cref="Bytes"/>, from base64 that may be broken into lines, as tools for timestamps write it.</summary>
    public byte[] WrappedBytes(string name)
    {
        var text = Text(name);
        var path = PathOf(name);
        try
        {
            var unwrapped = text.Replace("\n", "", StringComparison.Ordinal);
            var bytes = Convert.FromBase64String(unwrapped);
            return Convert.ToBase64String(bytes) == unwrapped
                ? bytes
                : throw new FormatException($"{path} is not standard base64");
        }
        catch (FormatException error)
        {
            throw new FormatException($"{path} is not standard base64", error);
        }
    }

    /// <summary>A 64-bit number not below zero in its shortest form, as a number or a string; absent is 0.</summary>
    public long Count(string name)
    {
        var text = Find(name) switch
        {
            null => "0",
            { ValueKind: JsonValueKind.String } member => TextOf(member, PathOf(name)),
            { ValueKind: JsonValueKind.Number } member => member.GetRawText(),
            _ => "",
        };
        return
            long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number.ToString(CultureInfo.InvariantCulture) == text
            ? number
            : throw new FormatException($"{PathOf(name)} is not a whole number from 0");
    }

    /// <summary>The elements of an array; absent is empty.</summary>
    public IReadOnlyList<JsonElement> Elements(string name, int maximum)
    {
        if (Find(name) is not { } member)
        {
            return [];
        }

        if (member.ValueKind != JsonValueKind.Array)
        {
            throw new FormatException($"{PathOf(name)} is not an array");
        }

        return member.GetArrayLength() <= maximum
            ? [.. member.EnumerateArray()]
            : throw new FormatException($"{PathOf(name)} has {member.GetArrayLength()} elements and the limit is {maximum}");
    }

    /// <summary>The names and values of an object; absent is empty.</summary>
    public IReadOnlyList<JsonProperty> Properties(string name, int maximum)
    {
        if (FindObject(name) is not { } members)
        {
            return [];
        }

        var count = members.element.GetPropertyCount();
        return count <= maximum
            ? [.. members.element.EnumerateObject()]
            : throw new FormatException($"{PathOf(name)} has {count} members and the limit is {maximum}");
    }

    public FormatException Missing(string name) => new($"{PathOf(name)} is missing");

    public static string TextOf(JsonElement element, string path)
    {
        try
        {
            return element.ValueKind == JsonValueKind.String
                ? element.GetString()!
                : throw new FormatException($"{path} is not a string");
        }
        catch (InvalidOperationException error)
        {
            throw new FormatException($"{path} has half a surrogate pair", error);
        }
    }

    /// <summary>Bytes from the one canonical form of standard base64, so that no two texts stand for the same bytes.</summary>
    public static byte[] BytesOf(JsonElement element, string path)
    {
        if (element.ValueKind != JsonValueKind.String)
        {
            throw new FormatException($"{path} is not a string");
        }

        var raw = JsonMarshal.GetRawUtf8Value(element)[1..^1];
        var text = raw.IndexOf((byte)'\\') >= 0 ? Encoding.UTF8.GetBytes(TextOf(element, path)) : raw;
        var bytes = new byte[Base64.GetMaxDecodedFromUtf8Length(text.Length)];
        var status = Base64.DecodeFromUtf8(text, bytes, out var consumed, out var written);
        var decoded = status == OperationStatus.Done && consumed == text.Length ? bytes.AsSpan(0, written) : default;
        if (decoded.Length != written || !IsCanonical(text, decoded))
        {
            throw new FormatException($"{path} is not standard base64");
        }

        return written == bytes.Length ? bytes : decoded.ToArray();
    }

    private static bool IsCanonical(ReadOnlySpan<byte> text, ReadOnlySpan<byte> decoded)
    {
        if (text.Length != Base64.GetMaxEncodedToUtf8Length(decoded.Length))
        {
            return false;
        }

        if (decoded.IsEmpty)
        {
            return true;
        }

        var tail = decoded[((decoded.Length - 1) / 3 * 3)..];
        Span<byte> last = stackalloc byte[4];
        return Base64.EncodeToUtf8(tail, last, out _, out _) == OperationStatus.Done && text[^4..].SequenceEqual(last);
    }
}

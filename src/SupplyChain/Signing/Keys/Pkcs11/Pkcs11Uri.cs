using System.Globalization;
using System.Text;

namespace SupplyChain.Signing.Keys.Pkcs11;

/// <summary>Names a key in a token (RFC 7512), such as <c>pkcs11:token=release;object=ci?module-path=/usr/lib/module.so</c>.</summary>
internal sealed record Pkcs11Uri
{
    private const string Scheme = "pkcs11:";

    private Pkcs11Uri(IReadOnlyDictionary<string, byte[]> parts)
    {
        Token = TextOf(parts, "token");
        Object = TextOf(parts, "object");
        Id = parts.GetValueOrDefault("id");
        SlotId = TextOf(parts, "slot-id") is { } slot ? ulong.Parse(slot, NumberStyles.None, CultureInfo.InvariantCulture) : null;
        ModulePath = TextOf(parts, "module-path");
        PinValue = TextOf(parts, "pin-value");
        PinSource = TextOf(parts, "pin-source");
    }

    /// <summary>Label of the token; null where any will do.</summary>
    public string? Token { get; }

    /// <summary>Number of the slot; null where any will do.</summary>
    public ulong? SlotId { get; }

    /// <summary>Label of the key.</summary>
    public string? Object { get; }

    /// <summary>Identifier of the key.</summary>
    public byte[]? Id { get; }

    /// <summary>File of the module; null where it is named elsewhere.</summary>
    public string? ModulePath { get; }

    /// <summary>The PIN; null where it is kept elsewhere.</summary>
    public string? PinValue { get; }

    /// <summary>File that holds the PIN.</summary>
    public string? PinSource { get; }

    /// <summary>Whether it carries a PIN, or names the file of one.</summary>
    public bool IsWithPin => PinValue is not null || PinSource is not null;

    public static bool IsOne(string text) => text.StartsWith(Scheme, StringComparison.Ordinal);

    /// <summary>The name without what comes behind the question mark, where the PIN may stand.</summary>
    public static string Shown(string text) => text.Split('?', 2)[0];

    /// <exception cref="ConfigurationException">The text names no key so.</exception>
    public static Pkcs11Uri Parse(string text)
    {
        try
        {
            var halves = text[Scheme.Length..].Split('?', 2);
            var parts = new Dictionary<string, byte[]>(StringComparer.Ordinal);
            foreach (var part in halves[0].Split(';').Concat(halves.ElementAtOrDefault(1)?.Split('&') ?? []))
            {
                if (part.Length > 0 && (part.Split('=', 2) is not [var name, var value] || !parts.TryAdd(name, Decode(value))))
                {
                    throw new FormatException("each part is name=value, once");
                }
            }

            var uri = new Pkcs11Uri(parts);
            return uri.Object is not null || uri.Id is not null ? uri : throw new FormatException("it has neither object nor id");
        }
        catch (Exception error) when (error is FormatException or OverflowException)
        {
            throw new ConfigurationException(
                "key.pkcs11.uri",
                $"The PKCS#11 URI '{Shown(text)}' cannot be used, since {error.Message}; write it like 'pkcs11:token=NAME;object=KEY?module-path=FILE'.",
                error
            );
        }
    }

    private static string? TextOf(IReadOnlyDictionary<string, byte[]> parts, string name) =>
        parts.TryGetValue(name, out var value) ? Encoding.UTF8.GetString(value) : null;

    private static byte[] Decode(string value)
    {
        var bytes = new List<byte>(value.Length);
        for (var position = 0; position < value.Length; position++)
        {
            if (value[position] == '%')
            {
                var digits = value.AsSpan(position + 1);
                bytes.Add(
                    byte.Parse(digits[..Math.Min(2, digits.Length)], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)
                );
                position += 2;
            }
            else
            {
                bytes.AddRange(Encoding.UTF8.GetBytes(value[position].ToString()));
            }
        }

        return [.. bytes];
    }
}

using System.Buffers;
using System.Globalization;
using System.Text;

namespace SupplyChain.Scanning;

/// <summary>Package URLs (github.com/package-url/purl-spec, "PURL specification"): names of packages over all ecosystems.</summary>
internal sealed record PackageUrl(string Type, string? Namespace, string Name, string? Version)
{
    // The specification leaves the colon as it is, besides what RFC 3986 calls unreserved.
    private static readonly SearchValues<byte> Plain = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:"u8
    );

    /// <summary>Qualifiers, by key.</summary>
    public IReadOnlyDictionary<string, string> Qualifiers { get; init; } = new Dictionary<string, string>();

    /// <summary>The URL of a package that a catalogue found.</summary>
    public static PackageUrl Of(Package package, Distribution? distribution)
    {
        if (package.Type is not ("deb" or "apk" or "rpm"))
        {
            return Of(package.Type, package.Name, package.Version);
        }

        var qualifiers = new Dictionary<string, string>();
        if (package.Architecture is { } architecture)
        {
            qualifiers["arch"] = architecture;
        }

        if (distribution is not null)
        {
            qualifiers["distro"] =
                distribution.Version.Length > 0 ? $"{distribution.Id}-{distribution.Version}" : distribution.Id;
        }

        if (package.Module is { } module)
        {
            qualifiers["rpmmod"] = module;
        }

        var version = package.Version;
        if (package.Type == "rpm" && version.Split(':', 2) is [var epoch, var rest])
        {
            qualifiers["epoch"] = epoch;
            version = rest;
        }

        return new PackageUrl(package.Type, VendorOf(package.Type, distribution), package.Name, version)
        {
            Qualifiers = qualifiers,
        };
    }

    // What each type says about names (github.com/package-url/purl-spec, "types").
    private static PackageUrl Of(string type, string name, string version)
    {
        name = type switch
        {
            "golang" or "composer" or "hex" => name.ToLowerInvariant(),
            "pypi" => name.ToLowerInvariant().Replace('_', '-'),
            _ => name,
        };
        var end = type == "maven" ? name.IndexOf(':', StringComparison.Ordinal) : name.LastIndexOf('/');
        return end < 0
            ? new PackageUrl(type, null, name, version)
            : new PackageUrl(type, name[..end], name[(end + 1)..], version);
    }

    /// <summary>Reads a URL; null where the text is not one.</summary>
    public static PackageUrl? Parse(string text)
    {
        if (!text.StartsWith("pkg:", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var rest = Before(text[4..], '#');
        var question = rest.IndexOf('?', StringComparison.Ordinal);
        var qualifiers = question < 0 ? [] : ReadQualifiers(rest[(question + 1)..]);
        var path = question < 0 ? rest : rest[..question];
        var lastSlash = path.LastIndexOf('/');
        var at = path.LastIndexOf('@');
        // The at sign of an npm scope stands before the last slash, and the first one starts no version.
        var version = at > 0 && at > lastSlash ? Uri.UnescapeDataString(path[(at + 1)..]) : null;
        var parts = (version is null ? path : path[..at]).Split('/', StringSplitOptions.RemoveEmptyEntries);
        return parts.Length < 2
            ? null
            : new PackageUrl(
                parts[0].ToLowerInvariant(),
                parts.Length > 2 ? string.Join('/', parts[1..^1].Select(Uri.UnescapeDataString)) : null,
                Uri.UnescapeDataString(parts[^1]),
                version
            )
            {
                Qualifiers = qualifiers,
            };
    }

    /// <summary>The URL in canonical form.</summary>
    public override string ToString()
    {
        var url = new StringBuilder("pkg:").Append(Type).Append('/');
        foreach (var part in Namespace?.Split('/') ?? [])
        {
            Encode(url, part).Append('/');
        }

        Encode(url, Name);
        if (!string.IsNullOrEmpty(Version))
        {
            Encode(url.Append('@'), Version);
        }

        var separator = '?';
        foreach (var (key, value) in Qualifiers.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            Encode(url.Append(separator).Append(key).Append('='), value);
            separator = '&';
        }

        return url.ToString();
    }

    private static string VendorOf(string type, Distribution? distribution) =>
        distribution is not null ? (distribution.Id == "rhel" ? "redhat" : distribution.Id)
        : type == "deb" ? "debian"
        : type == "apk" ? "alpine"
        : "redhat";

    private static string Before(string text, char end) =>
        text.IndexOf(end, StringComparison.Ordinal) is >= 0 and var index ? text[..index] : text;

    private static Dictionary<string, string> ReadQualifiers(string text)
    {
        var qualifiers = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in text.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0 && equals < pair.Length - 1)
            {
                qualifiers[pair[..equals].ToLowerInvariant()] = Uri.UnescapeDataString(pair[(equals + 1)..]);
            }
        }

        return qualifiers;
    }

    private static StringBuilder Encode(StringBuilder url, string text)
    {
        foreach (var part in Encoding.UTF8.GetBytes(text))
        {
            _ = Plain.Contains(part) ? url.Append((char)part) : url.Append(CultureInfo.InvariantCulture, $"%{part:X2}");
        }

        return url;
    }
}

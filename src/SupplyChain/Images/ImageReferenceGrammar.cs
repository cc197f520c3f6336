using System.Buffers;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace SupplyChain.Images;

/// <summary>The grammar of image references (github.com/distribution/reference), read in one pass without backtracking.</summary>
internal static class ImageReferenceGrammar
{
    private const int LongestPath = 255;
    private const int LongestTag = 128;
    private const string Lower = "abcdefghijklmnopqrstuvwxyz";
    private const string Digits = "0123456789";

    private static readonly SearchValues<char> PathCharacters = SearchValues.Create(Lower + Digits);
    private static readonly SearchValues<char> HexDigits = SearchValues.Create(Digits + "abcdef");
    private static readonly SearchValues<char> HostCharacters = SearchValues.Create(
        Lower + Lower.ToUpperInvariant() + Digits + "-"
    );
    private static readonly SearchValues<char> TagCharacters = SearchValues.Create(
        Lower + Lower.ToUpperInvariant() + Digits + "_.-"
    );

    /// <summary>The reference, or null and what is wrong, as the rest of a sentence.</summary>
    public static ImageReference? Read(string text, out string problem)
    {
        var at = text.IndexOf('@', StringComparison.Ordinal);
        Digest? digest = null;
        if (at >= 0)
        {
            if (!Images.Digest.TryParse(text[(at + 1)..], out var parsed))
            {
                problem =
                    $"at character {at + 2} a digest must follow '@': 'sha256:' and 64, or 'sha512:' and 128, lower-case hexadecimal digits";
                return null;
            }

            digest = parsed;
        }

        var rest = at >= 0 ? text[..at] : text;
        var colon = rest.IndexOf(':', rest.LastIndexOf('/') + 1);
        var tag = colon >= 0 ? rest[(colon + 1)..] : null;
        var name = colon >= 0 ? rest[..colon] : rest;
        var (registry, path, pathStart) = Split(name);

        problem =
            name.Length == 0 ? "the repository is missing"
            : registry is null && name.Length == 64 && !name.AsSpan().ContainsAnyExcept(HexDigits)
                ? "64 hexadecimal digits are the id of an image, not its name"
            : HostProblem(registry) ?? PathProblem(path, pathStart) ?? (tag is null ? null : TagProblem(tag, colon + 1)) ?? "";
        if (problem.Length > 0)
        {
            return null;
        }

        registry = registry is null or "index.docker.io" ? ImageReference.DockerHub : registry;
        var isShort = registry == ImageReference.DockerHub && !path.Contains('/', StringComparison.Ordinal);
        return new ImageReference(name, registry, isShort ? "library/" + path : path, tag, digest);
    }

    // A first component is a host only if it cannot be part of a Docker Hub name.
    private static (string? Registry, string Path, int PathStart) Split(string name)
    {
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        var first = slash > 0 ? name[..slash] : "";
        var isHost = first == "localhost" || first.AsSpan().ContainsAny('.', ':', '[') || first.Any(char.IsAsciiLetterUpper);
        return isHost ? (first, name[(slash + 1)..], slash + 1) : (null, name, 0);
    }

    private static string? HostProblem(string? registry)
    {
        if (registry is null)
        {
            return null;
        }

        var colon = registry.StartsWith('[')
            ? registry.IndexOf("]:", StringComparison.Ordinal) + 1
            : registry.IndexOf(':', StringComparison.Ordinal);
        colon = colon > 0 ? colon : -1;
        var host = colon >= 0 ? registry[..colon] : registry;
        if (
            colon >= 0
            && !(
                ushort.TryParse(registry.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
                && port > 0
            )
        )
        {
            return $"at character {colon + 2} a port must follow ':', a number from 1 to 65535";
        }

        var valid = host.StartsWith('[') ? IsBracketedIPv6(host) : host.Split('.').All(IsHostLabel);
        return valid
            ? null
            : "at character 1 the registry must be a host name of letters, digits, '-' and '.', or an IPv6 address in brackets";
    }

    private static bool IsBracketedIPv6(string host) =>
        host.EndsWith(']')
        && !host.Contains('%', StringComparison.Ordinal)
        && IPAddress.TryParse(host.AsSpan(1, host.Length - 2), out var address)
        && address.AddressFamily == AddressFamily.InterNetworkV6;

    private static bool IsHostLabel(string label) =>
        label.Length > 0 && !label.AsSpan().ContainsAnyExcept(HostCharacters) && label[0] != '-' && label[^1] != '-';

    private static string? PathProblem(string path, int start)
    {
        if (path.Length > LongestPath)
        {
            return $"the repository has {path.Length} characters, and {LongestPath} are allowed";
        }

        foreach (var component in path.Split('/'))
        {
            if (FirstWrong(component) is { } wrong)
            {
                return $"at character {start + wrong + 1} the repository must have lower-case letters and digits, with '.', '_', '__' or '-' only between them";
            }

            start += component.Length + 1;
        }

        return null;
    }

    private static int? FirstWrong(ReadOnlySpan<char> component)
    {
        var done = 0;
        while (true)
        {
            var letters = component[done..].IndexOfAnyExcept(PathCharacters);
            if (letters < 0)
            {
                return done < component.Length ? null : done;
            }

            var separatorStart = done + letters;
            var separator = component[separatorStart..];
            var length = separator.IndexOfAny(PathCharacters);
            if (letters == 0 || length < 0 || !IsSeparator(separator[..length]))
            {
                return separatorStart;
            }

            done = separatorStart + length;
        }
    }

    private static bool IsSeparator(ReadOnlySpan<char> text) => text is "." or "_" or "__" || !text.ContainsAnyExcept('-');

    private static string? TagProblem(string tag, int start)
    {
        if (tag.Length is 0 or > LongestTag || tag[0] is '.' or '-')
        {
            return $"at character {start + 1} a tag must follow ':', 1 to {LongestTag} letters, digits, '_', '.' or '-', not beginning with '.' or '-'";
        }

        var wrong = tag.AsSpan().IndexOfAnyExcept(TagCharacters);
        return wrong < 0 ? null : $"at character {start + wrong + 1} the tag may only have letters, digits, '_', '.' and '-'";
    }
}

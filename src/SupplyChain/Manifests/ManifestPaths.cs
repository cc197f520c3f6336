using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace SupplyChain.Manifests;

/// <summary>Turns the paths a user names into texts.</summary>
internal static class ManifestPaths
{
    private const long LargestFile = 256L * 1024 * 1024;
    private const string Packed = ".gz";

    /// <summary>The path that means standard input.</summary>
    public const string Input = "-";

    private static readonly string[] Extensions = [".yaml", ".yml", ".json"];

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The files that paths name, each once, folders replaced by what is below them; <c>-</c> stays.</summary>
    public static IReadOnlyList<string> Expand(IEnumerable<string> paths)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return
        [
            .. paths
                .SelectMany(path => path != Input && Directory.Exists(path) ? InFolder(path) : [path])
                .Where(file => seen.Add(file == Input ? Input : Path.GetFullPath(file))),
        ];
    }

    /// <summary>Reads a file as it stands.</summary>
    /// <param name="path">Its path; <c>-</c> for <paramref name="standardInput"/>.</param>
    /// <param name="standardInput">What <c>-</c> stands for; null where that is not offered.</param>
    public static ManifestFile Read(string path, Stream? standardInput) =>
        ManifestFile.Parse(NameOf(path), path == Input ? Decoded(FromInput(standardInput)) : FromFile(path));

    /// <summary>Reads a file that may be packed with gzip: by its name, or standard input by its first two bytes (RFC 1952).</summary>
    /// <param name="path">Its path; <c>-</c> for <paramref name="standardInput"/>.</param>
    /// <param name="standardInput">What <c>-</c> stands for; null where that is not offered.</param>
    public static ManifestFile ReadUnpacked(string path, Stream? standardInput)
    {
        if (path != Input)
        {
            return IsPacked(path) ? ManifestFile.ParseDerived(NameOf(path), FromPacked(path)) : Read(path, standardInput);
        }

        var content = FromInput(standardInput);
        return content.Length > 1 && content.GetBuffer() is [0x1f, 0x8b, ..]
            ? ManifestFile.ParseDerived(Input, Unpacked(content, Input))
            : ManifestFile.Parse(Input, Decoded(content));
    }

    /// <summary>The text of a file, a byte order mark included, so that offsets count from the file's start.</summary>
    public static string FromFile(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            if (stream.Length > LargestFile)
            {
                throw TooLarge(path);
            }

            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException error)
        {
            throw new ConfigurationException("manifests.encoding", $"'{path}' is not UTF-8 text; save it as UTF-8.", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw Unreadable(path, error);
        }
    }

    /// <summary>Whether a file holds manifests by its name, packed or not.</summary>
    public static bool IsManifest(string path) =>
        Extensions.Contains(Path.GetExtension(IsPacked(path) ? path[..^Packed.Length] : path), StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a file is packed with gzip, by its name.</summary>
    private static bool IsPacked(string path) => path.EndsWith(Packed, StringComparison.OrdinalIgnoreCase);

    /// <summary>The text of a file that is packed with gzip.</summary>
    private static string FromPacked(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            return Unpacked(Bounded(file, path), path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(path, error);
        }
    }

    /// <summary>The bytes of standard input.</summary>
    private static MemoryStream FromInput(Stream? input)
    {
        if (input is null)
        {
            throw new ConfigurationException(
                "manifests.read",
                "'-' means standard input, which is not read here; name a file or folder."
            );
        }

        return Bounded(input, Input);
    }

    private static string Decoded(MemoryStream content)
    {
        try
        {
            return Strict.GetString(content.GetBuffer(), 0, (int)content.Length);
        }
        catch (DecoderFallbackException error)
        {
            throw new ConfigurationException("manifests.encoding", "Standard input is not UTF-8 text; send it as UTF-8.", error);
        }
    }

    private static string Unpacked(MemoryStream packed, string path)
    {
        try
        {
            using var unpacked = new GZipStream(packed, CompressionMode.Decompress);
            var content = Bounded(unpacked, path);
            // A file that ends too early is no fault to the stream. Its last four bytes say how long the text is (RFC 1952).
            var trailer = packed.GetBuffer().AsSpan(0, (int)packed.Length)[^Math.Min(4, (int)packed.Length)..];
            if (!BinaryPrimitives.TryReadUInt32LittleEndian(trailer, out var length) || length != content.Length)
            {
                throw new InvalidDataException();
            }

            return Strict.GetString(content.GetBuffer(), 0, (int)content.Length);
        }
        catch (Exception error) when (error is InvalidDataException or DecoderFallbackException)
        {
            throw NotPacked(path, error);
        }
    }

    private static string NameOf(string path) => path.Replace('\\', '/');

    /// <summary>The rest of a stream, to be read from its first byte.</summary>
    private static MemoryStream Bounded(Stream stream, string path)
    {
        var content = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while (stream.Read(buffer) is > 0 and var read)
        {
            content.Write(buffer, 0, read);
            if (content.Length > LargestFile)
            {
                throw TooLarge(path);
            }
        }

        content.Position = 0;
        return content;
    }

    private static ConfigurationException Unreadable(string path, Exception error) =>
        new(
            "manifests.read",
            File.Exists(path) ? $"'{path}' cannot be read; check its permissions." : $"'{path}' does not exist; check the path.",
            error
        );

    private static ConfigurationException NotPacked(string path, Exception error) =>
        new(
            "manifests.packed",
            $"'{path}' cannot be unpacked to UTF-8 text; check that it is a gzip file of manifests, and whole.",
            error
        );

    private static ConfigurationException TooLarge(string path) =>
        new("manifests.size", $"'{path}' is larger than 256 MiB; split it.");

    private static List<string> InFolder(string folder)
    {
        // Folders whose name begins with a dot hold tools' own files, such as .git.
        var options = new EnumerationOptions
        {
            AttributesToSkip = FileAttributes.Hidden | FileAttributes.System,
            RecurseSubdirectories = true,
        };
        var files = Directory
            .EnumerateFiles(folder, "*", options)
            .Where(file => Extensions.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase))
            .Order(StringComparer.Ordinal)
            .ToList();
        return files.Count > 0
            ? files
            : throw new ConfigurationException(
                "manifests.none",
                $"'{folder}' has no .yaml, .yml or .json file below it; name the folder of the manifests."
            );
    }
}

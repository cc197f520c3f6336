using System.IO.Compression;
using System.Text;

namespace SupplyChain.Manifests;

/// <summary>Turns the paths a user names into texts.</summary>
internal static class ManifestPaths
{
    private const long LargestFile = 256L * 1024 * 1024;
    private const string Packed = ".gz";

    private static readonly string[] Extensions = [".yaml", ".yml", ".json"];

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static IEnumerable<(string Name, string Text)> Read(IEnumerable<string> paths, TextReader? standardInput)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in paths)
        {
            if (path == "-")
            {
                yield return ("-", FromInput(standardInput));
                continue;
            }

            foreach (var file in Directory.Exists(path) ? InFolder(path) : [path])
            {
                if (seen.Add(Path.GetFullPath(file)))
                {
                    yield return (file.Replace('\\', '/'), FromFile(file));
                }
            }
        }
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
            throw new ConfigurationException(
                "manifests.read",
                File.Exists(path)
                    ? $"'{path}' cannot be read; check its permissions."
                    : $"'{path}' does not exist; check the path.",
                error
            );
        }
    }

    /// <summary>Whether a file holds manifests by its name, packed or not.</summary>
    public static bool IsManifest(string path) =>
        Extensions.Contains(Path.GetExtension(IsPacked(path) ? path[..^Packed.Length] : path), StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a file is packed with gzip, by its name.</summary>
    public static bool IsPacked(string path) => path.EndsWith(Packed, StringComparison.OrdinalIgnoreCase);

    /// <summary>The text of a file that is packed with gzip.</summary>
    public static string FromPacked(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            using var unpacked = new GZipStream(file, CompressionMode.Decompress);
            using var content = new MemoryStream();
            var buffer = new byte[64 * 1024];
            while (unpacked.Read(buffer) is > 0 and var read)
            {
                content.Write(buffer, 0, read);
                if (content.Length > LargestFile)
                {
                    throw TooLarge(path);
                }
            }

            return Strict.GetString(content.GetBuffer(), 0, (int)content.Length);
        }
        catch (Exception error)
            when (error is IOException or UnauthorizedAccessException or InvalidDataException or DecoderFallbackException)
        {
            throw new ConfigurationException(
                "manifests.packed",
                $"'{path}' cannot be unpacked to UTF-8 text; check that it is a gzip file of manifests.",
                error
            );
        }
    }

    /// <summary>The text of standard input.</summary>
    public static string FromInput(TextReader? input) =>
        input?.ReadToEnd()
        ?? throw new ConfigurationException(
            "manifests.read",
            "'-' means standard input, which is not read here; name a file or folder."
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

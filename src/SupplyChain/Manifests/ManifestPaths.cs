using System.Text;

namespace SupplyChain.Manifests;

/// <summary>Turns the paths a user names into texts.</summary>
internal static class ManifestPaths
{
    private const long LargestFile = 256L * 1024 * 1024;

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
                throw new ConfigurationException("manifests.size", $"'{path}' is larger than 256 MiB; split it.");
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

    private static string FromInput(TextReader? input) =>
        input?.ReadToEnd()
        ?? throw new ConfigurationException(
            "manifests.read",
            "'-' means standard input, which is not read here; name a file or folder."
        );

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

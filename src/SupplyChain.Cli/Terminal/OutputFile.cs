using SupplyChain.Reports;

namespace SupplyChain.Cli.Terminal;

/// <summary>A result file: there in full, or as it was before.</summary>
internal static class OutputFile
{
    /// <summary>Writes the file beside its place and moves it there.</summary>
    /// <exception cref="ConfigurationException">The folder does not exist or cannot be written to.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        var temporary = $"{path}.{Path.GetRandomFileName()}";
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew))
            {
                write(stream);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException(
                "output.write",
                $"'{SafeText.Line(path)}' cannot be written; name a file in a folder that exists and is writable.",
                failure
            );
        }
        finally
        {
            if (File.Exists(temporary))
            {
                File.Delete(temporary);
            }
        }
    }
}

namespace SupplyChain.Images.Streams;

/// <summary>Makes files and folders among the temporary ones.</summary>
internal static class TemporaryPlace
{
    /// <summary>Makes one at a path that nobody else has.</summary>
    /// <exception cref="ConfigurationException">There can be none.</exception>
    public static T Make<T>(Func<string, T> make)
    {
        try
        {
            return make(Path.Combine(Path.GetTempPath(), $"supplychain-{Path.GetRandomFileName()}"));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException(
                "file.temporary",
                $"The folder {Printable.Quote(Path.GetTempPath())} for temporary files cannot be written to: {error.Message.TrimEnd('.')}; set TMPDIR to one that can.",
                error
            );
        }
    }
}

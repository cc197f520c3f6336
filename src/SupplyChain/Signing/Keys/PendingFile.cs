using System.Text;

namespace SupplyChain.Signing.Keys;

/// <summary>A file that is written under a temporary name beside its place, and gone again unless it is committed.</summary>
internal sealed class PendingFile : IDisposable
{
    private readonly string path;
    private readonly string temporary;
    private bool kept;
    private bool committed;

    public PendingFile(string path, string text, bool ownerOnly)
    {
        this.path = path;
        temporary = $"{path}.{Path.GetRandomFileName()}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (ownerOnly && !OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        try
        {
            using var stream = new FileStream(temporary, options);
            stream.Write(Encoding.ASCII.GetBytes(text));
            stream.Flush(flushToDisk: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>Moves the file to its place, never over another.</summary>
    public void Keep()
    {
        File.Move(temporary, path, overwrite: false);
        kept = true;
    }

    /// <summary>Lets the file stay when this is disposed.</summary>
    public void Commit() => committed = true;

    public void Dispose()
    {
        if (!committed)
        {
            File.Delete(kept ? path : temporary);
        }
    }
}

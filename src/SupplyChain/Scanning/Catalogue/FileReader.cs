using System.Text.Json;
using System.Xml;

namespace SupplyChain.Scanning.Catalogue;

/// <summary>Reads packages out of one kind of file.</summary>
internal abstract class FileReader
{
    /// <summary>The largest file that is read, in bytes; a larger one is a limitation. Zero where its presence says all.</summary>
    public abstract int LargestFile { get; }

    /// <summary>Whether the file at this path is of that kind.</summary>
    public abstract bool Accepts(string path);

    /// <summary>Reads a file; what is malformed becomes a limitation.</summary>
    public FileFacts Read(string path, ReadOnlyMemory<byte> content)
    {
        try
        {
            return Understand(path, content);
        }
        // The reader of JSON finds text that is no UTF-8 only where it is asked for it, and says so in this way.
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
        {
            return FileFacts.Unreadable(path, "it is not valid JSON");
        }
        catch (XmlException)
        {
            return FileFacts.Unreadable(path, "it is not valid XML");
        }
        catch (OverflowException)
        {
            return FileFacts.Unreadable(path, "it points outside itself");
        }
        catch (InvalidDataException malformed)
        {
            return FileFacts.Unreadable(path, Plain.Text(malformed.Message));
        }
    }

    /// <summary>A package by its name and version; null where one of them is missing.</summary>
    protected static Package? Named(string type, string? name, string? version, string path) =>
        name is { Length: > 0 } && version is { Length: > 0 }
            ? new Package
            {
                Name = Plain.Text(name),
                Version = Plain.Text(version),
                Type = type,
                Location = path,
            }
            : null;

    /// <summary>Reads a file.</summary>
    /// <exception cref="InvalidDataException">It is malformed; the message is the rest of a sentence.</exception>
    protected abstract FileFacts Understand(string path, ReadOnlyMemory<byte> content);
}

namespace SupplyChain.Scanning.Catalogue;

/// <summary>Reads packages out of one kind of file.</summary>
internal interface IFileReader
{
    /// <summary>The largest file that is read, in bytes; a larger one is a limitation. Zero where its presence says all.</summary>
    int LargestFile { get; }

    /// <summary>Whether the file at this path is of that kind.</summary>
    bool Accepts(string path);

    /// <summary>Reads a file; what is malformed becomes a limitation.</summary>
    FileFacts Read(string path, ReadOnlyMemory<byte> content);
}

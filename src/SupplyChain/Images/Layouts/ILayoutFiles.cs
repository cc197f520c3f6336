namespace SupplyChain.Images.Layouts;

/// <summary>The files of an OCI layout, in a folder or in a tar file.</summary>
internal interface ILayoutFiles
{
    /// <summary>What people call the layout, such as <c>oci:artifacts/images</c>.</summary>
    string Location { get; }

    /// <summary>What to call a file in messages.</summary>
    string Describe(string path);

    /// <summary>Opens a file for reading from its beginning, with its length in bytes; null where there is none.</summary>
    /// <param name="path">Path in the layout, with <c>/</c>.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <exception cref="UndeterminedException">The file cannot be read.</exception>
    Task<(Stream Content, long Length)?> OpenAsync(string path, CancellationToken cancellationToken);
}

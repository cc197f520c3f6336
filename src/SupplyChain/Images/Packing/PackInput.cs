namespace SupplyChain.Images.Packing;

/// <summary>A request that has been checked, with what its folder holds.</summary>
/// <param name="Request">The request.</param>
/// <param name="EntryPoint">The program to run and its fixed arguments.</param>
/// <param name="Layers">What goes into each layer, lowest first.</param>
internal sealed record PackInput(
    PackRequest Request,
    IReadOnlyList<string> EntryPoint,
    IReadOnlyList<(LayerPart Part, IReadOnlyList<PackedEntry> Entries)> Layers
)
{
    /// <summary>Checks a request and lists its folder.</summary>
    /// <exception cref="ConfigurationException">The folder or an option cannot be used.</exception>
    public static PackInput Read(PackRequest request)
    {
        var parts = request.WorkingDirectory.Split('/');
        if (!request.WorkingDirectory.StartsWith('/') || parts.Any(part => part is "." or ".." || part.Any(char.IsControl)))
        {
            throw new ConfigurationException(
                "pack.working-directory",
                $"{Printable.Quote(request.WorkingDirectory)} is not a folder in an image; name an absolute path without '..', such as /app."
            );
        }

        var entries = SourceFolder.List(request.SourceDirectory);
        var application = DotnetApplication.Read(request.SourceDirectory);
        var entryPoint = request.EntryPoint.Count > 0 ? request.EntryPoint : application.EntryPoint;
        return entryPoint is null or ["", ..]
            ? throw new ConfigurationException(
                "pack.entry-point",
                $"The folder {Printable.Quote(request.SourceDirectory)} does not tell which program of it the image is to run; name one, such as dotnet and the application's dll."
            )
            : new PackInput(request, entryPoint, [.. LayerSplit.Split(entries, application)]);
    }
}

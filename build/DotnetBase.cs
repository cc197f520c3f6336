using Cake.Core;
using Cake.Core.IO;
using SupplyChain.Images;
using SupplyChain.Images.Layouts;
using SupplyChain.Images.Packing;
using Path = System.IO.Path;

namespace Build;

/// <summary>
/// A base image made of the .NET runtime of this machine, so that the samples need no network. It holds the runtime alone, without
/// an operating system: real releases name a base of their own, such as .NET's <c>aspnet</c> image.
/// </summary>
public static class DotnetBase
{
    /// <summary>The program that starts an application on this base.</summary>
    public const string Program = "/usr/share/dotnet/dotnet";

    /// <summary>Tag of the image: the version of the runtime.</summary>
    public static string Tag => Environment.Version.ToString();

    /// <summary>Makes the image, unless it is there.</summary>
    /// <param name="layout">Where it is kept.</param>
    /// <returns>Its digest.</returns>
    public static async Task<Digest> MakeAsync(DirectoryPath layout)
    {
        var store = new OciLayout(layout.FullPath, TimeProvider.System);
        if (store.Exists && await store.ResolveAsync(Tag, CancellationToken.None) is { } existing)
        {
            return existing.Digest;
        }

        var staging = Directory.CreateTempSubdirectory("supplychain-dotnet-");
        try
        {
            CopyRuntime(staging.FullName);
            var request = new PackRequest
            {
                SourceDirectory = staging.FullName,
                WorkingDirectory = Path.GetDirectoryName(Program)!,
                EntryPoint = [Program],
                // It is kept between runs, whose SOURCE_DATE_EPOCH may differ.
                Created = DateTimeOffset.UnixEpoch,
            };
            return (await ImagePacker.PackAsync(request, store, Tag, CancellationToken.None)).Digest;
        }
        finally
        {
            staging.Delete(recursive: true);
        }
    }

    private static void CopyRuntime(string staging)
    {
        var root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", ".."));
        foreach (var part in new[] { "shared/Microsoft.NETCore.App", "shared/Microsoft.AspNetCore.App", "host/fxr" })
        {
            var source = Path.Combine(root, part, Tag);
            if (!Directory.Exists(source))
            {
                throw new CakeException(
                    $"The .NET runtime of this machine has no '{source}'; install the .NET SDK with ASP.NET Core."
                );
            }

            foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
            {
                Copy(file, Path.Combine(staging, part, Tag, Path.GetRelativePath(source, file)));
            }
        }

        Copy(Path.Combine(root, "dotnet"), Path.Combine(staging, "dotnet"));
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        File.Copy(from, to);
    }
}

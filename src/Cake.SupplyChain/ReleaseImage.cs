using Cake.Core.IO;
using SupplyChain.Images.Packing;

namespace Cake.SupplyChain;

/// <summary>One image of a release.</summary>
public sealed class ReleaseImage
{
    /// <summary>The reference that the manifests use, such as <c>registry.example/shop/api:1.4.0</c>.</summary>
    public required string Reference { get; set; }

    /// <summary>Folder to pack as the application, such as the output of <c>dotnet publish</c>. Without it the image exists already.</summary>
    public DirectoryPath? Source { get; set; }

    /// <summary>The image to build on: a reference, <c>oci:DIR[:tag|@digest]</c>, an archive or <c>docker-daemon:NAME</c>. Without it the image holds the application alone.</summary>
    public string? Base { get; set; }

    /// <summary>Whether this release signs the image. Default true; false for an image of somebody else, which the policy then has to accept as it is.</summary>
    public bool Sign { get; set; } = true;

    /// <summary>What the image runs on. Default <c>linux/amd64</c>.</summary>
    public string Platform { get; set; } = "linux/amd64";

    /// <summary>The command that a container starts. Default: the program of the .NET application that was published to the folder.</summary>
    public IList<string> EntryPoint { get; } = [];

    /// <summary>The user that the program runs as, and its group after a colon. Default 1654, as in .NET's own images.</summary>
    public string User { get; set; } = PackRequest.DefaultUser;

    /// <summary>Annotations of the image. Those about sources, base and time are added.</summary>
    public IDictionary<string, string> Annotations { get; } = new SortedDictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Labels of the image.</summary>
    public IDictionary<string, string> Labels { get; } = new SortedDictionary<string, string>(StringComparer.Ordinal);
}

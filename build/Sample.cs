using Cake.Core;
using Cake.Core.IO;
using Cake.SupplyChain;

namespace Build;

/// <summary>A folder of <c>samples/</c> as a release: its projects, keys and settings.</summary>
public sealed class Sample
{
    private const string Registry = "registry.shop.example/shop";

    private readonly string name;

    /// <summary>Finds the sample.</summary>
    /// <param name="root">Root of the checkout.</param>
    /// <param name="name">Name of its folder.</param>
    /// <exception cref="CakeException">There is no such sample.</exception>
    public Sample(DirectoryPath root, string name)
    {
        Root = root;
        this.name = name;
        if (!System.IO.File.Exists(Policy.FullPath))
        {
            throw new CakeException(
                $"There is no sample '{name}'; --sample takes the name of a folder in samples/ that holds a policy.yaml."
            );
        }
    }

    /// <summary>Root of the checkout.</summary>
    public DirectoryPath Root { get; }

    /// <summary>The sample's folder.</summary>
    public DirectoryPath Folder => Root.Combine($"samples/{name}");

    /// <summary>Where its keys are kept, once they are made.</summary>
    public SampleKeys Keys => new(Folder.Combine("keys"));

    /// <summary>Where its results go.</summary>
    public DirectoryPath Output => Root.Combine($"artifacts/{name}");

    /// <summary>The base image of its images, an OCI layout.</summary>
    public DirectoryPath Base => Root.Combine("artifacts/base/image");

    /// <summary>Its projects by the last part of their image's repository.</summary>
    public IReadOnlyDictionary<string, FilePath> Projects =>
        System
            .IO.Directory.GetFiles(Folder.Combine("src").FullPath, "*.csproj", System.IO.SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .ToDictionary(
                file => System.IO.Path.GetFileNameWithoutExtension(file).Split('.')[^1].ToLowerInvariant(),
                file => (FilePath)file
            );

    private FilePath Policy => Folder.CombineWithFilePath("policy.yaml");

    /// <summary>Where a project is published to before it is packed.</summary>
    public DirectoryPath Published(string image) => Output.Combine($"published/{image}");

    /// <summary>The release that this sample is.</summary>
    /// <param name="environment">Environment of its policy.</param>
    public ReleaseSettings Settings(string environment)
    {
        var settings = new ReleaseSettings
        {
            Policy = Policy,
            Environment = environment,
            Output = Output,
            Layout = Output.Combine("images"),
            Advisories = "samples/shop/advisories",
            SigningKey = Keys.Signing,
            ScannerKey = Keys.Scanner,
            VerdictKey = Keys.Verdict,
            Password = Keys.Password,
            Manifests = { Root.GetRelativePath(Folder.Combine("manifests")).FullPath },
        };
        foreach (var (image, project) in Projects)
        {
            settings.Images.Add(
                new ReleaseImage
                {
                    Reference = $"{Registry}/{image}:{Tag}",
                    Source = Published(image),
                    Sign = !IsBroken,
                    Base = $"oci:{Root.GetRelativePath(Base).FullPath}:{DotnetBase.Tag}",
                    EntryPoint = { DotnetBase.Program, $"{project.GetFilenameWithoutExtension()}.dll" },
                }
            );
        }

        return settings;
    }

    // The broken sample makes the mistakes that people make: a tag that moves, and no signature.
    private bool IsBroken => name == "shop-broken";

    private string Tag => IsBroken ? "latest" : "1.4.0";
}

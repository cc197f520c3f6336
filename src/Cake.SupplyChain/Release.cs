using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Core.IO;
using SupplyChain;
using SupplyChain.Gate.Policies;
using SupplyChain.Images;

namespace Cake.SupplyChain;

/// <summary>A release on its way through the tasks: its settings, and what several tasks need of it. Tasks hand results on as files.</summary>
public sealed class Release : IDisposable
{
    private readonly ICakeContext cake;
    private readonly Dictionary<string, ResolvedImage> resolved = new(StringComparer.Ordinal);

    /// <summary>Begins a release; nothing is read yet.</summary>
    /// <param name="context">The running build, for its log, environment and working directory.</param>
    /// <param name="settings">What is released, and how.</param>
    public Release(ICakeContext context, ReleaseSettings settings)
    {
        cake = context;
        Settings = settings;
        Keys = new ReleaseKeys(context, settings);
        StartedAt = Clock.GetUtcNow();
        Stores = new ImageStores(
            new ImageStoreOptions { Layouts = settings.Layout is null || !LayoutExists() ? [] : [Relative(settings.Layout)] }
        );
    }

    /// <summary>What is released, and how.</summary>
    public ReleaseSettings Settings { get; }

    internal ICakeLog Log => cake.Log;

    internal ICakeContext Cake => cake;

    internal TimeProvider Clock { get; } = SourceDateEpoch.Clock();

    /// <summary>When the release began to be made.</summary>
    internal DateTimeOffset StartedAt { get; }

    internal ImageStores Stores { get; private set; }

    internal ReleaseKeys Keys { get; }

    internal ReleaseFiles Files => new(Absolute(Settings.Output));

    /// <summary>Runs the body of a task; what the library reports becomes the build's failure, with the library's exit code.</summary>
    /// <param name="body">The body, such as <see cref="Tasks.ScanImage.RunAsync"/>.</param>
    /// <exception cref="CakeException">The task failed; the exit code is 1 for a denial, 2 for wrong settings, 3 where nothing could be determined.</exception>
    public async Task RunAsync(Func<Release, CancellationToken, Task> body)
    {
        try
        {
            RequireUsableSettings();
            await body(this, CancellationToken.None);
        }
        catch (SupplyChainException failure)
        {
            throw new CakeException((int)failure.ExitCode, failure.Message, failure);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        Stores.Dispose();
        Keys.Dispose();
    }

    internal static CakeException Denied(string message) => new((int)ExitCode.Deny, message);

    internal string Absolute(DirectoryPath path) => path.MakeAbsolute(cake.Environment).FullPath;

    internal string Absolute(FilePath path) => path.MakeAbsolute(cake.Environment).FullPath;

    /// <summary>The manifests' paths, relative where they can be, so that reports say the same in every checkout.</summary>
    internal IReadOnlyList<string> ManifestPaths() => [.. Settings.Manifests.Select(path => Relative(new DirectoryPath(path)))];

    /// <summary>Bundles that are kept beside no image, where the tasks left any; relative, as the decision names them.</summary>
    internal IReadOnlyList<string> AttestationPaths() =>
        System.IO.Directory.Exists(Files.Attestations) ? [Relative(new DirectoryPath(Files.Attestations))] : [];

    /// <summary>The policy in the environment that is released to.</summary>
    internal async Task<PolicyEnvironment> PolicyAsync(CancellationToken cancellationToken)
    {
        var policy = await PolicyFile.ReadAsync(Absolute(Settings.Policy), Keys.Opener, cancellationToken);
        return policy.For(Settings.Environment);
    }

    internal string? AdvisoriesPath() => Settings.Advisories is { } path ? Relative(new DirectoryPath(path)) : null;

    /// <summary>The image by digest; its tag is read once in a run.</summary>
    internal async Task<ResolvedImage> ResolveAsync(ReleaseImage image, CancellationToken cancellationToken)
    {
        if (!resolved.TryGetValue(image.Reference, out var found))
        {
            found = await Stores.ResolveAsync(ImageReference.Parse(image.Reference), cancellationToken);
            resolved.Add(image.Reference, found);
        }

        return found;
    }

    /// <summary>Where the evidence of an image goes: the layout, or the image's own repository.</summary>
    internal IImageStore StoreOf(ReleaseImage image) =>
        Stores.OpenStore(
            Settings.Layout is { } layout
                ? ImageLocation.OfLayout(Relative(layout))
                : ImageLocation.Of(ImageReference.Parse(image.Reference))
        );

    /// <summary>Forgets what the image stood for, since it has been packed anew.</summary>
    internal void Packed(ReleaseImage image)
    {
        resolved.Remove(image.Reference);
        if (Stores.Options.Layouts.Count == 0 && Settings.Layout is { } layout)
        {
            Stores.Dispose();
            Stores = new ImageStores(Stores.Options with { Layouts = [Relative(layout)] });
        }
    }

    private string Relative(DirectoryPath path) => System.IO.Path.GetRelativePath(Environment.CurrentDirectory, Absolute(path));

    private bool LayoutExists() => System.IO.File.Exists(System.IO.Path.Combine(Absolute(Settings.Layout!), "index.json"));

    private void RequireUsableSettings()
    {
        var missing =
            Settings.Images.Count == 0 ? nameof(ReleaseSettings.Images)
            : Settings.Manifests.Count == 0 ? nameof(ReleaseSettings.Manifests)
            : null;
        if (missing is not null)
        {
            throw new ConfigurationException("cake.settings", $"The release has no {missing}; add at least one to its settings.");
        }

        // The results of one would be taken for those of the other.
        var same = Settings
            .Images.GroupBy(ReleaseFiles.NameOf, StringComparer.Ordinal)
            .FirstOrDefault(group => group.Count() > 1);
        if (same is not null)
        {
            throw new ConfigurationException(
                "cake.settings",
                $"{string.Join(" and ", same.Select(image => image.Reference))} would have their results in the same files; a release has one image of a repository, so release the others separately."
            );
        }
    }
}

using System.Security.Cryptography;
using SupplyChain.Images;

namespace SupplyChain.Scanning.Advisories;

/// <summary>The advisories about the packages of one target, and what is known of the whole set they come from.</summary>
internal sealed class AdvisoryIndex
{
    private readonly Dictionary<(string Ecosystem, string Name), List<Advisory>> advisories = [];
    private readonly HashSet<string> ecosystems = new(StringComparer.Ordinal);

    private AdvisoryIndex(AdvisorySource source) => Source = source;

    /// <summary>The whole set.</summary>
    public AdvisorySource Source { get; private set; }

    /// <summary>Reads all advisories and keeps those about the wanted packages.</summary>
    /// <param name="path">A directory or an archive.</param>
    /// <param name="wanted">Ecosystem and name as <see cref="Ecosystem.KeyOf"/> gives them.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <exception cref="ConfigurationException">A file is not an advisory, or there are none.</exception>
    public static AdvisoryIndex Load(
        string path,
        IReadOnlySet<(string Ecosystem, string Name)> wanted,
        CancellationToken cancellationToken
    )
    {
        var index = new AdvisoryIndex(new AdvisorySource(Plain.Text(path)));
        var hashes = new List<string>();
        DateTimeOffset? newest = null;
        foreach (var file in AdvisoryFiles.Read(path))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var advisory = OsvReader.Read(file.Content, file.Origin);
            hashes.Add(Convert.ToHexStringLower(SHA256.HashData(file.Content.Span)));
            // Go's database writes the year 1 for when a record changed.
            var changed = advisory.Modified.Year > 1 ? advisory.Modified : advisory.Published;
            newest = newest is null || changed > newest ? changed : newest;
            index.Add(advisory, wanted);
        }

        index.Source = index.Source with { Records = hashes.Count, UpdatedAt = newest, Digest = DigestOf(hashes) };
        return hashes.Count > 0
            ? index
            : throw new ConfigurationException(
                "advisories.empty",
                $"There are no advisories in '{Plain.Text(path)}'; put OSV records in it as .json files, or zip archives of them."
            );
    }

    /// <summary>Whether any advisory speaks of packages of this ecosystem, so that silence about one of them means something.</summary>
    public bool Covers(Ecosystem ecosystem) => ecosystems.Any(ecosystem.IsCoveredBy);

    /// <summary>The advisories about a package.</summary>
    public IReadOnlyList<Advisory> About(string ecosystem, string name) =>
        advisories.GetValueOrDefault(Ecosystem.KeyOf(ecosystem, name)) ?? [];

    private void Add(Advisory advisory, IReadOnlySet<(string Ecosystem, string Name)> wanted)
    {
        ecosystems.UnionWith(advisory.Affected.Select(affected => affected.Ecosystem));
        if (advisory.Withdrawn)
        {
            return;
        }

        foreach (
            var key in advisory
                .Affected.Select(affected => Ecosystem.KeyOf(affected.Ecosystem, affected.Name))
                .Distinct()
                .Where(wanted.Contains)
        )
        {
            if (!advisories.TryGetValue(key, out var list))
            {
                advisories.Add(key, list = []);
            }

            list.Add(advisory);
        }
    }

    // The same records give the same digest from a directory and from an archive, whatever their files are called.
    private static Digest DigestOf(List<string> hashes)
    {
        hashes.Sort(StringComparer.Ordinal);
        return Digest.Sha256(System.Text.Encoding.ASCII.GetBytes(string.Join('\n', hashes)));
    }
}

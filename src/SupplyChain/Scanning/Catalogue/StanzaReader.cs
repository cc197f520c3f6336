namespace SupplyChain.Scanning.Catalogue;

/// <summary>A package database of stanzas, one for each package.</summary>
/// <param name="nameField">The field with the name.</param>
/// <param name="versionField">The field with the version.</param>
/// <param name="otherFields">The other fields that are read.</param>
internal abstract class StanzaReader(string nameField, string versionField, params string[] otherFields) : FileReader
{
    // More than any distribution has; what claims more may be made to exhaust memory.
    private const int MostPackages = 100_000;
    private const int MostNames = 1_024;

    private readonly string[] fields = [nameField, versionField, .. otherFields];

    /// <inheritdoc />
    public override int LargestFile => 32 * 1024 * 1024;

    /// <inheritdoc />
    protected override FileFacts Understand(string path, ReadOnlyMemory<byte> content)
    {
        var packages = new List<Package>();
        var absent = new List<string>();
        var limitations = new List<Limitation>();
        foreach (var stanza in ControlFile.Read(content, fields, AnyCase))
        {
            if (packages.Count + absent.Count + limitations.Count >= MostPackages)
            {
                limitations.Add(new Limitation("scan.unreadable", "The package database is larger than any distribution.", path));
                break;
            }

            if (!IsPresent(stanza, path))
            {
                absent.Add(stanza.GetValueOrDefault(nameField) ?? "");
                continue;
            }

            if (
                stanza.GetValueOrDefault(nameField) is { Length: > 0 } name
                && stanza.GetValueOrDefault(versionField) is { Length: > 0 } version
            )
            {
                packages.Add(PackageOf(stanza, Plain.Text(name), Plain.Text(version)) with { Location = path });
            }
            else
            {
                limitations.Add(
                    new Limitation("scan.unreadable", "An entry of the package database has no name or no version.", path)
                );
            }
        }

        return new FileFacts
        {
            Packages = packages,
            Absent = absent,
            Limitations = limitations,
        };
    }

    /// <summary>Whether fields count in any case.</summary>
    protected virtual bool AnyCase => false;

    /// <summary>Whether the package of this stanza is installed.</summary>
    protected virtual bool IsPresent(IReadOnlyDictionary<string, string> stanza, string path) => true;

    /// <summary>The package of a stanza.</summary>
    protected abstract Package PackageOf(IReadOnlyDictionary<string, string> stanza, string name, string version);

    /// <summary>Names in a list of dependencies, without conditions on versions.</summary>
    protected static IReadOnlyList<string> Names(string? list, char separator) =>
        string.IsNullOrEmpty(list)
            ? []
            :
            [
                .. list.Split(separator, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                    .SelectMany(item => item.Split('|', StringSplitOptions.TrimEntries))
                    .Select(item => item.IndexOfAny([' ', '(', '=', '<', '>', '~']) is > 0 and var end ? item[..end] : item)
                    .Distinct(StringComparer.Ordinal)
                    .Take(MostNames),
            ];
}

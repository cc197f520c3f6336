namespace SupplyChain.Scanning.Advisories;

/// <summary>One file with an advisory.</summary>
/// <param name="Origin">Its path, with that of its archive before it, for messages.</param>
/// <param name="Content">UTF-8 text.</param>
internal readonly record struct AdvisoryFile(string Origin, ReadOnlyMemory<byte> Content)
{
    /// <summary>Most bytes of one record: 16 MiB.</summary>
    public const int Largest = 16 * 1024 * 1024;

    /// <summary>Whether a file is a record by its name.</summary>
    public static bool IsRecord(string name) => name.EndsWith(".json", StringComparison.OrdinalIgnoreCase) || IsYaml(name);

    /// <summary>Whether a record is written in YAML, as some publishers keep theirs.</summary>
    public static bool IsYaml(string name) =>
        name.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".yml", StringComparison.OrdinalIgnoreCase);

    /// <summary>The error for a record of more bytes than <see cref="Largest"/>.</summary>
    public static ConfigurationException TooLarge(string path) => Unreadable(path, "it is larger than 16 MiB");

    /// <summary>The error for advisories that cannot be read.</summary>
    public static ConfigurationException Unreadable(string path, string reason, Exception? inner = null) =>
        new(
            "advisories.unreadable",
            $"The advisories '{Plain.Text(path)}' cannot be read because {reason}; download them again or name others.",
            inner
        );
}

namespace SupplyChain.Scanning.Advisories;

/// <summary>One file with an advisory.</summary>
/// <param name="Origin">Its path, with that of its archive before it, for messages.</param>
/// <param name="Content">UTF-8 text.</param>
internal readonly record struct AdvisoryFile(string Origin, ReadOnlyMemory<byte> Content)
{
    /// <summary>Most bytes of one record: 16 MiB.</summary>
    public const int Largest = 16 * 1024 * 1024;

    private static readonly string[] Unread =
    [
        ".gz",
        ".xz",
        ".txz",
        ".bz2",
        ".tbz",
        ".tbz2",
        ".zst",
        ".tzst",
        ".lz4",
        ".7z",
        ".rar",
        ".ndjson",
        ".jsonl",
    ];

    /// <summary>Whether a file is a record by its name.</summary>
    public static bool IsRecord(string name) => name.EndsWith(".json", StringComparison.OrdinalIgnoreCase) || IsYaml(name);

    /// <summary>Whether a file may hold advisories in a form that is not read.</summary>
    public static bool IsUnread(string name) => Unread.Any(ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether a file is of those that git and its hosts keep beside the advisories of a repository.</summary>
    public static bool IsOfRepository(string name) =>
        name.Split('/', '\\').SkipLast(1).Any(folder => folder is ".git" or ".github");

    /// <summary>Whether a record is written in YAML, as some publishers keep theirs.</summary>
    public static bool IsYaml(string name) =>
        name.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".yml", StringComparison.OrdinalIgnoreCase);

    /// <summary>The error for a record of more bytes than <see cref="Largest"/>.</summary>
    public static ConfigurationException TooLarge(string path) => Unreadable(path, "it is larger than 16 MiB");

    /// <summary>The error for what may hold advisories in a form that is not read.</summary>
    public static ConfigurationException OfUnreadForm(string path) =>
        Unreadable(path, "its form is none of JSON, YAML, and zip, tar and tar.gz archives that hold no others");

    /// <summary>The error for advisories that cannot be read.</summary>
    public static ConfigurationException Unreadable(string path, string reason, Exception? inner = null) =>
        new(
            "advisories.unreadable",
            $"The advisories '{Plain.Text(path)}' cannot be read because {reason}; download them again or name others.",
            inner
        );
}

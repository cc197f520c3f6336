namespace SupplyChain.Manifests.Rules.Cluster;

/// <summary>What a rule demands of one flag.</summary>
/// <param name="Flag">Its name, without dashes.</param>
internal sealed record FlagDemand(string Flag)
{
    /// <summary>Whether a value is bad; null where every value is good.</summary>
    public Func<string, bool>? IsBad { get; init; }

    /// <summary>Whether it is bad not to give the flag.</summary>
    public bool Required { get; init; }

    /// <summary>Flags any of which makes this one needless.</summary>
    public IReadOnlyList<string> Instead { get; init; } = [];

    /// <summary>A flag that must be there.</summary>
    public static FlagDemand Given(string flag) => new(flag) { Required = true };

    /// <summary>A flag that must be there with one value.</summary>
    public static FlagDemand Equal(string flag, string value) => new(flag) { Required = true, IsBad = given => given != value };

    /// <summary>A flag that may be missing but must have one value if it is there.</summary>
    public static FlagDemand NotOther(string flag, string value) => new(flag) { IsBad = given => given != value };

    /// <summary>A flag with a list of names, one of which must be in it.</summary>
    public static FlagDemand Names(string flag, string name) =>
        new(flag) { Required = true, IsBad = given => !List(given).Contains(name) };

    /// <summary>A flag with a list of names, none of which may be in it.</summary>
    public static FlagDemand NamesNone(string flag, params string[] names) =>
        new(flag) { IsBad = given => List(given).Any(names.Contains) };

    /// <summary>The items of a list as flags write it.</summary>
    public static IEnumerable<string> List(string value) => value.Split(',', StringSplitOptions.TrimEntries);
}

using System.CommandLine;

namespace SupplyChain.Cli.Options;

/// <summary>The options that every command has.</summary>
internal static class CommonOptions
{
    public static Option<bool> Offline { get; } = Switch("--offline", "Any attempt to open a network connection is an error.");

    public static Option<bool> AllowHttp { get; } =
        Switch("--allow-http", "Ask registries on other hosts without TLS; loopback registries always are.");

    public static Option<bool> Quiet { get; } = Switch("--quiet", "Print results and errors only.");

    public static Option<bool> Verbose { get; } = Switch("--verbose", "Print the cause of an error in full.");

    public static Option<bool> NoColor { get; } = Switch("--no-color", "No colours; the variable NO_COLOR does the same.");

    public static IReadOnlyList<Option> All { get; } = [Offline, AllowHttp, Quiet, Verbose, NoColor];

    private static Option<bool> Switch(string name, string description) =>
        new(name) { Description = description, Recursive = true };
}

namespace SupplyChain.Tools;

/// <summary>A program that is not part of this library.</summary>
/// <param name="Name">What people call it.</param>
/// <param name="Path">Absolute path of the executable file.</param>
public sealed record ExternalTool(string Name, string Path)
{
    private static readonly string[] WindowsExtensions = [".exe", ".cmd", ".bat"];

    /// <summary>Finds a program in the folders of the variable <c>PATH</c>; null where it is in none. Relative folders are left out.</summary>
    public static ExternalTool? Find(string name) => Find(name, Environment.GetEnvironmentVariable("PATH"));

    /// <summary>The program at a path that somebody gave.</summary>
    /// <exception cref="ConfigurationException">There is no executable file.</exception>
    public static ExternalTool At(string name, string path) =>
        IsProgram(System.IO.Path.GetFullPath(path))
            ? new ExternalTool(name, System.IO.Path.GetFullPath(path))
            : throw new ConfigurationException(
                "tool.missing",
                $"The path given for {name}, '{path}', is no executable file; give the path of the program itself."
            );

    internal static ExternalTool? Find(string name, string? searchPath) =>
        (searchPath ?? "")
            .Split(System.IO.Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Where(System.IO.Path.IsPathFullyQualified)
            .SelectMany(folder => FileNames(name).Select(file => System.IO.Path.Combine(folder, file)))
            .Where(IsProgram)
            .Select(path => new ExternalTool(name, path))
            .FirstOrDefault();

    private static IEnumerable<string> FileNames(string name) =>
        OperatingSystem.IsWindows() ? WindowsExtensions.Select(extension => name + extension) : [name];

    private static bool IsProgram(string path) =>
        File.Exists(path) && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & AnyExecute) != 0);

    private static UnixFileMode AnyExecute => UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
}

namespace SupplyChain.Tools;

/// <summary>
/// The environment of external programs: what they need to work at all, and nothing that a pipeline keeps its secrets in or that
/// would change what they do unseen.
/// </summary>
public static class ToolEnvironment
{
    /// <summary>Names of the variables that a program inherits.</summary>
    public static IReadOnlyList<string> Inherited { get; } =
    [
        "DOCKER_CONFIG",
        "HOME",
        "HTTPS_PROXY",
        "HTTP_PROXY",
        "LOCALAPPDATA",
        "NO_PROXY",
        "PATH",
        "PATHEXT",
        "SSL_CERT_DIR",
        "SSL_CERT_FILE",
        "SYSTEMROOT",
        "TEMP",
        "TMP",
        "TMPDIR",
        "USERPROFILE",
        "XDG_CACHE_HOME",
        "XDG_CONFIG_HOME",
        "XDG_RUNTIME_DIR",
    ];

    /// <summary>The changes that turn this process's environment into that of a program: null removes a variable.</summary>
    internal static Dictionary<string, string?> ChangesFor(IReadOnlyDictionary<string, string> added)
    {
        var changes = Environment
            .GetEnvironmentVariables()
            .Keys.Cast<string>()
            .Where(name => !Inherited.Contains(name, StringComparer.OrdinalIgnoreCase))
            .ToDictionary(name => name, string? (_) => null, StringComparer.Ordinal);
        foreach (var (name, value) in added)
        {
            changes[name] = value;
        }

        return changes;
    }
}

using Spectre.Console;
using SupplyChain.Signing.Keys;

namespace SupplyChain.Cli.Terminal;

/// <summary>The password of a key: from the environment, else asked for where somebody sits at a terminal.</summary>
internal static class Password
{
    private static readonly IAnsiConsole StandardError = AnsiConsole.Create(
        new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) }
    );

    /// <summary>The password of an existing key; null where there is nobody to ask.</summary>
    public static string? Of(string key) => FromEnvironment() ?? (CanAsk ? Ask($"Password of {key}:") : null);

    /// <summary>The password for a new key.</summary>
    /// <exception cref="ConfigurationException">There is nobody to ask, or two different ones were typed.</exception>
    public static string ForNew(string key)
    {
        if (FromEnvironment() is { } given)
        {
            return given;
        }

        if (!CanAsk)
        {
            throw new ConfigurationException(
                "key.password.missing",
                $"There is no password for the new key {key}; set {KeyFile.PasswordVariable}, to the empty string for none."
            );
        }

        var password = Ask($"Password for the new key {key}:");
        return password == Ask("The same again:")
            ? password
            : throw new ConfigurationException("key.password.differs", "The two passwords differ; run the command again.");
    }

    private static bool CanAsk => !Console.IsInputRedirected && !Console.IsErrorRedirected;

    private static string? FromEnvironment() => Environment.GetEnvironmentVariable(KeyFile.PasswordVariable);

    private static string Ask(string question) =>
        StandardError.Prompt(new TextPrompt<string>(Markup.Escape(question)).Secret(null).AllowEmpty());
}

using System.Text;
using Microsoft.Win32.SafeHandles;
using SupplyChain.Reports;
using SupplyChain.Signing.Keys;

namespace SupplyChain.Cli.Terminal;

/// <summary>The password of a key: from a descriptor or the environment, else asked for where somebody sits at a terminal.</summary>
internal static class Password
{
    /// <summary>The password of an existing key; null where there is nobody to ask.</summary>
    public static string? Of(string key, int? descriptor) =>
        FromDescriptor(descriptor) ?? FromEnvironment() ?? (CanAsk ? Ask($"Password of {key}:") : null);

    /// <summary>The beginning of the remedy for a wrong password, by where it comes from.</summary>
    public static string Remedy(int? descriptor) =>
        descriptor is not null ? "let --password-fd give"
        : FromEnvironment() is null && CanAsk ? "type"
        : KeyFile.PasswordRemedy;

    /// <summary>The password for a new key.</summary>
    /// <exception cref="ConfigurationException">There is nobody to ask, or two different ones were typed.</exception>
    public static string ForNew(string key, int? descriptor)
    {
        if ((FromDescriptor(descriptor) ?? FromEnvironment()) is { } given)
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

    private static string? FromDescriptor(int? descriptor)
    {
        if (descriptor is not { } number)
        {
            return null;
        }

        const int longest = 4096;
        try
        {
            using var handle = new SafeFileHandle(number, ownsHandle: false);
            using var stream = new FileStream(handle, FileAccess.Read, bufferSize: 1);
            using var reader = new StreamReader(stream, new UTF8Encoding(false, throwOnInvalidBytes: true));
            var text = new char[longest];
            var length = reader.ReadBlock(text);
            var end = text.AsSpan(0, length).IndexOfAny('\r', '\n');
            return new string(text, 0, end < 0 ? length : end);
        }
        catch (Exception failure)
            when (failure is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new ConfigurationException(
                "key.password.descriptor",
                $"No password can be read from the descriptor {number}; open it for reading, as in '3< password-file'.",
                failure
            );
        }
    }

    private static bool CanAsk => !Console.IsInputRedirected && !Console.IsErrorRedirected;

    private static string? FromEnvironment() => Environment.GetEnvironmentVariable(KeyFile.PasswordVariable);

    private static string Ask(string question)
    {
        Console.Error.Write($"{SafeText.Line(question)} ");
        var typed = new StringBuilder();
        while (Console.ReadKey(intercept: true) is { Key: not ConsoleKey.Enter } pressed)
        {
            if (pressed.Key == ConsoleKey.Backspace)
            {
                typed.Length = Math.Max(0, typed.Length - 1);
            }
            else if (!char.IsControl(pressed.KeyChar))
            {
                _ = typed.Append(pressed.KeyChar);
            }
        }

        Console.Error.WriteLine();
        return typed.ToString();
    }
}

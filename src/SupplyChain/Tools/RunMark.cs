using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace SupplyChain.Tools;

/// <summary>
/// A variable that one run of a program hands on to all its children, by which those that outlive it are found wherever they went. Only Linux
/// tells the environment of other processes.
/// </summary>
internal sealed class RunMark
{
    // Without the prefix of our own variables, some of which are secrets: none of those ever reaches a program.
    private const string Name = "TOOL_RUN";
    private const int MostRounds = 100;

    private readonly string value = RandomNumberGenerator.GetHexString(32);

    /// <summary>The run, with the mark.</summary>
    public ToolCall AddTo(ToolCall call) =>
        call with
        {
            Environment = new Dictionary<string, string>(call.Environment, StringComparer.Ordinal) { [Name] = value },
        };

    /// <summary>Ends the processes with the mark, and those that they start meanwhile. Whether there were any.</summary>
    public bool EndSurvivors()
    {
        var found = false;
        for (var round = 0; round < MostRounds && Survivors() is { Count: > 0 } survivors; round++)
        {
            found = true;
            survivors.ForEach(End);
        }

        return found;
    }

    private List<int> Survivors()
    {
        var mark = Encoding.ASCII.GetBytes($"{Name}={value}");
        return OperatingSystem.IsLinux()
            ?
            [
                .. Directory
                    .EnumerateDirectories("/proc")
                    .Select(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var id) ? id : 0)
                    .Where(id => id > 0 && EnvironmentOf(id).IndexOf(mark) >= 0),
            ]
            : [];
    }

    // Empty for those that have ended, and for those of other users.
    private static ReadOnlySpan<byte> EnvironmentOf(int id)
    {
        try
        {
            return File.ReadAllBytes($"/proc/{id}/environ");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static void End(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            process.Kill();
            _ = process.WaitForExit(TimeSpan.FromMilliseconds(100));
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or Win32Exception)
        {
            // It has ended already.
        }
    }
}

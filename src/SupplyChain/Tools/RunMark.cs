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
    private const int MostLooks = 5;

    private static readonly TimeSpan WaitBetweenLooks = TimeSpan.FromMilliseconds(10);

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
        for (var (round, looks) = (0, 0); round < MostRounds && looks < MostLooks; round++)
        {
            var (survivors, isOneStarting) = Look();
            found |= survivors.Count > 0;
            survivors.ForEach(End);
            if (survivors.Count == 0)
            {
                looks = isOneStarting ? looks + 1 : MostLooks;
                Thread.Sleep(isOneStarting ? WaitBetweenLooks : TimeSpan.Zero);
            }
        }

        return found;
    }

    // A process that is just being started has a program and no environment yet; few have none for good.
    private (List<int> Survivors, bool IsOneStarting) Look()
    {
        var (survivors, isOneStarting) = (new List<int>(), false);
        var mark = Encoding.ASCII.GetBytes($"{Name}={value}");
        foreach (var folder in OperatingSystem.IsLinux() ? Directory.EnumerateDirectories("/proc") : [])
        {
            if (
                int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var id)
                && EnvironmentOf(id) is { } environment
            )
            {
                isOneStarting |= environment.Length == 0 && new FileInfo($"/proc/{id}/exe").LinkTarget is not null;
                if (environment.AsSpan().IndexOf(mark) >= 0)
                {
                    survivors.Add(id);
                }
            }
        }

        return (survivors, isOneStarting);
    }

    // Null for those that have ended, and for those of other users.
    private static byte[]? EnvironmentOf(int id)
    {
        try
        {
            return File.ReadAllBytes($"/proc/{id}/environ");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
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

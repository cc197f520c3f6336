using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using SupplyChain.Images.Streams;

namespace SupplyChain.Images.Registries;

/// <summary>
/// The turn of one writer on this machine to change what is attached to one subject, and what the writers before it have seen
/// listed: a registry may answer with an older index than the one they wrote.
/// </summary>
internal sealed class PublicationTurn : IDisposable
{
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(10);

    private readonly FileLock held;
    private readonly string notes;
    private readonly TimeProvider time;

    private PublicationTurn(FileLock held, string notes, TimeProvider time)
    {
        this.held = held;
        this.notes = notes;
        this.time = time;
    }

    /// <summary>Waits for the turn.</summary>
    /// <param name="location">The repository.</param>
    /// <param name="subject">What is attached to.</param>
    /// <param name="time">Clock for the wait.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ConfigurationException">The file that stands for the turn cannot be made in a folder of this user alone.</exception>
    /// <exception cref="UndeterminedException">Somebody else kept the turn for two minutes.</exception>
    public static async Task<PublicationTurn> TakeAsync(
        string location,
        Digest subject,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var what = $"{location}@{subject}";
        var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(what)));
        var file = Path.Combine(PrivateFolder.Open(), "locks", name);
        return new PublicationTurn(await FileLock.AcquireAsync(file, what, time, cancellationToken), $"{file}.listed", time);
    }

    /// <summary>What writers on this machine have seen listed in the last ten minutes, as it was listed.</summary>
    public IReadOnlyList<Descriptor> Recall()
    {
        try
        {
            return time.GetUtcNow() - File.GetLastWriteTimeUtc(notes) < Memory
                ? [.. File.ReadLines(notes).Select(line => JsonSerializer.Deserialize(line, OciJson.Plain.Descriptor)!)]
                : [];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            // Notes only help; without them the registry's answer counts alone.
            return [];
        }
    }

    /// <summary>Notes what is listed, for the writers after this one.</summary>
    public void Note(IEnumerable<Descriptor> listed)
    {
        try
        {
            // A reader sees the old notes or the new ones; while the turn is held, nobody else writes them.
            var fresh = $"{notes}.new";
            File.WriteAllLines(fresh, listed.Select(entry => JsonSerializer.Serialize(entry, OciJson.Plain.Descriptor)));
            File.Move(fresh, notes, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // As above.
        }
    }

    /// <inheritdoc />
    public void Dispose() => held.Dispose();
}

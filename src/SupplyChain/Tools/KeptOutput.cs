using System.Text;

namespace SupplyChain.Tools;

/// <summary>Reads an output of a program to its end, keeping the first part, and stops the program when it floods.</summary>
/// <param name="kept">Characters to keep.</param>
/// <param name="most">Bytes after which it floods.</param>
/// <param name="flood">Cancelled then.</param>
internal sealed class KeptOutput(int kept, long most, CancellationTokenSource flood)
{
    private readonly StringBuilder text = new();

    /// <summary>The first part.</summary>
    public string Text => text.ToString();

    /// <summary>Reads to the end.</summary>
    public async Task ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var bytes = new byte[16 * 1024];
        var characters = new char[16 * 1024];
        var decoder = Encoding.UTF8.GetDecoder();
        long total = 0;
        while (await stream.ReadAsync(bytes, cancellationToken) is > 0 and var read)
        {
            total += read;
            if (total > most)
            {
                await flood.CancelAsync();
                return;
            }

            var count = decoder.GetChars(bytes, 0, read, characters, 0, flush: false);
            _ = text.Append(characters, 0, Math.Min(count, kept - text.Length));
        }
    }
}

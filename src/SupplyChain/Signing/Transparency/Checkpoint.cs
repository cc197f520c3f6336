using System.Globalization;
using System.Text;
using SupplyChain.Signing.Trust;

namespace SupplyChain.Signing.Transparency;

/// <summary>
/// A log's signed statement of its tree (C2SP, tlog-checkpoint.md and signed-note.md): origin, size and root, a blank line, and
/// the signatures of the log and of witnesses.
/// </summary>
internal sealed record Checkpoint
{
    /// <summary>Longest checkpoint that is read, in characters.</summary>
    public const int MaximumLength = 64 * 1024;

    private const int MaximumSignatures = 64;
    private const string SignatureStart = "\u2014 ";

    /// <summary>Name of the log's tree, such as <c>rekor.example - 42</c>.</summary>
    public required string Origin { get; init; }

    /// <summary>Number of entries.</summary>
    public required long Size { get; init; }

    /// <summary>Root of the tree.</summary>
    public required ReadOnlyMemory<byte> RootHash { get; init; }

    /// <summary>The bytes that are signed.</summary>
    public required ReadOnlyMemory<byte> Signed { get; init; }

    /// <summary>Signatures by name, in their order.</summary>
    public required IReadOnlyList<CheckpointSignature> Signatures { get; init; }

    /// <summary>Reads a checkpoint.</summary>
    /// <exception cref="FormatException">The text is none.</exception>
    public static Checkpoint Parse(string text)
    {
        var blank = text.IndexOf("\n\n", StringComparison.Ordinal);
        if (text.Length > MaximumLength || blank < 0 || text[^1] != '\n' || text.AsSpan().IndexOfAnyInRange('\0', '\t') >= 0)
        {
            throw new FormatException("a checkpoint is not of the form of a signed note");
        }

        var lines = text[..blank].Split('\n');
        var signed = text[(blank + 2)..];
        string[] signatures = signed.Length == 0 ? [] : signed[..^1].Split('\n');
        if (lines.Length < 3 || lines.Any(line => line.Length == 0) || signatures.Length > MaximumSignatures)
        {
            throw new FormatException("a checkpoint does not have an origin, a size and a root, or has too many signatures");
        }

        return new Checkpoint
        {
            Origin = lines[0],
            Size = ReadSize(lines[1]),
            RootHash = ReadBase64(lines[2]) is { Length: 32 } root
                ? root
                : throw new FormatException("a checkpoint's root is no hash"),
            Signed = Encoding.UTF8.GetBytes(text[..(blank + 1)]),
            Signatures = [.. signatures.Select(ReadSignature)],
        };
    }

    /// <summary>Whether the log signed the checkpoint, under the name of its own tree. Signatures of others do no harm.</summary>
    public bool IsSignedBy(TrustedLog log)
    {
        if (log.Key is not { } key || log.Id.Length < CheckpointSignature.HintSize)
        {
            return false;
        }

        // Rekor v1 puts the tree's number behind the name, Rekor v2 has one tree only.
        var name = Origin.Split(" - ", 2)[0];
        return Signatures.Any(signature =>
            signature.Name == name
            && signature.Hint.Span.SequenceEqual(log.Id.Span[..CheckpointSignature.HintSize])
            && key.Verify(Signed.Span, signature.Bytes.Span)
        );
    }

    private static long ReadSize(string line) =>
        line is not ['0', _, ..] && long.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out var size)
            ? size
            : throw new FormatException("a checkpoint's size is no number");

    private static CheckpointSignature ReadSignature(string line)
    {
        var space = line.LastIndexOf(' ');
        if (!line.StartsWith(SignatureStart, StringComparison.Ordinal) || space <= SignatureStart.Length)
        {
            throw new FormatException("a checkpoint has a signature line of another form");
        }

        var name = line[SignatureStart.Length..space];
        var bytes = ReadBase64(line[(space + 1)..]);
        return name.AsSpan().ContainsAny(" +") || bytes is not { Length: > CheckpointSignature.HintSize }
            ? throw new FormatException("a checkpoint has a signature line of another form")
            : new CheckpointSignature(
                name,
                bytes.AsMemory(0, CheckpointSignature.HintSize),
                bytes.AsMemory(CheckpointSignature.HintSize)
            );
    }

    // The one canonical form, without white space.
    private static byte[]? ReadBase64(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) && Convert.ToBase64String(bytes, 0, length) == text
            ? bytes[..length]
            : null;
    }
}

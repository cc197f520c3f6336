using System.Text.Json;
using System.Text.Unicode;

namespace SupplyChain.Attestations;

/// <summary>Opens JSON that a stranger wrote: bounded in size and depth, valid UTF-8, no name twice in an object, no comments.</summary>
internal static class StrictJson
{
    private static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false, MaxDepth = 64 };

    /// <summary>Parses a document.</summary>
    /// <exception cref="FormatException">The bytes are not such a document; the message is a clause that says why.</exception>
    public static JsonDocument Parse(ReadOnlyMemory<byte> utf8, int maximumSize)
    {
        if (utf8.Length > maximumSize)
        {
            throw new FormatException($"it has {utf8.Length} bytes and the limit is {maximumSize}");
        }

        if (!Utf8.IsValid(utf8.Span))
        {
            throw new FormatException("it is not UTF-8");
        }

        try
        {
            return JsonDocument.Parse(utf8, Options);
        }
        catch (JsonException error)
        {
            throw new FormatException(
                $"it is not acceptable JSON at line {error.LineNumber + 1 ?? 1} (syntax, depth over 64 or a name given twice)",
                error
            );
        }
        catch (InvalidOperationException error)
        {
            throw new FormatException("it has a name with half a surrogate pair", error);
        }
    }
}

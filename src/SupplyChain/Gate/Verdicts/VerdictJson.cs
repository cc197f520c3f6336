using System.Text.Json;
using SupplyChain.Images;

namespace SupplyChain.Gate.Verdicts;

/// <summary>The JSON of a <see cref="Verdict"/>: the file <c>decision.json</c>.</summary>
public static class VerdictJson
{
    private const int MaximumBytes = 64 * 1024 * 1024;

    /// <summary>Writes a verdict; equal verdicts give equal bytes.</summary>
    public static byte[] Write(Verdict verdict) =>
        [.. JsonSerializer.SerializeToUtf8Bytes(verdict, VerdictJsonContext.Strict.Verdict), (byte)'\n'];

    /// <summary>Reads a verdict.</summary>
    /// <param name="json">UTF-8 text of at most 64 MiB.</param>
    /// <param name="origin">Where it comes from, for messages.</param>
    /// <exception cref="UndeterminedException">It is no verdict of this version, lacks a member, has an unknown one, or contradicts itself.</exception>
    public static Verdict Read(ReadOnlySpan<byte> json, string origin)
    {
        if (json.Length > MaximumBytes)
        {
            throw Malformed(origin, "it is larger than 64 MiB");
        }

        try
        {
            var verdict =
                JsonSerializer.Deserialize(json, VerdictJsonContext.Strict.Verdict) ?? throw new JsonException("it is null");
            return Contradiction(verdict) is { } contradiction ? throw Malformed(origin, contradiction) : verdict;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            var place = (error as JsonException)?.Path is { Length: > 0 } path ? $" at {Printable.Quote(path)}" : "";
            throw Malformed(origin, $"it is not JSON of that schema{place}", error);
        }
    }

    private static string? Contradiction(Verdict verdict) =>
        verdict.Schema != Verdict.CurrentSchema ? $"its schema is {Printable.Quote(verdict.Schema)}"
        : verdict.Outcome != CheckList.OutcomeOf(verdict.AllChecks) ? "its verdict is not that of its checks"
        : verdict.Images.Any(image => image.Outcome != CheckList.OutcomeOf(image.Checks))
            ? "an image's verdict is not that of its checks"
        : verdict.Manifests.Outcome != CheckList.OutcomeOf(verdict.Manifests.Checks)
            ? "the manifests' verdict is not that of their checks"
        : verdict.Counts != CheckCounts.Of(verdict.AllChecks) ? "its counts are not those of its checks"
        : null;

    private static UndeterminedException Malformed(string origin, string reason, Exception? inner = null) =>
        new(
            "gate.decision",
            $"{Printable.Quote(origin)} is no {Verdict.CurrentSchema}, since {reason}; run the gate again to replace it.",
            inner
        );
}

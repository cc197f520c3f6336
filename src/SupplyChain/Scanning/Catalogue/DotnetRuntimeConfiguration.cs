using System.Text.Json;

namespace SupplyChain.Scanning.Catalogue;

/// <summary>What a program of .NET asks of the runtime (dotnet/sdk, documentation/specs/runtime-configuration-file.md).</summary>
/// <param name="Runtimes">The shared frameworks it asks for; none where it brings its own.</param>
internal sealed record DotnetRuntimeConfiguration(IReadOnlyList<RuntimeUse> Runtimes)
{
    private const string Default = "Minor";

    // .NET has four.
    private const int MostFrameworks = 16;

    /// <summary>Reads the content of <c>runtimeconfig.json</c>.</summary>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public static DotnetRuntimeConfiguration Read(ReadOnlyMemory<byte> content)
    {
        using var document = JsonDocument.Parse(content.Span.StartsWith("\ufeff"u8) ? content[3..] : content, JsonText.Lenient);
        var options = JsonText.Child(document.RootElement, "runtimeOptions") ?? default;
        var frameworks = JsonText.Items(options, "frameworks").ToList();
        if (JsonText.Child(options, "framework") is { ValueKind: JsonValueKind.Object } only)
        {
            frameworks.Add(only);
        }

        return new DotnetRuntimeConfiguration([
            .. frameworks
                .Where(framework => JsonText.Member(framework, "name") is { Length: > 0 })
                .Take(MostFrameworks)
                .Select(framework => new RuntimeUse(
                    Plain.Text(JsonText.Member(framework, "name")!),
                    Plain.Text(JsonText.Member(framework, "version") ?? ""),
                    RollForwardOf(framework) ?? RollForwardOf(options) ?? Default
                )),
        ]);
    }

    // The number is the form before .NET Core 3.
    private static string? RollForwardOf(JsonElement settings) =>
        JsonText.Member(settings, "rollForward") is { Length: > 0 } word ? Plain.Text(word)
        : JsonText.Child(settings, "rollForwardOnNoCandidateFx") is { ValueKind: JsonValueKind.Number } number
            ? number.TryGetInt32(out var value) && value is 0 ? "LatestPatch"
                : value is 2 ? "Major"
                : Default
        : null;
}

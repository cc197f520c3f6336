using System.Text.Json.Serialization;

namespace SupplyChain.Scanning;

/// <summary>A shared framework that a program of .NET asks for, and what it gets.</summary>
/// <param name="Name">Name of the framework, such as <c>Microsoft.AspNetCore.App</c>.</param>
/// <param name="Requested">The version that the program asks for.</param>
/// <param name="RollForward">How far it may be from that (docs.microsoft.com, "Framework-dependent apps roll-forward"); <c>Minor</c> unless the program says otherwise.</param>
public sealed record RuntimeUse(
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("requested")] string Requested,
    [property: JsonPropertyName("rollForward")] string RollForward
)
{
    /// <summary>What it runs on: one for each place where runtimes are installed; none where no installed one will do.</summary>
    [JsonPropertyName("runsOn")]
    public IReadOnlyList<InstalledRuntime> RunsOn
    {
        get => field ?? [];
        init;
    }
}

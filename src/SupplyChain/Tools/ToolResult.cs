namespace SupplyChain.Tools;

/// <summary>How a run of a program ended.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">The first part of its standard output.</param>
/// <param name="Error">The first part of its standard error.</param>
public sealed record ToolResult(int ExitCode, string Output, string Error);

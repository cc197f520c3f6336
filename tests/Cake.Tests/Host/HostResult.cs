namespace Cake.Tests.Host;

/// <summary>What a run returned, wrote and did.</summary>
internal sealed record HostResult(int ExitCode, string Output, string Error, IReadOnlyList<string> Journal);

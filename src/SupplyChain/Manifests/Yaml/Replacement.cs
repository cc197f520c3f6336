namespace SupplyChain.Manifests.Yaml;

/// <summary>A stretch of a text, and what shall stand there instead.</summary>
/// <param name="Location">The stretch; empty where text is only added.</param>
/// <param name="Text">What shall stand there.</param>
public sealed record Replacement(Location Location, string Text);

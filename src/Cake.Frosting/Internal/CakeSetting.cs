namespace Cake.Frosting.Internal;

/// <summary>A Cake setting that the build sets for itself.</summary>
internal sealed record CakeSetting(string Key, string Value);

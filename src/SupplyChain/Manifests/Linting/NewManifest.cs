namespace SupplyChain.Manifests.Linting;

/// <summary>A manifest that is missing, to be written beside the file of the violation.</summary>
/// <param name="Name">Name of the file, without a folder.</param>
/// <param name="Text">Its text.</param>
internal sealed record NewManifest(string Name, string Text);

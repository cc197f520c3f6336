namespace SupplyChain.Testing.Sigstore;

/// <summary>A bundle with one thing changed.</summary>
/// <param name="Place">Where, such as <c>messageSignature/signature</c>.</param>
/// <param name="What">What was done there.</param>
/// <param name="Json">The changed bundle.</param>
public sealed record BundleChange(string Place, string What, byte[] Json);

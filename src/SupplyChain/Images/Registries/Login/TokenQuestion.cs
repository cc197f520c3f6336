namespace SupplyChain.Images.Registries.Login;

/// <summary>What a token service is asked for.</summary>
/// <param name="Registry">The registry that the token is for.</param>
/// <param name="Address">Where that registry is.</param>
/// <param name="Challenge">How it wants to be asked.</param>
/// <param name="Scope">What the token has to allow.</param>
/// <param name="Credential">Who asks; null for nobody in particular.</param>
internal sealed record TokenQuestion(
    string Registry,
    Uri Address,
    AuthenticationChallenge Challenge,
    string Scope,
    RegistryCredential? Credential
);

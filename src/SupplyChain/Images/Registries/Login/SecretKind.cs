namespace SupplyChain.Images.Registries.Login;

/// <summary>What the secret of a <see cref="RegistryCredential"/> is.</summary>
internal enum SecretKind
{
    /// <summary>The user's password, or a token that is used like one.</summary>
    Password,

    /// <summary>A token with which the registry's token service gives out others.</summary>
    RefreshToken,

    /// <summary>A token that the registry itself takes.</summary>
    AccessToken,
}

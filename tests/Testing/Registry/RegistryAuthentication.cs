namespace SupplyChain.Testing.Registry;

/// <summary>Whom a <see cref="TestRegistry"/> lets in.</summary>
public enum RegistryAuthentication
{
    /// <summary>Anybody.</summary>
    None,

    /// <summary>Who sends <see cref="TestRegistry.User"/> and <see cref="TestRegistry.Password"/> (RFC 7617).</summary>
    Basic,

    /// <summary>Who has a token of the right scope from the registry's own token service, which asks for user and password or <see cref="TestRegistry.RefreshToken"/>.</summary>
    Bearer,
}

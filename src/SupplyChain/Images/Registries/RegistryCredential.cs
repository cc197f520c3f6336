namespace SupplyChain.Images.Registries;

/// <summary>What lets a user into a registry. Its text form shows nothing of it.</summary>
/// <param name="User">Name of the user.</param>
/// <param name="Secret">Password, or a refresh token where <paramref name="IsRefreshToken"/>.</param>
/// <param name="IsRefreshToken">Whether the secret is a refresh token of the registry's token service.</param>
internal sealed record RegistryCredential(string User, string Secret, bool IsRefreshToken = false)
{
    /// <inheritdoc />
    public override string ToString() => "(credential)";
}

namespace SupplyChain.Images.Registries.Login;

/// <summary>What lets a user into a registry. Its text form shows nothing of it.</summary>
/// <param name="User">Name of the user.</param>
/// <param name="Secret">What proves it.</param>
/// <param name="Kind">What the secret is.</param>
internal sealed record RegistryCredential(string User, string Secret, SecretKind Kind = SecretKind.Password)
{
    /// <inheritdoc />
    public override string ToString() => "(credential)";
}

using System.Net.Http.Headers;

namespace SupplyChain.Images.Registries.Login;

/// <summary>A token for a registry. Its text form shows nothing of it.</summary>
/// <param name="Header">How it is sent.</param>
/// <param name="Until">When to ask for another.</param>
internal sealed record RegistryToken(AuthenticationHeaderValue Header, DateTimeOffset Until)
{
    /// <inheritdoc />
    public override string ToString() => "(token)";
}

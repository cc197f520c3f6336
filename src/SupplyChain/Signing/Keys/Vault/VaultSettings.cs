namespace SupplyChain.Signing.Keys.Vault;

/// <summary>How a Vault is reached: the variables that Vault's own client and cosign read.</summary>
/// <param name="Address">The server, <c>VAULT_ADDR</c>.</param>
/// <param name="Token">The token, <c>VAULT_TOKEN</c>.</param>
/// <param name="Namespace">The namespace, <c>VAULT_NAMESPACE</c>; null for the root.</param>
/// <param name="Mount">Where the transit engine is mounted, <c>TRANSIT_SECRET_ENGINE_PATH</c>; <c>transit</c> unless set.</param>
internal sealed record VaultSettings(Uri Address, string Token, string? Namespace, string Mount)
{
    /// <exception cref="ConfigurationException">A variable is missing, or the address is not one to send a token to.</exception>
    public static VaultSettings Read(KeyAccess access)
    {
        if (access.Offline)
        {
            throw new ConfigurationException(
                "key.vault.offline",
                "A key in Vault cannot be used with --offline; use a key file."
            );
        }

        var written = Require(access, "VAULT_ADDR");
        if (
            !Uri.TryCreate(written.TrimEnd('/') + "/", UriKind.Absolute, out var address)
            || address.Scheme is not ("https" or "http")
        )
        {
            throw new ConfigurationException(
                "key.vault.address",
                "VAULT_ADDR is no https address; set it to the one of the server."
            );
        }

        return address.Scheme == "https" || address.IsLoopback || access.AllowHttp
            ? new VaultSettings(
                address,
                Require(access, "VAULT_TOKEN"),
                access.Environment("VAULT_NAMESPACE"),
                (access.Environment("TRANSIT_SECRET_ENGINE_PATH") is { Length: > 0 } mount ? mount : "transit").Trim('/')
            )
            : throw new ConfigurationException(
                "key.vault.http",
                "VAULT_ADDR is http, and the token would cross the network unprotected; use https, or say --allow-http."
            );
    }

    /// <summary>The settings without the token.</summary>
    public override string ToString() => $"{Address}{Mount}";

    private static string Require(KeyAccess access, string name) =>
        access.Environment(name) is { Length: > 0 } value
            ? value
            : throw new ConfigurationException("key.vault.variable", $"A key in Vault needs the variable {name}; set it.");
}

namespace SupplyChain.Images.Registries.Login;

/// <summary>
/// Who one is to Azure, by the variables that its own libraries read: <c>AZURE_TENANT_ID</c>, <c>AZURE_CLIENT_ID</c>, and
/// <c>AZURE_CLIENT_SECRET</c> or <c>AZURE_FEDERATED_TOKEN_FILE</c>. Its text form shows nothing of it.
/// </summary>
/// <param name="Authority">Where Azure gives out tokens, with the tenant: <c>https://login.microsoftonline.com/&lt;tenant&gt;/</c>.</param>
/// <param name="Tenant">The tenant.</param>
/// <param name="Client">The application.</param>
/// <param name="Secret">The application's secret; null where <paramref name="TokenFile"/> proves who one is.</param>
/// <param name="TokenFile">File of a token that another issuer, such as a cluster, gave.</param>
internal sealed record AzureIdentity(Uri Authority, string Tenant, string Client, string? Secret, string? TokenFile)
{
    private const string PublicCloud = "https://login.microsoftonline.com/";
    private static readonly string[] Registries = [".azurecr.io", ".azurecr.cn", ".azurecr.us"];

    /// <summary>The identity for a registry of Azure; null for others, and where the variables are not set.</summary>
    /// <exception cref="ConfigurationException">They name an authority that is no address with TLS.</exception>
    public static AzureIdentity? Find(string registry, Func<string, string?> environment)
    {
        if (
            !Registries.Any(suffix => registry.EndsWith(suffix, StringComparison.OrdinalIgnoreCase))
            || environment("AZURE_TENANT_ID") is not { Length: > 0 } tenant
            || environment("AZURE_CLIENT_ID") is not { Length: > 0 } client
        )
        {
            return null;
        }

        var secret = environment("AZURE_CLIENT_SECRET") is { Length: > 0 } given ? given : null;
        var file = environment("AZURE_FEDERATED_TOKEN_FILE") is { Length: > 0 } named ? named : null;
        var host = environment("AZURE_AUTHORITY_HOST") is { Length: > 0 } other ? other : PublicCloud;
        if (secret is null && file is null)
        {
            return null;
        }

        return
            Uri.TryCreate($"{host.TrimEnd('/')}/{Uri.EscapeDataString(tenant)}/", UriKind.Absolute, out var authority)
            && (authority.Scheme == Uri.UriSchemeHttps || authority.IsLoopback)
            ? new AzureIdentity(authority, tenant, client, secret, file)
            : throw new ConfigurationException(
                "registry.credentials",
                $"AZURE_AUTHORITY_HOST is {Printable.Quote(host)}, which is no https address; correct it, or leave it out for the public cloud."
            );
    }

    /// <inheritdoc />
    public override string ToString() => "(identity)";
}

using SupplyChain.Signing.Keys;

namespace SupplyChain.Signing.Signers;

/// <summary>The variables that cosign gets for one key, and no others: its password, or the login of the service that holds it.</summary>
internal static class CosignEnvironment
{
    private const string EnvironmentScheme = "env://";

    // Prefixes of names where they end in '_'.
    private static readonly (string Scheme, string[] Names)[] Services =
    [
        ("awskms://", ["AWS_"]),
        ("azurekms://", ["AZURE_"]),
        ("gcpkms://", ["GOOGLE_", "CLOUDSDK_"]),
        ("hashivault://", ["VAULT_", "TRANSIT_SECRET_ENGINE_PATH"]),
        ("pkcs11:", ["COSIGN_PKCS11_", "SOFTHSM2_CONF"]),
    ];

    // Without a key: where a build service gives identity tokens, and where roots of trust are kept.
    private static readonly string[] Identity =
    [
        "ACTIONS_ID_TOKEN_REQUEST_TOKEN",
        "ACTIONS_ID_TOKEN_REQUEST_URL",
        "GITHUB_ACTIONS",
        "SIGSTORE_",
        "TUF_ROOT",
    ];

    public static IReadOnlyDictionary<string, string> For(string? key, KeyAccess access)
    {
        var service = Array.Find(Services, each => key?.StartsWith(each.Scheme, StringComparison.Ordinal) == true).Names;
        var names = key is null ? Identity : service ?? [];
        var variables = Environment
            .GetEnvironmentVariables()
            .Keys.Cast<string>()
            .Where(name =>
                names.Any(known => known.EndsWith('_') ? name.StartsWith(known, StringComparison.Ordinal) : name == known)
            )
            .Select(name => (Name: name, Value: access.Environment(name)))
            .Where(variable => variable.Value is not null)
            .ToDictionary(variable => variable.Name, variable => variable.Value!, StringComparer.Ordinal);
        if (key is not null && service is null)
        {
            // Without the variable cosign would ask at a terminal that isn't there.
            variables[KeyFile.PasswordVariable] = access.Password(key) ?? "";
        }

        if (key?.StartsWith(EnvironmentScheme, StringComparison.Ordinal) == true)
        {
            var name = key[EnvironmentScheme.Length..];
            variables[name] = access.Environment(name) ?? "";
        }

        return variables;
    }
}

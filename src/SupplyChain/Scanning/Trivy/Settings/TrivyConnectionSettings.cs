using System.Text;
using System.Text.Json.Serialization;

namespace SupplyChain.Scanning.Trivy.Settings;

/// <summary>How Trivy reaches registries and servers. Its secrets reach it by its environment, never by its arguments.</summary>
public sealed record TrivyConnectionSettings
{
    /// <summary>Whether certificates need not be valid, and registries may be asked without TLS. False unless set.</summary>
    public bool AllowInsecure { get; init; }

    /// <summary>File of certificates in PEM that are trusted besides the system's. None unless set. From Trivy 0.68.</summary>
    public string? CertificateAuthority { get; init; }

    /// <summary>A file in the form of Docker's <c>config.json</c> to log in to registries with; Docker's own unless set.</summary>
    public string? RegistryConfiguration { get; init; }

    /// <summary>User to log in to registries as; as Docker does unless set.</summary>
    public string? RegistryUser { get; init; }

    /// <summary>Password of the user.</summary>
    [JsonConverter(typeof(SecretJsonConverter<string>))]
    public string? RegistryPassword { get; init; }

    /// <summary>Token for registries, in the place of user and password.</summary>
    [JsonConverter(typeof(SecretJsonConverter<string>))]
    public string? RegistryToken { get; init; }

    /// <summary>The flags that they stand for.</summary>
    internal IEnumerable<TrivyOption> Options() =>
        [
            .. TrivyOption.When(AllowInsecure, TrivyFlags.Insecure),
            .. TrivyOption.Path(TrivyFlags.CertificateAuthority, CertificateAuthority),
        ];

    /// <summary>The variables that they stand for.</summary>
    internal IEnumerable<KeyValuePair<string, string>> Environment()
    {
        if (RegistryUser is { } user && RegistryPassword is { } password)
        {
            yield return new("TRIVY_USERNAME", user);
            yield return new("TRIVY_PASSWORD", password);
        }

        if (RegistryToken is { } token)
        {
            yield return new("TRIVY_REGISTRY_TOKEN", token);
        }
    }

    /// <summary>What of them cannot be used.</summary>
    internal IEnumerable<string> Problems()
    {
        if (RegistryUser is null != RegistryPassword is null)
        {
            yield return "Connections.RegistryUser and Connections.RegistryPassword belong together";
        }

        // Trivy splits these variables at commas, or else at white space, to log in as each in turn.
        if ((RegistryUser + RegistryPassword).Any(character => character == ',' || char.IsWhiteSpace(character)))
        {
            yield return "Connections.RegistryUser and Connections.RegistryPassword must not hold a comma or white space, since Trivy takes that for two of them; log in by Connections.RegistryConfiguration";
        }

        if (RegistryUser is not null && RegistryToken is not null)
        {
            yield return "Connections.RegistryUser and Connections.RegistryToken exclude each other";
        }

        foreach (var problem in TrivyFile.Missing("Connections.CertificateAuthority", CertificateAuthority))
        {
            yield return problem;
        }

        foreach (var problem in TrivyFile.Missing("Connections.RegistryConfiguration", RegistryConfiguration))
        {
            yield return problem;
        }
    }

    // Without the secrets.
    private bool PrintMembers(StringBuilder builder)
    {
        _ = builder.Append(nameof(AllowInsecure)).Append(" = ").Append(AllowInsecure);
        _ = builder.Append(", ").Append(nameof(RegistryUser)).Append(" = ").Append(RegistryUser);
        return true;
    }
}

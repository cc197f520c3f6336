using System.CommandLine;
using SupplyChain.Images.Registries.Http;
using SupplyChain.Images.Registries.Login;

namespace SupplyChain.Cli.Options;

/// <summary>How registries are logged in to and trusted; those of the names that cosign and oras have too mean the same there.</summary>
internal static class RegistryOptions
{
    private const string PasswordVariable = "SUPPLYCHAIN_REGISTRY_PASSWORD";

    private static readonly Option<string?> Authority = File(
        "--registry-cacert",
        "Trust the certificates in this PEM file besides the system's authorities.",
        "--ca-file"
    );

    private static readonly Option<string?> Certificate = File(
        "--registry-client-cert",
        "Show registries this certificate, in PEM, if they ask for one."
    );

    private static readonly Option<string?> Key = File(
        "--registry-client-key",
        "The key of the client certificate, in PEM; by default it is in the same file."
    );

    private static readonly Option<string?> Config = File(
        "--registry-config",
        "Log in with this file, in the form of Docker's config.json.",
        "--authfile"
    );

    private static readonly Option<string?> Login = new("--registry-login")
    {
        Description = $"Log in to this registry as this user; the password is in {PasswordVariable}.",
        HelpName = "REGISTRY=USER",
        Recursive = true,
    };

    public static IReadOnlyList<Option> All { get; } = [Authority, Certificate, Key, Config, Login];

    /// <summary>The file to log in with; null for Docker's own.</summary>
    public static string? ConfigurationFile(ParseResult parsed) => parsed.GetValue(Config);

    /// <summary>What TLS needs.</summary>
    public static RegistryTls Tls(ParseResult parsed) =>
        new()
        {
            AuthorityFile = parsed.GetValue(Authority),
            ClientCertificateFile = parsed.GetValue(Certificate),
            ClientKeyFile = parsed.GetValue(Key),
        };

    /// <summary>Who one is.</summary>
    /// <exception cref="ConfigurationException">The file named is missing, or the login is not REGISTRY=USER with a password.</exception>
    public static RegistryCredentials Credentials(ParseResult parsed)
    {
        var config = parsed.GetValue(Config);
        if (config is not null && !System.IO.File.Exists(config))
        {
            throw new ConfigurationException(
                "registry.credentials",
                $"There is no file '{Reports.SafeText.Line(config)}' to log in with; name one in the form of Docker's config.json."
            );
        }

        var credentials = config is null ? RegistryCredentials.FromEnvironment() : RegistryCredentials.FromEnvironment(config);
        return parsed.GetValue(Login) is { } login ? With(credentials, login) : credentials;
    }

    private static RegistryCredentials With(RegistryCredentials credentials, string login)
    {
        if (login.Split('=', 2) is not [{ Length: > 0 } registry, { Length: > 0 } user])
        {
            throw new ConfigurationException(
                "registry.credentials",
                $"'{Reports.SafeText.Line(login)}' is no login; write --registry-login REGISTRY=USER."
            );
        }

        return Environment.GetEnvironmentVariable(PasswordVariable) is { Length: > 0 } password
            ? credentials.WithLogin(registry, user, password)
            : throw new ConfigurationException(
                "registry.credentials",
                $"There is no password for the login to {Reports.SafeText.Line(registry)}; set {PasswordVariable}."
            );
    }

    private static Option<string?> File(string name, string description, params string[] aliases) =>
        new(name, aliases)
        {
            Description = description,
            HelpName = "FILE",
            Recursive = true,
        };
}

using System.CommandLine;
using SupplyChain.Cli.Terminal;
using SupplyChain.Reports;
using SupplyChain.Scanning;

namespace SupplyChain.Cli.Options;

/// <summary>How Trivy is run.</summary>
internal sealed class TrivyOptions
{
    private const string TokenVariable = "SUPPLYCHAIN_TRIVY_TOKEN";

    private readonly Option<string?> file = new("--trivy-settings")
    {
        Description = $"Run Trivy as this JSON file says; the token of its server is in {TokenVariable}.",
        HelpName = "FILE",
    };

    /// <summary>All of them.</summary>
    public IReadOnlyList<Option> All => [file];

    /// <summary>Reads the settings; how registries are logged in to and trusted is taken from the options for that.</summary>
    /// <exception cref="ConfigurationException">They cannot be used.</exception>
    public TrivySettings Read(ParseResult parsed)
    {
        var path = parsed.GetValue(file);
        var settings = path is null
            ? new TrivySettings()
            : TrivySettingsFile.Read(InputFile.Read(path, TrivySettingsFile.MaximumSize), path);
        if (parsed.GetValue(CommonOptions.Offline) && settings.UsesNetwork)
        {
            throw new ConfigurationException(
                "network.offline",
                $"The settings of Trivy in '{SafeText.Line(path!)}' have it connect to more than a registry, which offline mode forbids; leave out server, sbomSources and remote VEX, or go online."
            );
        }

        var connections = settings.Connections;
        return settings with
        {
            Connections = connections with
            {
                CertificateAuthority = connections.CertificateAuthority ?? RegistryOptions.Tls(parsed).AuthorityFile,
                RegistryConfiguration = connections.RegistryConfiguration ?? RegistryOptions.ConfigurationFile(parsed),
            },
            Server =
                settings.Server is { } server && Environment.GetEnvironmentVariable(TokenVariable) is { Length: > 0 } token
                    ? server with
                    {
                        Token = token,
                    }
                    : settings.Server,
        };
    }
}

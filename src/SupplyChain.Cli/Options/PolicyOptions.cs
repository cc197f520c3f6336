using System.CommandLine;
using SupplyChain.Gate.Policies;
using SupplyChain.Signing.Signers;

namespace SupplyChain.Cli.Options;

/// <summary>The policy of a release, and where its images and evidence are.</summary>
internal sealed class PolicyOptions
{
    private readonly Option<string> file = new("--policy")
    {
        Description = "The policy file.",
        HelpName = "FILE",
        Required = true,
    };

    private readonly Option<string> environment = new("--environment")
    {
        Description = "The environment of the policy, such as prod.",
        HelpName = "NAME",
        Required = true,
    };

    /// <summary>Folders that stand in for registries.</summary>
    public Option<string[]> Layouts { get; } = ImageOptions.Layouts();

    /// <summary>Bundles that are kept beside no image.</summary>
    public Option<string[]> Attestations { get; } =
        new("--attestations")
        {
            Description = "File or folder with more bundles, such as that of 'lint --bundle'; may be given several times.",
            HelpName = "DIR|FILE",
        };

    /// <summary>All of them, in the order of the help.</summary>
    public IReadOnlyList<Option> All => [file, environment, Layouts, Attestations];

    /// <summary>Reads the policy.</summary>
    /// <exception cref="ConfigurationException">It cannot be read, or has no such environment.</exception>
    /// <exception cref="UndeterminedException">What holds a signer's key does not answer.</exception>
    public async Task<PolicyEnvironment> ReadAsync(ParseResult parsed, SignerOpener keys, CancellationToken cancellationToken) =>
        (await PolicyFile.ReadAsync(parsed.GetRequiredValue(file), keys, cancellationToken)).For(
            parsed.GetRequiredValue(environment)
        );
}

namespace SupplyChain.Attestations.Builds;

/// <summary>The environment variables that a platform always sets.</summary>
internal sealed class RequiredVariables(string platform, Func<string, string?> variable)
{
    public string this[string name] =>
        variable(name) is { Length: > 0 } value
            ? value
            : throw new ConfigurationException(
                "attestation.build-environment",
                $"{platform} is recognised, but its variable {name} is not set; pass it on to this step, or attest a provenance file of your own."
            );
}

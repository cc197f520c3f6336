using SupplyChain.Images;

namespace SupplyChain.Gate.Policies;

/// <summary>Everything that a policy demands in one environment, with what it extends merged in.</summary>
public sealed record PolicyEnvironment
{
    /// <summary>Identifier of the policy, a URI.</summary>
    public required string PolicyId { get; init; }

    /// <summary>Name of the environment, such as <c>prod</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What a denial does.</summary>
    public required GateMode Mode { get; init; }

    /// <summary>How long a verdict may be used.</summary>
    public required TimeSpan ValidFor { get; init; }

    /// <summary>How far ahead of the clock a time in evidence may be; five minutes unless given.</summary>
    public TimeSpan ClockSkew { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Whether a release without any image can pass; false unless given.</summary>
    public bool AllowEmpty { get; init; }

    /// <summary>Everybody whose evidence counts, sorted by name, without the gatekeeper.</summary>
    public required IReadOnlyList<Signer> Signers { get; init; }

    /// <summary>Who signs verdicts; null where the policy names nobody, and then none can be published or deployed.</summary>
    public Signer? Gatekeeper { get; init; }

    /// <summary>The repositories that images may come from; null for any.</summary>
    public IReadOnlyList<RepositoryPattern>? Registries { get; init; }

    /// <summary>What is demanded of images; the first that matches an image is the one for it.</summary>
    public required IReadOnlyList<ImageRequirement> Images { get; init; }

    /// <summary>What is demanded of the manifests; null for nothing.</summary>
    public ManifestRequirement? Manifests { get; init; }

    /// <summary>The waivers for this environment, sorted by id.</summary>
    public required IReadOnlyList<Waiver> Waivers { get; init; }

    /// <summary>What verdicts name: <see cref="PolicyId"/>, <c>#</c> and <see cref="Name"/>.</summary>
    public string Uri => $"{PolicyId}#{Name}";

    /// <summary>What signed verdicts call the gate: <see cref="PolicyId"/> and <c>#gatekeeper</c>.</summary>
    public string VerifierId => $"{PolicyId}#{Signer.GatekeeperName}";

    /// <summary>Digest of <see cref="ToCanonicalJson"/>: equal for policies that demand the same, however they are written.</summary>
    public Digest Digest => Digest.Sha256(ToCanonicalJson());

    /// <summary>What is demanded, in canonical JSON (RFC 8785), with keys by digest and durations in seconds.</summary>
    public byte[] ToCanonicalJson() => PolicyJson.Write(this);

    /// <summary>The requirement for the images of a repository; null where there is none.</summary>
    public ImageRequirement? RequirementFor(string repository) =>
        Images.FirstOrDefault(requirement => requirement.Match.Matches(repository));
}

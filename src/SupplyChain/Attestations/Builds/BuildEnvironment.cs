using System.Text.Json;
using SupplyChain.Attestations.Predicates;
using SupplyChain.Images.Packing;

namespace SupplyChain.Attestations.Builds;

/// <summary>
/// The build that is running, as far as its environment tells: on GitHub Actions, Azure Pipelines, or neither. The values come from
/// environment variables, which the build itself could have set, so the builder ids say "unauthenticated" and no level is claimed.
/// </summary>
public sealed record BuildEnvironment
{
    /// <summary>URI of the document that says what the parameters mean; docs/build-types.md lists them.</summary>
    public required string BuildType { get; init; }

    /// <summary>URI that stands for the platform.</summary>
    public required string BuilderId { get; init; }

    /// <summary>What the tenant controlled.</summary>
    public required JsonElement ExternalParameters { get; init; }

    /// <summary>What the platform set, if anything.</summary>
    public JsonElement? InternalParameters { get; init; }

    /// <summary>The sources: URI and, under <c>gitCommit</c>, the commit, where they are known.</summary>
    public ResourceDescriptor? Source { get; init; }

    /// <summary>Which run it is, where the platform numbers them.</summary>
    public string? InvocationId { get; init; }

    /// <summary>Recognises the build from its environment.</summary>
    /// <param name="variable">Reads an environment variable; null or empty when it is unset.</param>
    /// <exception cref="ConfigurationException">The platform is recognised, but a variable that it always sets is missing.</exception>
    public static BuildEnvironment Detect(Func<string, string?> variable) =>
        variable("GITHUB_ACTIONS") == "true" ? GitHubActions.Read(variable)
        : variable("TF_BUILD") is { Length: > 0 } ? AzurePipelines.Read(variable)
        : Local();

    /// <summary>The annotations that say in an image which sources it was made of, where they are known.</summary>
    /// <param name="over">Annotations that are added, and win.</param>
    public IReadOnlyDictionary<string, string> ImageAnnotations(IEnumerable<KeyValuePair<string, string>> over)
    {
        var annotations = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var written = Source?.Uri?.Split("@refs/")[0]["git+".Length..];
        if (Uri.TryCreate(written, UriKind.Absolute, out var repository))
        {
            // An address in a build may hold a user's name or token.
            annotations[PackRequest.SourceAnnotation] = repository.GetComponents(
                UriComponents.HttpRequestUrl,
                UriFormat.UriEscaped
            );
        }

        if (Source?.Digest?.GetValueOrDefault("gitCommit") is { } revision)
        {
            annotations[PackRequest.RevisionAnnotation] = revision;
        }

        foreach (var (key, value) in over)
        {
            annotations[key] = value;
        }

        return annotations;
    }

    /// <summary>The provenance of what this build made.</summary>
    /// <param name="startedOn">When the build began.</param>
    /// <param name="finishedOn">When the build ended.</param>
    /// <param name="materials">What went in besides the sources: base images, tools.</param>
    public Provenance ToProvenance(DateTimeOffset startedOn, DateTimeOffset finishedOn, IEnumerable<ResourceDescriptor> materials)
    {
        ResourceDescriptor[] dependencies = [.. Source is null ? [] : (ResourceDescriptor[])[Source], .. materials];
        return new Provenance
        {
            BuildDefinition = new BuildDefinition
            {
                BuildType = BuildType,
                ExternalParameters = ExternalParameters,
                InternalParameters = InternalParameters,
                ResolvedDependencies = dependencies.Length == 0 ? null : dependencies,
            },
            RunDetails = new RunDetails
            {
                Builder = new Builder(BuilderId),
                Metadata = new BuildMetadata
                {
                    InvocationId = InvocationId,
                    StartedOn = startedOn,
                    FinishedOn = finishedOn,
                },
            },
        };
    }

    private static BuildEnvironment Local() =>
        new()
        {
            BuildType = "urn:supplychain:build-type:local:v1",
            BuilderId = "urn:supplychain:builder:local",
            ExternalParameters = JsonObjectText.Of([]),
        };
}

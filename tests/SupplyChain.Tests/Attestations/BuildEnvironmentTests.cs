using SupplyChain.Attestations.Builds;
using Xunit;

namespace SupplyChain.Tests.Attestations;

public sealed class BuildEnvironmentTests
{
    private static readonly Dictionary<string, string> GitHub = new()
    {
        ["GITHUB_ACTIONS"] = "true",
        ["GITHUB_SERVER_URL"] = "https://github.com",
        ["GITHUB_REPOSITORY"] = "acme/shop",
        ["GITHUB_REF"] = "refs/tags/v1@rc",
        ["GITHUB_WORKFLOW_REF"] = "acme/shop/.github/workflows/a@b.yml@refs/tags/v1@rc",
        ["GITHUB_EVENT_NAME"] = "push",
        ["GITHUB_REPOSITORY_ID"] = "7",
        ["GITHUB_REPOSITORY_OWNER_ID"] = "8",
        ["RUNNER_ENVIRONMENT"] = "github-hosted",
        ["GITHUB_SHA"] = "0123456789012345678901234567890123456789",
        ["GITHUB_RUN_ID"] = "42",
        ["GITHUB_RUN_ATTEMPT"] = "2",
    };

    private static readonly Dictionary<string, string> Azure = new()
    {
        ["TF_BUILD"] = "True",
        ["BUILD_REPOSITORY_URI"] = "https://dev.azure.com/acme/shop/_git/shop",
        ["BUILD_SOURCEBRANCH"] = "refs/heads/main",
        ["BUILD_SOURCEVERSION"] = "0123456789012345678901234567890123456789",
        ["SYSTEM_COLLECTIONURI"] = "https://dev.azure.com/acme/",
        ["SYSTEM_TEAMPROJECT"] = "The Shop",
        ["SYSTEM_DEFINITIONID"] = "3",
        ["BUILD_DEFINITIONNAME"] = "release",
        ["SYSTEM_COLLECTIONID"] = "c",
        ["SYSTEM_TEAMPROJECTID"] = "p",
        ["BUILD_REASON"] = "Manual",
        ["BUILD_BUILDID"] = "99",
    };

    [Fact]
    public void A_workflow_run_is_described_in_the_terms_of_its_build_type()
    {
        var build = BuildEnvironment.Detect(GitHub.GetValueOrDefault);
        Assert.Equal("https://actions.github.io/buildtypes/workflow/v1", build.BuildType);
        Assert.Equal(
            """{"workflow":{"path":".github/workflows/a@b.yml","ref":"refs/tags/v1@rc","repository":"https://github.com/acme/shop"}}""",
            build.ExternalParameters.GetRawText()
        );
        Assert.Equal("git+https://github.com/acme/shop@refs/tags/v1@rc", build.Source?.Uri);
        Assert.Equal(GitHub["GITHUB_SHA"], build.Source?.Digest?["gitCommit"]);
        Assert.Equal("https://github.com/acme/shop/actions/runs/42/attempts/2", build.InvocationId);
    }

    [Fact]
    public void An_image_is_annotated_with_the_sources_of_the_build_and_without_secrets_in_their_address()
    {
        var github = BuildEnvironment.Detect(GitHub.GetValueOrDefault).ImageAnnotations(over: []);
        Assert.Equal("https://github.com/acme/shop", github["org.opencontainers.image.source"]);
        Assert.Equal(GitHub["GITHUB_SHA"], github["org.opencontainers.image.revision"]);

        var azure = new Dictionary<string, string>(Azure)
        {
            ["BUILD_REPOSITORY_URI"] = "https://me:secret@dev.azure.com/acme/_git/shop",
        };
        var annotations = BuildEnvironment
            .Detect(azure.GetValueOrDefault)
            .ImageAnnotations(over: [new("org.opencontainers.image.revision", "mine")]);
        Assert.Equal("https://dev.azure.com/acme/_git/shop", annotations["org.opencontainers.image.source"]);
        Assert.Equal("mine", annotations["org.opencontainers.image.revision"]);
        Assert.Empty(BuildEnvironment.Detect(_ => null).ImageAnnotations(over: []));
    }

    [Fact]
    public void A_pipeline_run_is_described_with_its_definition()
    {
        var build = BuildEnvironment.Detect(Azure.GetValueOrDefault);
        Assert.Equal("urn:supplychain:build-type:azure-pipelines:v1", build.BuildType);
        Assert.Equal(
            "https://dev.azure.com/acme/The%20Shop/_build?definitionId=3",
            build.ExternalParameters.GetProperty("pipeline").GetProperty("definition").GetString()
        );
        Assert.Equal("https://dev.azure.com/acme/The%20Shop/_build/results?buildId=99&jobAttempt=1", build.InvocationId);
    }

    [Fact]
    public void Elsewhere_the_build_is_local_and_claims_nothing()
    {
        var build = BuildEnvironment.Detect(_ => null);
        Assert.Equal("urn:supplychain:builder:local", build.BuilderId);
        Assert.Null(build.Source);
        Assert.Equal("{}", build.ExternalParameters.GetRawText());
    }

    [Theory]
    [InlineData("GITHUB_SHA")]
    [InlineData("GITHUB_RUN_ID")]
    public void A_missing_variable_is_named_instead_of_guessed(string name)
    {
        var incomplete = GitHub.Where(pair => pair.Key != name).ToDictionary();
        var error = Assert.Throws<ConfigurationException>(() => BuildEnvironment.Detect(incomplete.GetValueOrDefault));
        Assert.Contains(name, error.Message, StringComparison.Ordinal);
    }
}

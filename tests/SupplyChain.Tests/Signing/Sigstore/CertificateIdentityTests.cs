using SupplyChain.Signing.Certificates;
using SupplyChain.Signing.Verification;
using SupplyChain.Testing.Sigstore;
using Xunit;

namespace SupplyChain.Tests.Signing.Sigstore;

public sealed class CertificateIdentityTests
{
    private const string Issuer = "https://token.actions.githubusercontent.com";

    [Theory]
    [InlineData("https://github.com/acme/shop/.*", true)]
    [InlineData(@"https://github\.com/acme/[a-z]+/\.github/workflows/release\.yml@refs/tags/v.*", true)]
    [InlineData("https://github.com/acme/shop", false)]
    [InlineData("https://github.com/acme/shop/|https://github.com/acme/other/.*", false)]
    [InlineData("acme", false)]
    [InlineData("^https://github.com/acme", false)]
    [InlineData(".*refs/tags/v1", false)]
    public void An_expression_must_match_the_whole_identity(string expression, bool matches) =>
        AssertIdentity(new CertificateIdentity(TextPattern.Matching(expression), TextPattern.Exactly(Issuer)), matches);

    [Theory]
    [InlineData("https://token.actions.githubusercontent.com/", false)]
    [InlineData("https://token.actions.githubusercontent.com", true)]
    [InlineData("https://TOKEN.actions.githubusercontent.com", false)]
    public void The_issuer_must_be_the_wanted_one(string issuer, bool matches) =>
        AssertIdentity(SigstoreCase.Wanted() with { Issuer = TextPattern.Exactly(issuer) }, matches);

    [Theory]
    [InlineData(ClaimNames.Repository, "acme/shop", true)]
    [InlineData(ClaimNames.Repository, "acme/shop2", false)]
    [InlineData(ClaimNames.WorkflowRef, "refs/tags/v1.2.0", true)]
    [InlineData(ClaimNames.WorkflowRef, "refs/heads/main", false)]
    [InlineData(ClaimNames.WorkflowTrigger, "push", true)]
    [InlineData(ClaimNames.WorkflowTrigger, "pull_request_target", false)]
    [InlineData(ClaimNames.WorkflowName, "Release", true)]
    [InlineData(ClaimNames.RunnerEnvironment, "github-hosted", true)]
    [InlineData(ClaimNames.RunnerEnvironment, "self-hosted", false)]
    [InlineData("deployment-environment", "prod", false)]
    public void A_wanted_claim_must_be_there_with_its_value(string claim, string value, bool matches) =>
        AssertIdentity(
            SigstoreCase.Wanted() with
            {
                Claims = new Dictionary<string, TextPattern> { [claim] = TextPattern.Exactly(value) },
            },
            matches
        );

    [Theory]
    [InlineData("(a")]
    [InlineData("(?=a)b")]
    [InlineData(@"(a)\1")]
    [InlineData("")]
    [InlineData("x)|(?:.*")]
    public void An_expression_that_cannot_be_matched_in_linear_time_is_refused(string expression) =>
        Assert.Equal("signing.pattern", Assert.Throws<ConfigurationException>(() => TextPattern.Matching(expression)).Code);

    [Fact]
    public void A_hostile_identity_costs_no_time()
    {
        var pattern = TextPattern.Matching("(a+)+b");
        Assert.False(pattern.Matches(new string('a', 100_000)));
    }

    [Fact]
    public void An_identity_without_a_trusted_root_is_a_mistake_of_the_caller() =>
        Assert.Contains(
            "no trusted root",
            Assert
                .Throws<ConfigurationException>(() =>
                    new Verifier(new VerificationPolicy { Identities = [SigstoreCase.Wanted()] })
                )
                .Message,
            StringComparison.Ordinal
        );

    private static void AssertIdentity(CertificateIdentity wanted, bool matches)
    {
        var signed = SigstoreCase.OfFile();
        var policy = signed.Policy with { Identities = [wanted] };
        var result = new Verifier(policy).VerifyAny(
            signed.Bundle,
            SupplyChain.Signing.Keys.SignedContent.Of(SigstoreCase.Digest),
            SigstoreCase.Digest
        );
        Assert.Equal(matches ? VerificationStatus.Verified : VerificationStatus.WrongIdentity, result.Status);
    }
}

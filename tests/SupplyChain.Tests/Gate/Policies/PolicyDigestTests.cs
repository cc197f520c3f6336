using System.Text;
using SupplyChain.Gate.Policies;
using Xunit;

namespace SupplyChain.Tests.Gate.Policies;

public sealed class PolicyDigestTests : IDisposable
{
    private readonly PolicyFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_same_demands_written_in_another_way_have_the_same_digest()
    {
        var rewritten = PolicyFolder
            .Valid.Replace("24h", "1d", StringComparison.Ordinal)
            .Replace("keys/ci.pub", "./keys/../keys/ci.pub", StringComparison.Ordinal)
            .Replace("mode: enforce", "mode: 'enforce' # a remark", StringComparison.Ordinal);
        Assert.Equal(Digest(PolicyFolder.Valid), Digest(rewritten));
    }

    [Theory]
    [InlineData("24h", "25h")]
    [InlineData("mode: enforce", "mode: audit")]
    [InlineData("by: [ci]", "by: [scanner]")]
    [InlineData("registry.shop.example/**", "registry.shop.example/*")]
    [InlineData("digest: required\n", "\n")]
    [InlineData("severity: high", "severity: low")]
    [InlineData(", fixable: true", "")]
    [InlineData("grace: 2w", "grace: 3w")]
    [InlineData("restricted", "baseline")]
    [InlineData("keys/ci.pub", "keys/stranger.pub")]
    [InlineData("/policy", "/other")]
    [InlineData("gate: v1", "gate: v1\ndefaults: { clockSkew: 1s }")]
    [InlineData("gate: v1", "gate: v1\ndefaults: { allowEmpty: true }")]
    [InlineData("gate: v1", "gate: v1\nregistries: { allow: [\"**\"] }")]
    public void Another_demand_has_another_digest(string from, string to) =>
        Assert.NotEqual(Digest(PolicyFolder.Valid), Digest(PolicyFolder.Valid.Replace(from, to, StringComparison.Ordinal)));

    [Fact]
    public void A_waiver_changes_the_digest_of_its_environment_only()
    {
        var (bare, waived) = (folder.Read(PolicyFolder.Valid), folder.Read(BrokenPolicies.Valid));
        Assert.NotEqual(bare.For("prod").Digest, waived.For("prod").Digest);
        Assert.Equal(bare.For("dev").Digest, waived.For("dev").Digest);
    }

    [Fact]
    public void The_environments_of_a_policy_have_digests_of_their_own()
    {
        var policy = folder.Read(PolicyFolder.Valid);
        Assert.NotEqual(policy.For("dev").Digest, policy.For("prod").Digest);
    }

    // RFC 8785, section 3.2.3: names are sorted by UTF-16 code units, and only what has to be is escaped.
    [Fact]
    public void Canonical_JSON_sorts_names_and_escapes_as_little_as_possible() =>
        Assert.Equal(
            """{"\r":[],"1":true,"€":"\u000f\n\"\\/é","😂":{"a":1},"ﬀ":"x"}""",
            Encoding.UTF8.GetString(
                CanonicalJson.Write(
                    new Dictionary<string, object?>
                    {
                        ["ﬀ"] = "x",
                        ["😂"] = new Dictionary<string, object?> { ["a"] = 1L, ["b"] = null },
                        ["€"] = "\u000f\n\"\\/é",
                        ["\r"] = Array.Empty<object>(),
                        ["1"] = true,
                    }
                )
            )
        );

    private string Digest(string policy) => folder.Read(policy).For("prod").Digest.ToString();
}

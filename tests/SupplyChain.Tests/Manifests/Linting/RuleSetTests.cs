using SupplyChain.Manifests.Linting;
using Xunit;

namespace SupplyChain.Tests.Manifests.Linting;

public sealed class RuleSetTests
{
    [Fact]
    public void Rules_are_selected_by_id_pattern_and_alias()
    {
        Assert.Equal("pss-privileged", Assert.Single(RuleSet.BuiltIn.Select(["pss-privileged"]).Rules).Id);
        Assert.Equal("pss-privileged", Assert.Single(RuleSet.BuiltIn.Select(["KSV-0017"]).Rules).Id);
        Assert.Equal(19, RuleSet.BuiltIn.Select(["pss-*"]).Rules.Count);
    }

    [Theory]
    [InlineData("pss-privilegd")]
    [InlineData("nothing-*")]
    [InlineData("")]
    public void A_pattern_without_rule_is_refused(string pattern) =>
        Assert.Equal("lint.rule", Assert.Throws<ConfigurationException>(() => RuleSet.BuiltIn.Select([pattern])).Code);

    [Theory]
    [InlineData("1.34", 34)]
    [InlineData("v1.0", 0)]
    [InlineData("1.29.3", 29)]
    public void Kubernetes_versions_are_read(string text, int minor) => Assert.Equal(minor, KubernetesVersion.Parse(text).Minor);

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("2.0")]
    [InlineData("1.x")]
    [InlineData("1.29.x")]
    [InlineData("1.-1")]
    [InlineData("latest")]
    public void What_is_no_Kubernetes_version_is_refused(string text) =>
        Assert.Equal("kubernetes.version", Assert.Throws<ConfigurationException>(() => KubernetesVersion.Parse(text)).Code);
}

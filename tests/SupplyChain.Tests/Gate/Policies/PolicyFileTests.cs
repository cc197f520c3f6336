using SupplyChain.Gate.Policies;
using Xunit;

namespace SupplyChain.Tests.Gate.Policies;

public sealed class PolicyFileTests : IDisposable
{
    private readonly PolicyFolder folder = new();

    public void Dispose() => folder.Dispose();

    public static TheoryData<string> Mistakes => [.. BrokenPolicies.All.Select(broken => broken.Name)];

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_is_refused_with_its_place_and_remedy(string name)
    {
        var (_, policy, problem) = BrokenPolicies.All.Single(broken => broken.Name == name);
        Assert.Contains(problem, string.Join('\n', folder.Refusal(policy)), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_mistake_is_named_at_once_in_the_order_of_the_file()
    {
        var refusal = folder.Refusal(
            PolicyFolder
                .Valid.Replace("mode: enforce", "mode: enforced", StringComparison.Ordinal)
                .Replace("by: [ci]", "by: [cj]", StringComparison.Ordinal)
                .Replace("maxAge", "maxage", StringComparison.Ordinal)
        );
        Assert.Equal(
            [
                "policy:9:11: environments.prod.mode can't be 'enforced'; did you mean 'enforce'?",
                "policy:14:27: environments.prod.images[0].signature.by[0] names 'cj', which is no signer; did you mean 'ci'?",
                "policy:15:15: environments.prod.images[0].scan has no 'maxAge'; add it.",
                "policy:15:32: unknown key 'maxage' in environments.prod.images[0].scan; did you mean 'maxAge'?",
            ],
            refusal
        );
    }

    [Theory]
    [InlineData("", "policy:1:1: the policy is empty")]
    [InlineData("[]", "policy:1:1: the policy has to be a mapping.")]
    [InlineData("gate: v1\ngate: v1\n", "policy:2:1: ")]
    [InlineData("gate: [v1\n", "policy:")]
    [InlineData("gate: v1\n---\ngate: v1\n", "policy:3:1: a policy is a single document; remove this one.")]
    public void What_is_not_one_mapping_of_YAML_is_refused(string policy, string problem) =>
        Assert.StartsWith(problem, folder.Refusal(policy)[0], StringComparison.Ordinal);

    [Fact]
    public void A_policy_that_does_not_exist_is_refused() =>
        Assert.Equal(
            "policy.unreadable",
            Assert.Throws<ConfigurationException>(() => PolicyFolder.ReadFile(Path.Combine(folder.Path, "none.yaml"))).Code
        );

    [Fact]
    public void A_policy_that_is_not_UTF_8_is_refused()
    {
        var path = Path.Combine(folder.Path, "latin.yaml");
        File.WriteAllBytes(path, [(byte)'#', 0xE4]);
        Assert.Contains(
            "is not UTF-8",
            Assert.Throws<ConfigurationException>(() => PolicyFolder.ReadFile(path)).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_gatekeeper_with_the_key_of_a_signer_it_judges_is_refused() =>
        Assert.Equal(
            [
                "policy:5:3: signers.scanner has the gatekeeper's key and would judge its own evidence; give one of them another key.",
            ],
            folder.Refusal(PolicyFolder.Valid.Replace("keys/scanner.pub", "keys/gatekeeper.pub", StringComparison.Ordinal))
        );

    [Fact]
    public void A_key_that_is_missing_is_refused_once_at_its_place()
    {
        var refusal = Assert.Single(
            folder.Refusal(PolicyFolder.Valid.Replace("keys/ci.pub", "keys/none.pub", StringComparison.Ordinal))
        );
        Assert.StartsWith("policy:4:14: ", refusal, StringComparison.Ordinal);
        Assert.Contains("none.pub", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void Environments_that_extend_each_other_are_refused() =>
        Assert.Contains(
            folder.Refusal(
                PolicyFolder.Valid.Replace("mode: enforce", "mode: enforce\n    extends: dev", StringComparison.Ordinal)
            ),
            line => line.Contains("extends itself by way of", StringComparison.Ordinal)
        );

    [Fact]
    public void An_environment_that_extends_an_unknown_one_is_refused() =>
        Assert.Contains(
            "environments.dev extends 'prd', which is no environment; did you mean 'prod'?",
            string.Join(
                '\n',
                folder.Refusal(PolicyFolder.Valid.Replace("extends: prod", "extends: prd", StringComparison.Ordinal))
            ),
            StringComparison.Ordinal
        );

    [Fact]
    public void An_extending_environment_merges_maps_and_replaces_the_rest()
    {
        var policy = folder.Read(PolicyFolder.Valid);
        var (dev, prod) = (policy.For("dev"), policy.For("prod"));
        Assert.Equal((GateMode.Warn, GateMode.Enforce), (dev.Mode, prod.Mode));
        Assert.Equal(prod.ValidFor, dev.ValidFor);
        Assert.Equal((Severity.Critical, Severity.High), (dev.Manifests!.Fail, prod.Manifests!.Fail));
        Assert.Equal(prod.Manifests.Level, dev.Manifests.Level);
        Assert.Equal("registry.shop.example/**", Assert.Single(dev.Images).Match.Text);
    }

    [Fact]
    public void What_is_demanded_is_read_as_written()
    {
        var prod = folder.Read(BrokenPolicies.Valid).For("prod");
        Assert.Equal("https://shop.example/policy#prod", prod.Uri);
        Assert.Equal(TimeSpan.FromHours(24), prod.ValidFor);
        Assert.Equal(["ci", "scanner"], prod.Signers.Select(signer => signer.Name));
        Assert.Equal(PolicyFolder.Keys["gatekeeper"].PublicKey, Assert.Single(prod.Gatekeeper!.Keys).Key);
        var image = Assert.Single(prod.Images);
        Assert.True(image.DigestRequired);
        Assert.Equal(["ci"], image.Signature!.Signers);
        Assert.Equal(TimeSpan.FromDays(3), image.Scan!.MaximumAge);
        Assert.Equal(TimeSpan.FromHours(48), image.Scan.MaximumDatabaseAge);
        Assert.Equal(new FindingLimit(Severity.High, true, TimeSpan.FromDays(14)), Assert.Single(image.Scan.Fail));
        Assert.Equal(new DateOnly(2027, 1, 31), Assert.Single(prod.Waivers).Expires);
    }

    [Fact]
    public void A_waiver_holds_only_in_the_environments_it_names()
    {
        var policy = folder.Read(BrokenPolicies.Valid);
        Assert.Single(policy.For("prod").Waivers);
        Assert.Empty(policy.For("dev").Waivers);
    }

    [Fact]
    public void A_waiver_for_an_unknown_environment_is_refused() =>
        Assert.Contains(
            "names 'prud', which is no environment; did you mean 'prod'?",
            string.Join('\n', folder.Refusal(BrokenPolicies.Valid.Replace("[prod]", "[prud]", StringComparison.Ordinal))),
            StringComparison.Ordinal
        );

    [Fact]
    public void Two_waivers_of_one_id_are_refused()
    {
        var waiver = BrokenPolicies.Valid[(BrokenPolicies.Valid.IndexOf("waivers:", StringComparison.Ordinal) + 9)..];
        Assert.Contains(
            "has the id 'W-1' of another waiver",
            Assert.Single(folder.Refusal(BrokenPolicies.Valid + waiver)),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void An_environment_that_the_policy_does_not_have_is_refused_with_those_it_has() =>
        Assert.EndsWith(
            "has no environment 'production'; give one of dev, prod.",
            Assert.Throws<ConfigurationException>(() => folder.Read(PolicyFolder.Valid).For("production")).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void Text_of_a_policy_reaches_a_message_without_control_characters() =>
        Assert.All(
            folder.Refusal(PolicyFolder.Valid.Replace("mode: enforce", "mode: \"\\e[31m\\u202Exx\"", StringComparison.Ordinal)),
            line => Assert.DoesNotContain(line, character => char.IsControl(character) || character == '\u202E')
        );
}

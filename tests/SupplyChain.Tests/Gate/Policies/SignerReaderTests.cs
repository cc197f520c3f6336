using SupplyChain.Gate.Policies;
using SupplyChain.Signing.Keys;
using SupplyChain.Signing.Signers;
using SupplyChain.Testing;
using SupplyChain.Testing.Sigstore;
using Xunit;

namespace SupplyChain.Tests.Gate.Policies;

/// <summary>What the policy says about signers, read as it is written; <see cref="BrokenPolicies"/> has what both reader and schema refuse.</summary>
public sealed class SignerReaderTests : IDisposable
{
    private const string Keyless =
        "{ identity: { regexp: \"a.*\" }, issuer: https://issuer.example, trustedRoot: root.json, github: { runner: github-hosted } }";

    private readonly PolicyFolder folder = new();

    public SignerReaderTests() => File.WriteAllBytes(Path.Combine(folder.Path, "root.json"), new VirtualSigstore().TrustedRoot());

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_ring_is_read_with_whole_days_and_exact_seconds()
    {
        var keys = Read(
            """
            { keys: [
                  { key: keys/ci.pub, notBefore: 2026-01-01, notAfter: 2026-12-31 },
                  { key: keys/stranger.pub, notAfter: 2026-06-30T23:59:58Z, revoked: { from: 2026-05-01, reason: Stolen. } } ] }
            """
        ).Keys;

        Assert.Equal(["signers.ci.keys[0]", "signers.ci.keys[1]"], keys.Select(key => key.Rule));
        Assert.Equal(["keys/ci.pub", "keys/stranger.pub"], keys.Select(key => key.Reference));
        Assert.Equal((Utc("2026-01-01"), Utc("2027-01-01")), (keys[0].NotBefore, keys[0].EndsAt));
        Assert.Equal(((DateTimeOffset?)null, Utc("2026-06-30T23:59:59")), (keys[1].NotBefore, keys[1].EndsAt));
        Assert.Equal(new KeyRevocation(Utc("2026-05-01"), "Stolen."), keys[1].Revoked);
    }

    [Fact]
    public void An_identity_is_believed_by_one_log_unless_the_policy_says_otherwise()
    {
        var signer = Read(Keyless);

        Assert.Empty(signer.Keys);
        Assert.Equal("/a.*/", signer.Identity!.Identity.ToString());
        Assert.Equal("'https://issuer.example'", signer.Identity.Issuer.ToString());
        Assert.Equal("runner-environment", Assert.Single(signer.Identity.Claims).Key);
        Assert.Equal((1, 0, (int?)1), (signer.Trust!.Logs, signer.Trust.Timestamps, signer.Trust.CertificateLogs));
    }

    [Theory]
    [InlineData(
        "{ keys: [{ key: keys/ci.pub, notAfter: 2026-01-01, notBefore: 2026-01-02 }] }",
        "ends before it begins to count"
    )]
    [InlineData(
        "{ keys: [{ key: keys/ci.pub }, { key: ./keys/ci.pub }] }",
        "signers.ci.keys[1] is a key that the signer has already"
    )]
    [InlineData(
        "{ keys: [{ key: keys/gatekeeper.pub }] }",
        "signers.ci has the gatekeeper's key and would judge its own evidence"
    )]
    [InlineData("{ keys: [{ key: keys/none.pub }] }", "none.pub")]
    [InlineData("{ key: ftp://key }", "No key can be opened by 'ftp://key'")]
    [InlineData("{ key: \"pkcs11:object=ci?module-path=/tmp/evil.so\" }", "'pkcs11:object=ci' names a module or a PIN")]
    [InlineData("{ key: \"pkcs11:object=ci?pin-value=1234\" }", "'pkcs11:object=ci' names a module or a PIN")]
    [InlineData("{ key: keys/ci.pub, trustedRoot: keys/ci.pub }", "is no usable trusted root")]
    [InlineData("{ identity: { regexp: \"(a)\\\\1\" }, issuer: i, trustedRoot: root.json }", "'(a)\\1' cannot be used")]
    [InlineData("{ identity: { regexp: \"a(\" }, issuer: i, trustedRoot: root.json }", "'a(' cannot be used")]
    public void What_no_signer_can_be_is_refused_at_its_place(string signer, string problem)
    {
        var line = Assert.Single(folder.Refusal(With(signer)));

        Assert.Contains(problem, line, StringComparison.Ordinal);
        Assert.Matches("^policy:4:[0-9]+: ", line);
        Assert.DoesNotContain("1234", line, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_that_is_revoked_under_one_name_and_not_under_another_is_refused()
    {
        var policy = PolicyFolder
            .Valid.Replace(
                "{ key: keys/ci.pub }",
                "{ keys: [{ key: keys/ci.pub, revoked: { reason: Stolen } }] }",
                StringComparison.Ordinal
            )
            .Replace("keys/scanner.pub", "keys/ci.pub", StringComparison.Ordinal);

        Assert.Equal(
            "policy:5:3: signers.scanner has a key of another signer that counts at other times there; give it the same times and revocation.",
            Assert.Single(folder.Refusal(policy))
        );
    }

    [Fact]
    public async Task A_key_comes_from_wherever_its_reference_says()
    {
        await using var vault = await TestVault.StartAsync();
        vault.Rotate("release", "ecdsa-p256");
        using var keys = new SignerOpener(
            new KeyAccess
            {
                Environment = name =>
                    name switch
                    {
                        "CI_KEY" => PolicyFolder.Keys["ci"].PublicKey.ToPem(),
                        "VAULT_ADDR" => vault.Address,
                        "VAULT_TOKEN" => TestVault.Token,
                        _ => null,
                    },
                Password = _ => null,
                AllowHttp = true,
            },
            TimeProvider.System
        );
        var path = folder.Write(With("{ keys: [{ key: env://CI_KEY }, { key: hashivault://release }] }"));
        var signer = (await PolicyFile.ReadAsync(path, keys, Cancelled)).For("prod").Signers.Single(each => each.Name == "ci");

        Assert.Equal(
            [PolicyFolder.Keys["ci"].PublicKey, PublicKey.Parse(vault.PublicKey("release"))],
            signer.Keys.Select(key => key.Key)
        );
    }

    [Fact]
    public async Task A_service_that_does_not_answer_for_a_key_leaves_the_policy_undetermined()
    {
        await using var vault = await TestVault.StartAsync();
        vault.Fault = System.Net.HttpStatusCode.ServiceUnavailable;
        using var keys = new SignerOpener(
            new KeyAccess
            {
                Environment = name => name == "VAULT_ADDR" ? vault.Address : TestVault.Token,
                Password = _ => null,
                AllowHttp = true,
            },
            TimeProvider.System
        );
        var path = folder.Write(With("{ key: hashivault://release }"));

        await Assert.ThrowsAsync<UndeterminedException>(() => PolicyFile.ReadAsync(path, keys, Cancelled));
    }

    [Theory]
    [InlineData("{ keys: [{ key: keys/ci.pub }] }", true)]
    [InlineData("{ keys: [{ key: keys/ci.pub, notAfter: 2027-01-31 }] }", false)]
    [InlineData("{ keys: [{ key: keys/ci.pub, notBefore: 2027-01-31 }] }", false)]
    [InlineData("{ keys: [{ key: keys/ci.pub, revoked: { reason: Stolen } }] }", false)]
    [InlineData("{ keys: [{ key: keys/ci.pub }, { key: keys/stranger.pub }] }", false)]
    [InlineData("{ key: keys/ci.pub, trustedRoot: root.json }", false)]
    public void Who_counts_and_when_is_part_of_the_digest(string signer, bool same) =>
        Assert.Equal(same, Digest(PolicyFolder.Valid) == Digest(With(signer)));

    [Theory]
    [InlineData("\"a.*\"", "\"b.*\"")]
    [InlineData("{ regexp: \"a.*\" }", "\"a.*\"")]
    [InlineData("issuer.example", "other.example")]
    [InlineData("github-hosted", "self-hosted")]
    [InlineData("trustedRoot: root.json", "trustedRoot: root.json, logs: 2")]
    [InlineData("trustedRoot: root.json", "trustedRoot: root.json, timestamps: 1")]
    [InlineData("trustedRoot: root.json", "trustedRoot: root.json, certificateLogs: 0")]
    public void Whom_an_identity_means_and_who_vouches_is_part_of_the_digest(string from, string to) =>
        Assert.NotEqual(Digest(With(Keyless)), Digest(With(Keyless.Replace(from, to, StringComparison.Ordinal))));

    private static DateTimeOffset? Utc(string time) =>
        DateTimeOffset.Parse(time + (time.Contains('T', StringComparison.Ordinal) ? "Z" : "T00:00:00Z"), null);

    private static string With(string signer) =>
        PolicyFolder.Valid.Replace("{ key: keys/ci.pub }", signer, StringComparison.Ordinal);

    private Signer Read(string signer) => folder.Read(With(signer)).For("prod").Signers.Single(each => each.Name == "ci");

    private string Digest(string policy) => folder.Read(policy).For("prod").Digest.ToString();
}

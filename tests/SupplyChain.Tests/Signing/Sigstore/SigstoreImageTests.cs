using SupplyChain.Attestations;
using SupplyChain.Signing;
using SupplyChain.Signing.Keys;
using SupplyChain.Signing.Verification;
using SupplyChain.Testing.Sigstore;
using Xunit;

namespace SupplyChain.Tests.Signing.Sigstore;

public sealed class SigstoreImageTests
{
    [Fact]
    public async Task An_image_signed_by_the_wanted_identity_is_verified_and_the_identity_named()
    {
        using var layout = await SigstoreLayout.CreateAsync();
        await layout.SignAsync();
        var report = await layout.VerifyAsync();
        Assert.True(report.IsVerified, report.Message);
        Assert.Contains("release.yml@refs/tags/v1.2.0 (by https://token.actions", report.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_signature_in_cosigns_older_form_is_verified_by_its_annotations(bool timestamped)
    {
        using var layout = await SigstoreLayout.CreateAsync();
        await layout.SignInOlderFormAsync(new SigningShape { IsTimestamped = timestamped });
        var report = await layout.VerifyAsync(layout.Policy with { SignedTimestamps = timestamped ? 1 : 0 });
        Assert.True(report.IsVerified, report.Message + string.Join(' ', report.Results.SelectMany(result => result.Checks)));
        Assert.Equal(EvidencePlace.SignatureTag, Assert.Single(report.Verified).Evidence.Place);
    }

    [Theory]
    [InlineData(SigstoreFault.EntryPromiseByStranger)]
    [InlineData(SigstoreFault.EntryForOtherContent)]
    [InlineData(SigstoreFault.CertificateOfStranger)]
    public async Task A_fault_in_the_older_form_is_denied_as_well(SigstoreFault fault)
    {
        using var layout = await SigstoreLayout.CreateAsync(fault);
        await layout.SignInOlderFormAsync();
        Assert.Equal(VerificationStatus.Untrusted, (await layout.VerifyAsync()).Status);
    }

    [Fact]
    public async Task An_image_signed_by_another_identity_is_denied_with_both_identities()
    {
        using var layout = await SigstoreLayout.CreateAsync();
        await layout.SignAsync(new SigningShape { Identity = new VirtualIdentity { Identity = "https://github.com/evil/fork" } });
        var report = await layout.VerifyAsync();
        Assert.Equal((VerificationStatus.WrongIdentity, ExitCode.Deny), (report.Status, report.ExitCode));
        Assert.Contains("was issued to 'https://github.com/evil/fork'", report.Message, StringComparison.Ordinal);
        Assert.Contains("release.yml@refs/tags/v1.2.0' is wanted", report.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_signature_by_a_key_does_not_stand_in_for_an_identity_nor_the_other_way_round()
    {
        using var layout = await SigstoreLayout.CreateAsync();
        await layout.SignAsync();
        var byKeys = await new Verifier([new NamedKey("ci", PrivateKey.Generate().PublicKey)]).VerifyImageAsync(
            layout.Store,
            layout.Image.Digest,
            SigningLayout.NoAnnotations,
            SigningLayout.Token
        );
        Assert.Equal(VerificationStatus.WrongKey, byKeys.Status);
        using var keyed = await SigningLayout.CreateAsync();
        await keyed.SignAsync();
        var byIdentity = await new Verifier(layout.Policy).VerifyImageAsync(
            keyed.Store,
            keyed.Image.Digest,
            SigningLayout.NoAnnotations,
            SigningLayout.Token
        );
        Assert.Equal(VerificationStatus.WrongIdentity, byIdentity.Status);
    }

    [Fact]
    public async Task A_signature_without_a_log_is_denied_where_a_trusted_root_is_given_unless_logs_are_ignored()
    {
        using var layout = await SigningLayout.CreateAsync();
        await layout.SignAsync();
        using var other = await SigstoreLayout.CreateAsync();
        var policy = new VerificationPolicy
        {
            Keys = [new NamedKey("ci", layout.Key.PublicKey)],
            TrustedRoot = other.Policy.TrustedRoot,
        };
        var denied = await VerifyAsync(layout, policy);
        Assert.Equal(VerificationStatus.Untrusted, denied.Status);
        Assert.Contains("Of the 1 logs that are demanded, 0 hold it", denied.Message, StringComparison.Ordinal);
        Assert.True((await VerifyAsync(layout, policy with { LogEntries = 0 })).IsVerified);
    }

    [Fact]
    public async Task Signatures_by_as_many_keys_as_are_demanded_count_and_one_key_twice_does_not()
    {
        using var layout = await SigningLayout.CreateAsync();
        var second = PrivateKey.Generate();
        var policy = new VerificationPolicy
        {
            Keys =
            [
                new NamedKey("ci", layout.Key.PublicKey),
                new NamedKey("ci again", layout.Key.PublicKey),
                new NamedKey("release", second.PublicKey),
            ],
            Signers = 2,
        };
        await layout.SignAsync();
        await layout.Signer.SignAsync(
            layout.Store,
            layout.Image,
            new Dictionary<string, string> { ["again"] = "yes" },
            SigningLayout.Token
        );
        var one = await VerifyAsync(layout, policy);
        Assert.Equal((VerificationStatus.TooFewSigners, ExitCode.Deny), (one.Status, one.ExitCode));
        Assert.Contains("fewer signers than the 2 that are demanded", one.Message, StringComparison.Ordinal);
        await new ImageSigner(second, layout.Clock).SignAsync(
            layout.Store,
            layout.Image,
            SigningLayout.NoAnnotations,
            SigningLayout.Token
        );
        Assert.True((await VerifyAsync(layout, policy)).IsVerified);
    }

    [Fact]
    public async Task An_attestation_by_the_wanted_identity_is_given_out_with_its_statement()
    {
        using var layout = await SigstoreLayout.CreateAsync();
        await layout.AttestAsync(PredicateTypes.TestResult, """{"result":"PASSED","configuration":[]}""");
        var report = await new Verifier(layout.Policy).VerifyAttestationsAsync(
            layout.Store,
            layout.Image.Digest,
            PredicateTypes.TestResult,
            SigningLayout.Token
        );
        Assert.Equal(PredicateTypes.TestResult, Assert.Single(report.Verified).Statement!.PredicateType);
    }

    private static Task<VerificationReport> VerifyAsync(SigningLayout layout, VerificationPolicy policy) =>
        new Verifier(policy).VerifyImageAsync(
            layout.Store,
            layout.Image.Digest,
            SigningLayout.NoAnnotations,
            SigningLayout.Token
        );
}

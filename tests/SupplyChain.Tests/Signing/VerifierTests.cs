using System.Text;
using System.Text.Json.Nodes;
using SupplyChain.Attestations;
using SupplyChain.Images;
using SupplyChain.Signing;
using SupplyChain.Signing.Bundles;
using SupplyChain.Signing.Keys;
using SupplyChain.Signing.Verification;
using SupplyChain.Tests.Images;
using Xunit;

namespace SupplyChain.Tests.Signing;

public sealed class VerifierTests
{
    [Fact]
    public async Task A_signed_image_is_verified_and_its_signer_named()
    {
        using var layout = await SigningLayout.CreateAsync();
        await layout.SignAsync();
        var report = await layout.VerifyAsync();

        Assert.Equal(VerificationStatus.Verified, report.Status);
        Assert.Equal(ExitCode.Pass, report.ExitCode);
        Assert.Equal("ci", Assert.Single(Assert.Single(report.Verified).Signers).Name);
        Assert.Contains("by ci", report.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_not_looked_at_is_never_said_to_hold()
    {
        using var layout = await SigningLayout.CreateAsync();
        await layout.SignAsync();
        var checks = Assert.Single((await layout.VerifyAsync()).Results).Checks;

        Assert.Equal(
            [
                (CheckIds.Format, CheckOutcome.Passed),
                (CheckIds.PayloadType, CheckOutcome.Passed),
                (CheckIds.KeyHint, CheckOutcome.Passed),
                (CheckIds.Signature, CheckOutcome.Passed),
                (CheckIds.Subject, CheckOutcome.Passed),
                (CheckIds.PredicateType, CheckOutcome.Passed),
                (CheckIds.Annotations, CheckOutcome.NotApplicable),
                (CheckIds.LogEntry, CheckOutcome.Skipped),
                (CheckIds.SignedTimestamp, CheckOutcome.Skipped),
            ],
            checks.Select(check => (check.Id, check.Outcome))
        );
        Assert.All(
            checks.Where(check => check.Outcome == CheckOutcome.Skipped),
            check => Assert.DoesNotContain("verified", check.Message, StringComparison.OrdinalIgnoreCase)
        );
    }

    [Fact]
    public async Task Nothing_beside_the_image_is_a_denial_that_says_to_sign_it()
    {
        using var layout = await SigningLayout.CreateAsync();

        AssertDenied(
            await layout.VerifyAsync(),
            VerificationStatus.Missing,
            "has no signature: nothing is kept beside it; sign it"
        );
    }

    [Fact]
    public async Task A_signature_by_another_key_is_a_denial_that_says_so()
    {
        using var layout = await SigningLayout.CreateAsync();
        await new ImageSigner(PrivateKey.Generate(), layout.Clock).SignAsync(
            layout.Store,
            layout.Image,
            SigningLayout.NoAnnotations,
            SigningLayout.Token
        );

        AssertDenied(await layout.VerifyAsync(), VerificationStatus.WrongKey, "by no key that was given");
    }

    [Fact]
    public async Task An_altered_signature_is_a_denial_that_says_so()
    {
        using var layout = await SigningLayout.CreateAsync();
        var bundle = new BundleSigner(layout.Key).Sign(Signature(layout.Image.Digest));
        var forged = Edit(bundle, payload => payload.Replace("{}", "{\"a\":1}", StringComparison.Ordinal));
        await layout.PlaceAsync(forged);

        AssertDenied(await layout.VerifyAsync(), VerificationStatus.Tampered, "was altered after it was made");
    }

    [Fact]
    public async Task A_signature_of_another_image_is_a_denial_that_says_so()
    {
        using var layout = await SigningLayout.CreateAsync();
        var other = await Samples.PushImageAsync(layout.Store, "v2", "other layer");
        var published = await layout.Signer.SignAsync(layout.Store, other, SigningLayout.NoAnnotations, SigningLayout.Token);
        await layout.PlaceAsync(published.Bundle.ToBytes());

        AssertDenied(await layout.VerifyAsync(), VerificationStatus.OtherSubject, "made for another artifact");
    }

    [Fact]
    public async Task An_attestation_is_no_signature_even_by_the_right_key()
    {
        using var layout = await SigningLayout.CreateAsync();
        await layout.AttestAsync(PredicateTypes.TestResult, """{"result":"FAILED","configuration":[]}""");

        AssertDenied(await layout.VerifyAsync(), VerificationStatus.WrongType, "of other types");
    }

    [Fact]
    public async Task A_signature_is_no_attestation()
    {
        using var layout = await SigningLayout.CreateAsync();
        await layout.SignAsync();
        var report = await layout.Verifier.VerifyAttestationsAsync(
            layout.Store,
            layout.Image.Digest,
            PredicateTypes.Provenance,
            SigningLayout.Token
        );

        AssertDenied(report, VerificationStatus.WrongType, "attest it");
    }

    [Fact]
    public async Task A_signature_over_the_bytes_of_the_manifest_is_no_signature_of_the_image()
    {
        using var layout = await SigningLayout.CreateAsync();
        var manifest = await layout.Store.ReadManifestAsync(layout.Image.Digest, SigningLayout.Token);
        var bundle = await new BundleSigner(layout.Key).SignBlobAsync(
            new MemoryStream(manifest!.Value.ToArray()),
            SigningLayout.Token
        );
        await layout.PlaceAsync(bundle.ToBytes());

        AssertDenied(await layout.VerifyAsync(), VerificationStatus.WrongType, "of other types");
    }

    [Theory]
    [InlineData("prod", VerificationStatus.Verified)]
    [InlineData("dev", VerificationStatus.OtherAnnotations)]
    public async Task Wanted_annotations_must_be_signed(string wanted, VerificationStatus expected)
    {
        using var layout = await SigningLayout.CreateAsync();
        var signed = new Dictionary<string, string> { ["env"] = "prod", ["team"] = "shop" };
        await layout.Signer.SignAsync(layout.Store, layout.Image, signed, SigningLayout.Token);
        var report = await layout.Verifier.VerifyImageAsync(
            layout.Store,
            layout.Image.Digest,
            new Dictionary<string, string> { ["env"] = wanted },
            SigningLayout.Token
        );

        Assert.Equal(expected, report.Status);
    }

    [Fact]
    public async Task Broken_and_foreign_bundles_hide_no_good_one()
    {
        using var layout = await SigningLayout.CreateAsync();
        await layout.PlaceAsync("{"u8.ToArray());
        await layout.PlaceAsync(Encoding.UTF8.GetBytes("""{"mediaType":"application/vnd.dev.sigstore.bundle.v0.9+json"}"""));
        await layout.PlaceAsync(new BundleSigner(PrivateKey.Generate()).Sign(Signature(layout.Image.Digest)).ToBytes());
        await layout.SignAsync();
        await Samples.AttachAsync(layout.Store, layout.Image, "something else altogether");
        var report = await layout.VerifyAsync();

        Assert.Equal(VerificationStatus.Verified, report.Status);
        Assert.Equal(4, report.Results.Count);
        Assert.Equal(2, report.Results.Count(result => result.Status == VerificationStatus.Unreadable));
    }

    [Fact]
    public async Task Evidence_that_cannot_be_read_leaves_the_answer_open()
    {
        using var layout = await SigningLayout.CreateAsync();
        await layout.PlaceAsync("{"u8.ToArray());
        var report = await layout.VerifyAsync();

        Assert.Equal(VerificationStatus.Unreadable, report.Status);
        Assert.Equal(ExitCode.Undetermined, report.ExitCode);
        Assert.Contains("cannot be read", report.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_payload_type_that_was_swapped_is_denied()
    {
        using var layout = await SigningLayout.CreateAsync();
        var bundle = new BundleSigner(layout.Key).Sign(Signature(layout.Image.Digest));
        await layout.PlaceAsync(
            new Bundle(bundle.Material, bundle.Envelope! with { PayloadType = "application/json" }).ToBytes()
        );

        AssertDenied(await layout.VerifyAsync(), VerificationStatus.Tampered, "altered");
    }

    [Fact]
    public async Task A_bundle_that_names_another_key_than_signed_it_is_denied()
    {
        using var layout = await SigningLayout.CreateAsync();
        var bundle = new BundleSigner(layout.Key).Sign(Signature(layout.Image.Digest));
        var other = PrivateKey.Generate().PublicKey;
        await layout.PlaceAsync(new Bundle(VerificationMaterial.Of(other), bundle.Envelope!).ToBytes());

        AssertDenied(await layout.VerifyAsync(), VerificationStatus.WrongKey, "by no key that was given");
    }

    [Theory]
    [InlineData("SHA256:", true)]
    [InlineData("sha256:", false)]
    public async Task A_bundle_may_name_its_key_as_the_registry_of_npm_does(string prefix, bool verified)
    {
        using var layout = await SigningLayout.CreateAsync();
        var bundle = new BundleSigner(layout.Key).Sign(Signature(layout.Image.Digest));
        var material = new VerificationMaterial { PublicKeyHint = prefix + layout.Key.PublicKey.Hint.TrimEnd('=') };
        await layout.PlaceAsync(new Bundle(material, bundle.Envelope!).ToBytes());

        Assert.Equal(verified, (await layout.VerifyAsync()).IsVerified);
    }

    [Fact]
    public void Without_keys_nothing_is_verified()
    {
        var key = PrivateKey.Generate();
        var digest = Digest.Sha256("image"u8);
        var result = new Verifier([]).VerifyStatement(
            new BundleSigner(key).Sign(Signature(digest)),
            digest,
            PredicateTypes.ImageSignature
        );

        Assert.Equal(VerificationStatus.WrongKey, result.Status);
        Assert.Null(result.Statement);
    }

    private static Statement Signature(Digest image) => new([Subject.Of(image)], PredicateTypes.ImageSignature, "{}"u8.ToArray());

    private static byte[] Edit(Bundle bundle, Func<string, string> edit)
    {
        var json = JsonNode.Parse(bundle.ToBytes())!;
        var payload = edit(Encoding.UTF8.GetString(bundle.Envelope!.Payload.Span));
        json["dsseEnvelope"]!["payload"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(payload));
        return Encoding.UTF8.GetBytes(json.ToJsonString());
    }

    private static void AssertDenied(VerificationReport report, VerificationStatus status, string message)
    {
        Assert.Equal(status, report.Status);
        Assert.Equal(ExitCode.Deny, report.ExitCode);
        Assert.Contains(message, report.Message, StringComparison.Ordinal);
        Assert.Empty(report.Verified);
        Assert.All(report.Results, result => Assert.Null(result.Statement));
    }
}

using System.Security.Cryptography;
using System.Text;
using SupplyChain.Attestations;
using SupplyChain.Images;
using SupplyChain.Signing.Bundles;
using SupplyChain.Signing.Verification;
using SupplyChain.Testing.Sigstore;
using SupplyChain.Tests.Images;
using Xunit;

namespace SupplyChain.Tests.Signing.Sigstore;

/// <summary>What an attacker who may write beside an image, and sign in the open, tries.</summary>
public sealed class AttackTests
{
    private const string OtherRepository = "https://github.com/acme/shop-fork/.github/workflows/release.yml@refs/tags/v1.2.0";

    [Fact]
    public async Task A_replayed_signature_of_another_image_is_denied()
    {
        using var layout = await SigstoreLayout.CreateAsync();
        var other = await Samples.PushImageAsync(layout.Store, "v0", "older layer");
        var old = layout.Sigstore.SignStatement(SigningLayout.StatementOf(other, PredicateTypes.ImageSignature, "{}"));
        await SigningLayout.PlaceAsync(layout.Store, layout.Image, old.ToBytes());
        Assert.Equal(VerificationStatus.OtherSubject, (await layout.VerifyAsync()).Status);
    }

    [Fact]
    public async Task A_stripped_signature_leaves_the_image_unsigned()
    {
        using var layout = await SigstoreLayout.CreateAsync();
        await layout.AttestAsync(PredicateTypes.CycloneDx, "{}");
        Assert.Equal(VerificationStatus.WrongType, (await layout.VerifyAsync()).Status);
    }

    [Fact]
    public async Task A_swapped_subject_is_denied()
    {
        using var layout = await SigstoreLayout.CreateAsync();
        var other = await Samples.PushImageAsync(layout.Store, "v0", "older layer");
        var bundle = layout.Sigstore.SignStatement(SigningLayout.StatementOf(other, PredicateTypes.ImageSignature, "{}"));
        var payload = Encoding
            .UTF8.GetString(bundle.Envelope!.Payload.Span)
            .Replace(other.Digest.Hex, layout.Image.Digest.Hex, StringComparison.Ordinal);
        var swapped = bundle.Envelope with { Payload = Encoding.UTF8.GetBytes(payload) };
        await SigningLayout.PlaceAsync(layout.Store, layout.Image, new Bundle(bundle.Material, swapped).ToBytes());
        Assert.Equal(VerificationStatus.Tampered, (await layout.VerifyAsync()).Status);
    }

    [Fact]
    public async Task The_same_workflow_of_another_repository_is_denied()
    {
        using var layout = await SigstoreLayout.CreateAsync();
        await layout.SignAsync(new SigningShape { Identity = new VirtualIdentity { Identity = OtherRepository } });
        Assert.Equal(VerificationStatus.WrongIdentity, (await layout.VerifyAsync()).Status);
    }

    [Theory]
    [InlineData("https://github.com/acme/shop", OtherRepository)]
    [InlineData(@"https://github\.com/acme/shop/.*", "https://evil.example/?https://github.com/acme/shop/x")]
    [InlineData("https://github.com/acme/shop/.*", "https://github.com/acme/shop-fork/x")]
    [InlineData(@"https://github\.com/acme/shop/.*", "https://github-com.evil.example/acme/shop/x")]
    public async Task A_name_that_only_begins_or_ends_like_the_wanted_one_is_denied(string expression, string identity)
    {
        using var layout = await SigstoreLayout.CreateAsync();
        await layout.SignAsync(new SigningShape { Identity = new VirtualIdentity { Identity = identity } });
        var wanted = SigstoreCase.Wanted() with { Identity = TextPattern.Matching(expression) };
        Assert.Equal(
            VerificationStatus.WrongIdentity,
            (await layout.VerifyAsync(layout.Policy with { Identities = [wanted] })).Status
        );
    }

    [Fact]
    public async Task A_swapped_payload_type_is_denied()
    {
        using var layout = await SigstoreLayout.CreateAsync();
        var bundle = layout.Sigstore.SignStatement(SigningLayout.StatementOf(layout.Image, PredicateTypes.ImageSignature, "{}"));
        var swapped = new Bundle(bundle.Material, bundle.Envelope! with { PayloadType = "application/json" });
        await SigningLayout.PlaceAsync(layout.Store, layout.Image, swapped.ToBytes());
        Assert.Equal(VerificationStatus.Tampered, (await layout.VerifyAsync()).Status);
    }

    [Fact]
    public async Task Of_two_statements_about_one_image_only_the_one_of_the_wanted_type_counts()
    {
        using var layout = await SigstoreLayout.CreateAsync();
        await layout.AttestAsync(PredicateTypes.TestResult, """{"result":"FAILED","configuration":[]}""");
        await layout.AttestAsync(PredicateTypes.CycloneDx, "{}");
        Assert.False((await layout.VerifyAsync()).IsVerified);
        await layout.SignAsync();
        var signed = Assert.Single((await layout.VerifyAsync()).Verified);
        Assert.Equal(PredicateTypes.ImageSignature, signed.Statement!.PredicateType);
    }

    [Fact]
    public async Task An_index_whose_child_changed_is_another_index_and_unsigned()
    {
        using var layout = await SigstoreLayout.CreateAsync();
        var changed = await Samples.PushImageAsync(layout.Store, "v2", "other layer");
        var (before, after) = (await PushIndexAsync(layout, layout.Image), await PushIndexAsync(layout, changed));
        var bundle = layout.Sigstore.SignStatement(SigningLayout.StatementOf(before, PredicateTypes.ImageSignature, "{}"));
        await SigningLayout.PlaceAsync(layout.Store, before, bundle.ToBytes());
        await SigningLayout.PlaceAsync(layout.Store, after, bundle.ToBytes());
        Assert.Equal(VerificationStatus.Verified, (await VerifyAsync(layout, before)).Status);
        Assert.Equal(VerificationStatus.OtherSubject, (await VerifyAsync(layout, after)).Status);
        // What is kept beside an index says nothing about a platform, and the other way round.
        Assert.Equal(VerificationStatus.Missing, (await layout.VerifyAsync()).Status);
    }

    [Fact]
    public async Task A_signed_statement_that_a_scan_failed_is_no_signature()
    {
        using var layout = await SigstoreLayout.CreateAsync();
        await layout.AttestAsync(PredicateTypes.VulnerabilityScan, """{"scanner":{"result":"FAILED"}}""");
        Assert.Equal((VerificationStatus.WrongType, ExitCode.Deny), await OutcomeAsync(layout));
    }

    [Fact]
    public async Task A_foreign_bundle_beside_a_good_signature_in_the_older_form_hides_nothing()
    {
        using var layout = await SigstoreLayout.CreateAsync();
        await layout.SignInOlderFormAsync();
        await layout.SignAsync(new SigningShape { Identity = new VirtualIdentity { Identity = OtherRepository } });
        await SigningLayout.PlaceAsync(layout.Store, layout.Image, "{"u8.ToArray());
        Assert.Equal((VerificationStatus.Verified, ExitCode.Pass), await OutcomeAsync(layout));
    }

    [Fact]
    public async Task A_logged_signature_by_a_key_of_the_attackers_own_proves_nothing()
    {
        using var layout = await SigstoreLayout.CreateAsync();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await layout.SignAsync(new SigningShape { Key = key });
        Assert.Equal((VerificationStatus.WrongIdentity, ExitCode.Deny), await OutcomeAsync(layout));
    }

    private static async Task<(VerificationStatus, ExitCode)> OutcomeAsync(SigstoreLayout layout)
    {
        var report = await layout.VerifyAsync();
        return (report.Status, report.ExitCode);
    }

    private static Task<VerificationReport> VerifyAsync(SigstoreLayout layout, Descriptor image) =>
        new Verifier(layout.Policy).VerifyImageAsync(
            layout.Store,
            image.Digest,
            SigningLayout.NoAnnotations,
            SigningLayout.Token
        );

    private static async Task<Descriptor> PushIndexAsync(SigstoreLayout layout, Descriptor child)
    {
        var json = $$$"""
            {"schemaVersion":2,"mediaType":"{{{MediaTypes.OciIndex}}}","manifests":[{"mediaType":"{{{child.MediaType}}}","digest":"{{{child.Digest}}}","size":{{{child.Size}}},"platform":{"architecture":"amd64","os":"linux"}}]}
            """;
        var content = Encoding.UTF8.GetBytes(json);
        var index = Descriptor.Of(MediaTypes.OciIndex, content);
        await layout.Store.WriteManifestAsync(index, content, null, SigningLayout.Token);
        return index;
    }
}

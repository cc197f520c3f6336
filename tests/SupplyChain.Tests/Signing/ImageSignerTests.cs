using System.Text;
using SupplyChain.Attestations;
using SupplyChain.Images;
using SupplyChain.Signing.Bundles;
using SupplyChain.Tests.Images;
using Xunit;

namespace SupplyChain.Tests.Signing;

public sealed class ImageSignerTests
{
    [Fact]
    public async Task The_referrer_is_the_one_that_cosign_reads()
    {
        using var layout = await SigningLayout.CreateAsync();
        var published = await layout.SignAsync();

        var listed = Assert.Single(await layout.Store.ListReferrersAsync(layout.Image.Digest, SigningLayout.Token)).Descriptor;
        var content = await layout.Store.ReadManifestAsync(listed.Digest, SigningLayout.Token);
        var bytes = published.Bundle.ToBytes();
        Assert.Equal(published.Manifest.Digest, listed.Digest);
        Assert.Equal(BundleMediaTypes.V03, listed.ArtifactType);
        Assert.Equal(PredicateTypes.ImageSignature, listed.Annotations!["dev.sigstore.bundle.predicateType"]);
        Assert.Equal(
            $$$"""{"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","artifactType":"application/vnd.dev.sigstore.bundle.v0.3+json","config":{"mediaType":"application/vnd.oci.empty.v1+json","digest":"sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a","size":2},"layers":[{"mediaType":"application/vnd.dev.sigstore.bundle.v0.3+json","digest":"{{{published.Digest}}}","size":{{{bytes.Length}}},"data":"{{{Convert.ToBase64String(bytes)}}}"}],"subject":{"mediaType":"application/vnd.oci.image.manifest.v1+json","digest":"{{{layout.Image.Digest}}}","size":{{{layout.Image.Size}}}},"annotations":{"dev.sigstore.bundle.content":"dsse-envelope","dev.sigstore.bundle.predicateType":"https://sigstore.dev/cosign/sign/v1","org.opencontainers.image.created":"2026-01-31T12:00:00Z"}}""",
            Encoding.UTF8.GetString(content!.Value.Span)
        );
    }

    [Fact]
    public async Task The_signature_is_a_statement_about_the_digest_with_the_annotations()
    {
        using var layout = await SigningLayout.CreateAsync();
        var annotations = new Dictionary<string, string> { ["env"] = "prod" };
        var published = await layout.Signer.SignAsync(layout.Store, layout.Image, annotations, SigningLayout.Token);

        Assert.Equal(
            $$$"""{"_type":"https://in-toto.io/Statement/v1","subject":[{"digest":{"sha256":"{{{layout.Image.Digest.Hex}}}"},"annotations":{"env":"prod"}}],"predicateType":"https://sigstore.dev/cosign/sign/v1","predicate":{}}""",
            Encoding.UTF8.GetString(published.Bundle.Envelope!.Payload.Span)
        );
    }

    [Fact]
    public async Task Signing_twice_leaves_one_signature()
    {
        using var layout = await SigningLayout.CreateAsync();
        var first = await layout.SignAsync();
        layout.Clock.Advance(TimeSpan.FromHours(1));
        var second = await layout.SignAsync();

        Assert.Equal(first.Digest, second.Digest);
        Assert.Equal(first.Manifest.Digest, second.Manifest.Digest);
        Assert.Single(await layout.Store.ListReferrersAsync(layout.Image.Digest, SigningLayout.Token));
    }

    [Fact]
    public async Task A_predicate_is_signed_byte_for_byte()
    {
        using var layout = await SigningLayout.CreateAsync();
        await layout.AttestAsync("https://example.com/t", "{ \"unknown\" : 1.50 }");
        var report = await layout.Verifier.VerifyAttestationsAsync(
            layout.Store,
            layout.Image.Digest,
            "https://example.com/t",
            SigningLayout.Token
        );

        Assert.Equal("{ \"unknown\" : 1.50 }", Encoding.UTF8.GetString(Assert.Single(report.Verified).Statement!.Predicate.Span));
    }

    [Fact]
    public async Task One_statement_may_be_about_several_images()
    {
        using var layout = await SigningLayout.CreateAsync();
        var other = await Samples.PushImageAsync(layout.Store, "v2", "other layer");
        var statement = new Statement(
            [Subject.Of(layout.Image.Digest), Subject.Of(other.Digest)],
            "https://example.com/t",
            "{}"u8.ToArray()
        );
        foreach (var image in new[] { layout.Image, other })
        {
            await layout.Signer.AttestAsync(layout.Store, image, statement, SigningLayout.Token);
            var report = await layout.Verifier.VerifyAttestationsAsync(
                layout.Store,
                image.Digest,
                "https://example.com/t",
                SigningLayout.Token
            );
            Assert.True(report.IsVerified, report.Message);
        }
    }

    [Fact]
    public async Task A_statement_about_something_else_is_not_published()
    {
        using var layout = await SigningLayout.CreateAsync();
        var statement = new Statement([Subject.Of(Digest.Sha256("other"u8))], "https://example.com/t", "{}"u8.ToArray());
        var error = await Assert.ThrowsAsync<ConfigurationException>(() =>
            layout.Signer.AttestAsync(layout.Store, layout.Image, statement, SigningLayout.Token)
        );

        Assert.Equal("attestation.subject", error.Code);
        Assert.Empty(await layout.Store.ListReferrersAsync(layout.Image.Digest, SigningLayout.Token));
    }
}

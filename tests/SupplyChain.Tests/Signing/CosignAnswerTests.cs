using SupplyChain.Images;
using SupplyChain.Signing.Keys;
using SupplyChain.Signing.Signers;
using SupplyChain.Signing.Verification;
using SupplyChain.Testing;
using SupplyChain.Tools;
using Xunit;

namespace SupplyChain.Tests.Signing;

/// <summary>What cosign is asked, by version, and what its answers are taken for; stand-ins play versions 2 and 4, and one that lies.</summary>
public sealed class CosignAnswerTests : IDisposable
{
    private const string Help2 = "--bundle --key --statement --new-bundle-format --tlog-upload";
    private const string Help4 = "--bundle --key --statement --signing-config";

    private static readonly Digest Image = Digest.Sha256("image"u8);
    private static readonly PrivateKey Key = PrivateKey.Generate();

    private readonly TemporaryFolder folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static string Signed { get; } =
        $$$"""[{"critical":{"identity":{"docker-reference":"r"},"image":{"docker-manifest-digest":"{{{Image}}}"},"type":"https://sigstore.dev/cosign/sign/v1"},"optional":{}}]""";

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(Help2, true)]
    [InlineData(Help4, false)]
    public async Task A_key_is_asked_for_in_the_words_of_the_version(string help, bool namesFormat)
    {
        var report = await VerifyAsync(help, $"echo '{Signed}'");
        var arguments = await File.ReadAllLinesAsync(folder.At("arguments"), Token);

        Assert.True(report.IsVerified, report.Message);
        Assert.Equal(["verify", "-a", "env=prod"], arguments[..3]);
        Assert.Equal($"registry.example/shop@{Image}", arguments[5]);
        Assert.Contains("--insecure-ignore-tlog=true", arguments);
        Assert.Equal(namesFormat, arguments.Contains("--new-bundle-format=true"));
        Assert.Equal(Key.PublicKey.ToPem(), await File.ReadAllTextAsync(folder.At("key"), Token));
        Assert.DoesNotContain(
            await File.ReadAllLinesAsync(folder.At("environment"), Token),
            line => line.StartsWith("COSIGN_", StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData(10, "no signatures found", VerificationStatus.Missing)]
    [InlineData(1, "no matching attestations: ", VerificationStatus.Missing)]
    [InlineData(
        12,
        "no matching signatures: invalid signature when validating ASN.1 encoded signature",
        VerificationStatus.WrongKey
    )]
    [InlineData(
        1,
        "no matching attestations: failed to verify signature: could not verify envelope: accepted signatures do not match threshold, Found: 0, Expected 1",
        VerificationStatus.WrongKey
    )]
    [InlineData(1, "no matching attestations: missing or incorrect annotation", VerificationStatus.OtherAnnotations)]
    [InlineData(12, "no matching signatures: missing or incorrect annotation", VerificationStatus.OtherAnnotations)]
    [InlineData(
        1,
        "no matching attestations: provided artifact digest does not match any digest in statement",
        VerificationStatus.OtherSubject
    )]
    [InlineData(
        1,
        "no matching attestations: failed to verify certificate identity: no matching CertificateIdentity found",
        VerificationStatus.WrongIdentity
    )]
    [InlineData(
        12,
        "no matching signatures: none of the expected identities matched what was in the certificate",
        VerificationStatus.WrongIdentity
    )]
    [InlineData(
        1,
        "no matching attestations: failed to verify log inclusion: not enough verified log entries",
        VerificationStatus.Untrusted
    )]
    [InlineData(1, "no matching attestations: failed to verify timestamps: threshold not met", VerificationStatus.Untrusted)]
    public async Task Code_and_words_together_say_why_it_is_denied(int code, string words, VerificationStatus status)
    {
        var report = await VerifyAsync(Help4, $"echo 'Error: {words}' >&2; exit {code}");

        Assert.Equal((status, ExitCode.Deny), (report.Status, report.ExitCode));
    }

    [Theory]
    [InlineData(1, "Get \"https://r/v2/\": dial tcp 127.0.0.1:1: connect: connection refused", "cosign.failed")]
    [InlineData(1, "GET https://r/v2/shop: UNAUTHORIZED: authentication required", "cosign.failed")]
    [InlineData(11, "image tag not found: MANIFEST_UNKNOWN: manifest unknown", "cosign.failed")]
    [InlineData(1, "something that no version has said yet", "cosign.failed")]
    [InlineData(2, "", "cosign.failed")]
    [InlineData(1, "unknown flag: --insecure-ignore-tlog", "cosign.version")]
    public async Task What_is_no_denial_is_not_taken_for_one(int code, string words, string expected)
    {
        var error = await Assert.ThrowsAnyAsync<SupplyChainException>(() =>
            VerifyAsync(Help4, $"echo 'Error: {words}' >&2; exit {code}")
        );

        Assert.Equal(expected, error.Code);
        Assert.NotEqual(ExitCode.Deny, error.ExitCode);
    }

    [Fact]
    public async Task A_success_without_proof_is_none()
    {
        var other = Signed.Replace(Image.ToString(), Digest.Sha256("other"u8).ToString(), StringComparison.Ordinal);
        var attestation = Signed.Replace("sigstore.dev/cosign/sign/v1", "example.com/t", StringComparison.Ordinal);

        Assert.Equal(VerificationStatus.OtherSubject, (await VerifyAsync(Help4, $"echo '{other}'")).Status);
        Assert.Equal(VerificationStatus.OtherSubject, (await VerifyAsync(Help4, "echo '[]'")).Status);
        Assert.Equal(VerificationStatus.WrongType, (await VerifyAsync(Help4, $"echo '{attestation}'")).Status);
        foreach (var output in new[] { "", "Verified OK", "[{}]", "[null]" })
        {
            Assert.Equal(
                "cosign.output",
                (await Assert.ThrowsAsync<UndeterminedException>(() => VerifyAsync(Help4, $"echo '{output}'"))).Code
            );
        }
    }

    private async Task<VerificationReport> VerifyAsync(string help, string answer)
    {
        var path = Script.Write(
            folder,
            "cosign",
            $"""
            case "$*" in *--help*) echo '{help}'; exit 0;; esac
            printf '%s\n' "$@" > '{folder.At("arguments")}'
            env > '{folder.At("environment")}'
            while [ $# -gt 0 ]; do if [ "$1" = --key ]; then cat "$2" > '{folder.At("key")}'; fi; shift; done
            {answer}
            """
        );
        var program = await CosignProgram.OpenAsync(
            ExternalTool.At("cosign", path),
            new ToolRunner(TimeProvider.System),
            new KeyAccess { Environment = _ => null, Password = _ => "secret" },
            Token
        );
        var verifier = new CosignVerifier(
            program,
            new CosignVerifierRequest { Policy = new VerificationPolicy { Keys = [new NamedKey("ci", Key.PublicKey)] } }
        );
        return await verifier.VerifyImageAsync(
            "registry.example/shop",
            Image,
            new Dictionary<string, string> { ["env"] = "prod" },
            Token
        );
    }
}

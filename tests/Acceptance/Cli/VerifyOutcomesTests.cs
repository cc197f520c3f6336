using SupplyChain.Attestations;
using SupplyChain.Images;
using SupplyChain.Images.Layouts;
using SupplyChain.Testing.Sigstore;
using Xunit;

namespace SupplyChain.Acceptance.Cli;

/// <summary>What <c>verify</c> says of images that it does not pass: each time another sentence, and what to do.</summary>
public sealed class VerifyOutcomesTests : IDisposable
{
    private const string Image = "oci:layout:registry.example/shop/api:1.0";
    private const string Identity =
        "--certificate-identity https://github.com/acme/shop/.github/workflows/release.yml@refs/tags/v1.2.0";
    private const string Issuer = "--certificate-oidc-issuer https://token.actions.githubusercontent.com";

    private readonly Workspace workspace = new();
    private readonly VirtualSigstore sigstore = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => workspace.Dispose();

    [Fact]
    public async Task Every_denial_and_every_doubt_has_its_own_sentence_and_exit_code()
    {
        var image = await PackAsync();
        var unsigned = await VerifyAsync(Image, "--key ci.pub");
        await workspace.PassAsync($"sign {Image} --key other.key");
        var wrongKey = await VerifyAsync(Image, "--key ci.pub");
        await PlaceAsync(image, Tampered(sigstore.SignStatement(SignatureOf(image)).ToBytes()));
        var tampered = await VerifyAsync(Image, $"{Identity} {Issuer} --trusted-root root.json");
        var second = await PackAsync("2.0");
        await PlaceAsync(second, sigstore.SignStatement(SignatureOf(second), Stranger).ToBytes());
        var wrongIdentity = await VerifyAsync(
            Image.Replace("1.0", "2.0", StringComparison.Ordinal),
            $"{Identity} {Issuer} --trusted-root root.json"
        );
        var unreachable = await workspace.RunAsync("verify 127.0.0.1:1/shop/api:1.0 --key ci.pub --format json");

        AssertDenied(unsigned, "has no signature", "sign it");
        AssertDenied(wrongKey, "by no key that was given", "give the key of its signer");
        AssertDenied(tampered, "was altered after it was made", "find out who altered it");
        AssertDenied(wrongIdentity, "was issued to 'https://github.com/evil/fork'", "Ask for that identity if it is right");
        Assert.Equal(3, unreachable.ExitCode);
        Assert.Contains("127.0.0.1:1", unreachable.Error, StringComparison.Ordinal);
        string[] sentences = [.. new[] { unsigned, wrongKey, tampered, wrongIdentity }.Select(MessageOf), unreachable.Error];
        Assert.Equal(5, sentences.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task An_image_signed_by_an_identity_passes_and_the_older_claims_can_be_asked_for()
    {
        var image = await PackAsync();
        await PlaceAsync(image, sigstore.SignStatement(SignatureOf(image)).ToBytes());
        var options = $"{Identity} {Issuer} --trusted-root root.json";
        var passed = await VerifyAsync(Image, $"{options} --certificate-github-workflow-repository acme/shop");
        Assert.True(passed.ExitCode == 0, passed.ToString());
        Assert.Contains("certificate.identity", passed.Output, StringComparison.Ordinal);
        Assert.Equal(1, (await VerifyAsync(Image, $"{options} --certificate-github-workflow-ref refs/heads/main")).ExitCode);
        Assert.Equal(1, (await VerifyAsync(Image, $"{options} --use-signed-timestamps")).ExitCode);
        Assert.Equal(2, (await VerifyAsync(Image, $"{Identity} --trusted-root root.json")).ExitCode);
        Assert.Equal(2, (await VerifyAsync(Image, $"{Identity} {Issuer}")).ExitCode);
    }

    [Fact]
    public async Task A_file_is_verified_by_an_identity_as_a_signature_or_as_the_attestation_that_it_is()
    {
        await WriteFilesAsync();
        var options = $"{Identity} {Issuer} --trusted-root root.json --format json";
        var signed = await workspace.PassAsync($"verify-blob file --bundle file.json {options}");
        Assert.Contains("It is signed by", signed.Output, StringComparison.Ordinal);
        var attested = await workspace.PassAsync($"verify-blob {SigstoreCase.Digest} --bundle statement.json {options}");
        Assert.Contains("It is attested with type", attested.Output, StringComparison.Ordinal);
        await workspace.PassAsync($"verify-blob-attestation file --type {SigstoreCase.Type} --bundle statement.json {options}");
        var other = await workspace.RunAsync($"verify-blob-attestation file --type cyclonedx --bundle statement.json {options}");
        Assert.Equal(1, other.ExitCode);
        Assert.Equal(
            1,
            (await workspace.RunAsync($"verify-blob-attestation file --type cyclonedx --bundle file.json {options}")).ExitCode
        );
    }

    private static SigningShape Stranger { get; } =
        new() { Identity = new VirtualIdentity { Identity = "https://github.com/evil/fork" } };

    private static Statement SignatureOf(Descriptor image) =>
        new([Subject.Of(image.Digest)], PredicateTypes.ImageSignature, "{}"u8.ToArray());

    private static byte[] Tampered(byte[] bundle) =>
        BundleChanges.Bytes(bundle, 1).First(change => change.Place == "dsseEnvelope/signatures/sig").Json;

    private async Task<Descriptor> PackAsync(string tag = "1.0")
    {
        if (!File.Exists(workspace.At("ci.pub")))
        {
            await workspace.PassAsync("keys generate --output ci");
            await workspace.PassAsync("keys generate --output other");
            await File.WriteAllBytesAsync(workspace.At("root.json"), sigstore.TrustedRoot(), Token);
        }

        workspace.Write($"app{tag}/Api.dll", $"not really {tag}");
        var location = Image.Replace("1.0", tag, StringComparison.Ordinal);
        await workspace.PassAsync($"image pack app{tag} {location} --entry-point dotnet Api.dll");
        var manifest = await Layout().ResolveAsync($"registry.example/shop/api:{tag}", Token);
        return manifest!;
    }

    private OciLayout Layout() => new(workspace.At("layout"), TimeProvider.System);

    private Task PlaceAsync(Descriptor image, byte[] bundle) => Layout().PlaceAsync(image, bundle, Token);

    private Task<CommandResult> VerifyAsync(string image, string options) =>
        workspace.RunAsync($"verify {image} {options} --format json");

    private async Task WriteFilesAsync()
    {
        var (file, statement) = (sigstore.SignFile(SigstoreCase.File), sigstore.SignStatement(SigstoreCase.Statement));
        await File.WriteAllBytesAsync(workspace.At("root.json"), sigstore.TrustedRoot(), Token);
        await File.WriteAllBytesAsync(workspace.At("file"), SigstoreCase.File, Token);
        await File.WriteAllBytesAsync(workspace.At("file.json"), file.ToBytes(), Token);
        await File.WriteAllBytesAsync(workspace.At("statement.json"), statement.ToBytes(), Token);
    }

    private static void AssertDenied(CommandResult result, string what, string remedy)
    {
        Assert.True(result.ExitCode == 1, result.ToString());
        Assert.Equal("deny", result.Json.GetProperty("verdict").GetString());
        Assert.Contains(what, MessageOf(result), StringComparison.Ordinal);
        Assert.Contains(remedy, MessageOf(result), StringComparison.Ordinal);
    }

    private static string MessageOf(CommandResult result) =>
        result.Json.GetProperty("images")[0].GetProperty("checks")[0].GetProperty("message").GetString()!;
}

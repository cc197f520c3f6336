using System.Runtime.InteropServices;
using SupplyChain.Attestations;
using SupplyChain.Images;
using SupplyChain.Signing;
using SupplyChain.Signing.Keys;
using SupplyChain.Signing.Signers;
using SupplyChain.Testing;
using Xunit;

namespace SupplyChain.Tests.Signing;

/// <summary>Keys in a token of the real SoftHSM.</summary>
public sealed partial class Pkcs11KeyTests : IAsyncLifetime
{
    private const string Pin = "4711";

    private readonly TemporaryFolder folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static string Module =>
        Directory
            .EnumerateFiles(
                "/usr/lib",
                "libsofthsm2.so",
                new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true }
            )
            .First();

    public async ValueTask InitializeAsync()
    {
        Peers.Require("softhsm2-util");
        Directory.CreateDirectory(folder.At("tokens"));
        var configuration = folder.Write("softhsm2.conf", $"directories.tokendir = {folder.At("tokens")}\nlog.level = ERROR\n");
        // The module reads the variable itself, and .NET keeps its own copy of the environment.
        Assert.Equal(0, SetVariable("SOFTHSM2_CONF", configuration, 1));
        await SucceedAsync("softhsm2-util", "--init-token", "--free", "--label", "release", "--pin", Pin, "--so-pin", Pin);
    }

    public ValueTask DisposeAsync()
    {
        folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Keys_in_a_token_sign_what_their_public_halves_verify()
    {
        var kinds = new (string Make, KeyAlgorithm Algorithm)[]
        {
            ("-algorithm EC -pkeyopt ec_paramgen_curve:P-256", KeyAlgorithm.EcdsaP256Sha256),
            ("-algorithm EC -pkeyopt ec_paramgen_curve:P-384", KeyAlgorithm.EcdsaP384Sha256),
            ("-algorithm EC -pkeyopt ec_paramgen_curve:P-521", KeyAlgorithm.EcdsaP521Sha256),
            ("-algorithm RSA -pkeyopt rsa_keygen_bits:2048", KeyAlgorithm.RsaPkcs1Sha256),
            ("-algorithm ED25519", KeyAlgorithm.Ed25519),
        };
        var position = 0;
        foreach (var (make, algorithm) in kinds)
        {
            var pem = folder.At($"key{++position}.pem");
            await SucceedAsync("openssl", ["genpkey", .. make.Split(' '), "-out", pem]);
            await ImportAsync(pem, $"key{position}", $"0{position}");
            var expected = PrivateKey.Import(await File.ReadAllTextAsync(pem, Token)).PublicKey;
            using var keys = Opener();
            var key = await keys.OpenAsync(Uri($"key{position}"), Token);
            var bundle = await new BundleSigner(key).SignBlobAsync(new MemoryStream("content"u8.ToArray()), Token);

            Assert.Equal(algorithm, key.PublicKey.Algorithm);
            Assert.Equal(expected, key.PublicKey);
            Assert.True(expected.Verify("content"u8, bundle.MessageSignature!.Signature.Span));
            Assert.False(expected.Verify("Content"u8, bundle.MessageSignature!.Signature.Span));
            Assert.Equal(
                expected,
                await keys.OpenPublicAsync($"pkcs11:token=release;id=%0{position}?module-path={Module}", Token)
            );
        }
    }

    [Fact]
    public async Task A_statement_signed_by_an_Ed25519_key_in_a_token_is_verified_here_and_by_cosign()
    {
        Peers.Require("cosign");
        var pem = folder.At("key.pem");
        await SucceedAsync("openssl", "genpkey", "-algorithm", "ED25519", "-out", pem);
        await ImportAsync(pem, "ed", "01");
        using var keys = Opener();
        var key = await keys.OpenAsync(Uri("ed"), Token);
        var file = folder.Write("file", "content");
        var subject = Subject.Of(Digest.Sha256("content"u8), "file");
        var bundle = await new BundleSigner(key).SignAsync(
            new Statement([subject], "https://example.com/t", "{}"u8.ToArray()),
            Token
        );
        await File.WriteAllBytesAsync(folder.At("bundle.json"), bundle.ToBytes(), Token);
        await File.WriteAllTextAsync(folder.At("ed.pub"), key.PublicKey.ToPem(), Token);

        Assert.True(key.PublicKey.Verify(bundle.Envelope!.ToSignedBytes(), bundle.Envelope.Signatures[0].Bytes.Span));
        string[] verify = ["verify-blob-attestation", "--key", folder.At("ed.pub"), "--bundle", folder.At("bundle.json")];
        verify = [.. verify, "--insecure-ignore-tlog", "--type", "https://example.com/t"];
        await SucceedAsync("cosign", [.. verify, file]);
        Assert.False((await PeerProcess.RunAsync("cosign", [.. verify, folder.Write("other", "Content")])).IsSuccess);
    }

    [Fact]
    public async Task A_key_of_a_curve_that_nothing_here_verifies_is_refused()
    {
        var pem = folder.At("key.pem");
        await SucceedAsync("openssl", "genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:secp256k1", "-out", pem);
        await ImportAsync(pem, "odd", "01");

        Assert.Equal("key.public", await CodeAsync(Uri("odd")));
    }

    [Fact]
    public async Task The_public_half_is_given_without_a_PIN()
    {
        var pem = folder.At("key.pem");
        await SucceedAsync("openssl", "genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", pem);
        await ImportAsync(pem, "ci", "01");
        using var keys = new KeyOpener(
            new KeyAccess { Environment = _ => null, Password = _ => throw new InvalidOperationException("asked for a PIN") }
        );

        Assert.Equal(
            PrivateKey.Import(await File.ReadAllTextAsync(pem, Token)).PublicKey,
            await keys.OpenPublicHalfAsync(Uri("ci"), Token)
        );
    }

    [Fact]
    public async Task A_wrong_PIN_a_missing_key_and_a_missing_token_are_told_apart()
    {
        var pem = folder.At("key.pem");
        await SucceedAsync("openssl", "genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", pem);
        await ImportAsync(pem, "ci", "01");

        Assert.Equal(
            "key.password.wrong",
            await CodeAsync($"pkcs11:token=release;object=ci?module-path={Module}&pin-value=0000")
        );
        Assert.Equal("key.pkcs11.key", await CodeAsync(Uri("absent")));
        Assert.Equal("key.pkcs11.token", await CodeAsync($"pkcs11:token=absent;object=ci?module-path={Module}&pin-value={Pin}"));
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetVariable(string name, string value, int overwrite);

    private static async Task<string> CodeAsync(string reference)
    {
        using var keys = Opener();
        return (await Assert.ThrowsAsync<ConfigurationException>(() => keys.OpenAsync(reference, Token))).Code;
    }

    private static string Uri(string label) => $"pkcs11:token=release;object={label}?module-path={Module}";

    private static KeyOpener Opener() => new(new KeyAccess { Environment = _ => null, Password = _ => Pin });

    private Task ImportAsync(string pem, string label, string id) =>
        SucceedAsync("softhsm2-util", "--import", pem, "--token", "release", "--label", label, "--id", id, "--pin", Pin);

    private async Task SucceedAsync(string program, params string[] arguments)
    {
        var environment = new Dictionary<string, string?> { ["SOFTHSM2_CONF"] = folder.At("softhsm2.conf") };
        var result = await PeerProcess.RunAsync(program, arguments, environment);
        Assert.True(result.IsSuccess, $"{program} {string.Join(' ', arguments)}: {result.StandardError}");
    }
}

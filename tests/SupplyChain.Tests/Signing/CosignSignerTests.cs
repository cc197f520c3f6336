using System.Text;
using SupplyChain.Attestations;
using SupplyChain.Images;
using SupplyChain.Signing;
using SupplyChain.Signing.Bundles;
using SupplyChain.Signing.Keys;
using SupplyChain.Signing.Signers;
using SupplyChain.Signing.Verification;
using SupplyChain.Testing;
using SupplyChain.Tools;
using Xunit;

namespace SupplyChain.Tests.Signing;

/// <summary>Signing through cosign: the real one, and stand-ins that record how they are called or answer as no cosign should.</summary>
public sealed class CosignSignerTests(Cosign cosign) : IClassFixture<Cosign>, IDisposable
{
    private const string Help26 = "--bundle --key --statement --new-bundle-format --tlog-upload";
    private const string Help3 = "--bundle --key --statement --signing-config";

    private readonly TemporaryFolder folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static Statement Statement { get; } =
        new(
            [Subject.Of(Digest.Sha256("one"u8)), Subject.Of(Digest.Sha256("two"u8))],
            "https://example.com/t",
            "{ \"a\" : 1.50 }"u8.ToArray()
        );

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_statement_comes_back_as_it_was_given_signed_with_the_key()
    {
        Peers.Require("cosign");
        using var opener = Opener(Cosign.Password);
        var signer = await opener.OpenAsync(new SignerRequest { Kind = SignerKind.Cosign, Key = cosign.KeyPath }, Token);
        var bundle = await signer.SignAsync(Statement, Token);
        var verifier = new Verifier([new NamedKey("ci", PublicKey.Load(cosign.PublicKeyPath))]);
        var verified = verifier.VerifyStatement(bundle, Digest.Sha256("two"u8), "https://example.com/t");

        Assert.True(verified.IsVerified, verified.Message);
        Assert.Equal("{ \"a\" : 1.50 }", Encoding.UTF8.GetString(verified.Statement!.Predicate.Span));
        Assert.Empty(bundle.Material.LogEntries);
    }

    [Fact]
    public async Task A_file_comes_back_signed()
    {
        Peers.Require("cosign");
        using var opener = Opener(Cosign.Password);
        var signer = await opener.OpenAsync(new SignerRequest { Kind = SignerKind.Cosign, Key = cosign.KeyPath }, Token);
        var bundle = await signer.SignBlobAsync(new MemoryStream("content"u8.ToArray()), Token);

        Assert.True(PublicKey.Load(cosign.PublicKeyPath).Verify("content"u8, bundle.MessageSignature!.Signature.Span));
    }

    [Fact]
    public async Task A_wrong_password_and_a_missing_key_are_mistakes_and_the_password_stays_unsaid()
    {
        Peers.Require("cosign");
        var wrong = await RefusedAsync(Opener("hunter2"), cosign.KeyPath);
        Assert.Equal("key.password.wrong", wrong.Code);
        Assert.DoesNotContain("hunter2", wrong.ToString(), StringComparison.Ordinal);
        Assert.Equal("key.file", (await RefusedAsync(Opener("p"), folder.At("absent.key"))).Code);
    }

    [Theory]
    [InlineData(Help26, "--new-bundle-format=true", "--tlog-upload=false")]
    [InlineData(Help3, "--signing-config", "--trusted-root")]
    public async Task A_key_asks_no_service_in_the_words_of_the_version(string help, string expected, string also)
    {
        var key = KeyPair.Generate(folder.At("ci"), "p");
        var program = await DummyAsync(help, $"cat '{key.PublicKeyPath}'", "exit 1");
        _ = await Assert.ThrowsAnyAsync<SupplyChainException>(() => SignAsync(program, key.PrivateKeyPath));
        var arguments = await File.ReadAllLinesAsync(folder.At("arguments"), Token);

        Assert.Equal("attest-blob", arguments[0]);
        Assert.Contains(expected, arguments);
        Assert.Contains(also, arguments);
        Assert.Contains("--yes", arguments);
        Assert.DoesNotContain(arguments, argument => argument.Contains("secret", StringComparison.Ordinal));
        var environment = await File.ReadAllLinesAsync(folder.At("environment"), Token);
        Assert.Contains("COSIGN_PASSWORD=secret", environment);
        Assert.DoesNotContain(environment, line => line.StartsWith("SUPPLYCHAIN_", StringComparison.Ordinal));
    }

    [Fact]
    public async Task With_a_key_cosign_connects_to_nothing()
    {
        var real = Peers.Require("cosign");
        var key = KeyPair.Generate(folder.At("ci"), "secret");
        var services = folder.Write("services.json", """{"mediaType":"application/vnd.dev.sigstore.signingconfig.v0.2+json"}""");
        var content = folder.Write("content", "content");
        using var proxy = new RefusingProxy();
        var watched = Script.Write(
            folder,
            "cosign",
            $"HTTPS_PROXY={proxy.Address} HOME='{folder.Path}' TUF_ROOT='{folder.At("tuf")}' exec '{real}' \"$@\""
        );
        var bundle = await SignAsync(ExternalTool.At("cosign", watched), key.PrivateKeyPath);

        Assert.NotNull(bundle.Envelope);
        Assert.Equal(0, proxy.Connections);
        // Left to itself it does connect, and the proxy sees it.
        string[] alone = ["--key", key.PrivateKeyPath, "--signing-config", services, "--bundle", folder.At("b.json"), "--yes"];
        _ = await PeerProcess.RunAsync(
            watched,
            ["sign-blob", content, .. alone],
            new Dictionary<string, string?> { ["COSIGN_PASSWORD"] = "secret" }
        );
        Assert.NotEqual(0, proxy.Connections);
    }

    [Fact]
    public async Task Offline_a_key_signs_and_whatever_asks_a_service_is_refused()
    {
        Peers.Require("cosign");
        using var opener = Opener(Cosign.Password, offline: true);
        var request = new SignerRequest { Kind = SignerKind.Cosign, Key = cosign.KeyPath };
        var signer = await opener.OpenAsync(request, Token);
        Assert.NotNull((await signer.SignAsync(Statement, Token)).Envelope);

        Assert.Equal("cosign.offline", await CodeAsync(request with { Key = null }));
        Assert.Equal("cosign.offline", await CodeAsync(request with { SigningConfig = "services.json" }));
        Assert.Equal("key.offline", await CodeAsync(request with { Key = "hashivault://ci" }));
        Assert.Equal("key.offline", await CodeAsync(new SignerRequest { Key = "awskms:///alias/ci" }));
        Assert.Equal(
            "key.offline",
            (await Assert.ThrowsAsync<ConfigurationException>(() => opener.OpenPublicAsync("gcpkms://ci", Token))).Code
        );

        async Task<string> CodeAsync(SignerRequest asking) =>
            (await Assert.ThrowsAsync<ConfigurationException>(() => opener.OpenAsync(asking, Token))).Code;
    }

    [Fact]
    public async Task A_wrong_password_is_mended_where_it_comes_from()
    {
        Peers.Require("cosign");
        var access = new KeyAccess { Environment = _ => null, Password = _ => "hunter2" };
        using var byVariable = new SignerOpener(access, TimeProvider.System);
        using var typed = new SignerOpener(access with { PasswordRemedy = () => "type" }, TimeProvider.System);
        foreach (var kind in Enum.GetValues<SignerKind>())
        {
            var request = new SignerRequest { Kind = kind, Key = cosign.KeyPath };
            Assert.EndsWith("it was made with.", await MessageAsync(byVariable, request), StringComparison.Ordinal);
            Assert.Contains("; set COSIGN_PASSWORD to the ", await MessageAsync(byVariable, request), StringComparison.Ordinal);
            Assert.Contains("; type the ", await MessageAsync(typed, request), StringComparison.Ordinal);
            Assert.DoesNotContain("COSIGN_PASSWORD", await MessageAsync(typed, request), StringComparison.Ordinal);
        }

        static async Task<string> MessageAsync(SignerOpener opener, SignerRequest request) =>
            (await Assert.ThrowsAsync<ConfigurationException>(() => opener.OpenAsync(request, Token))).Message;
    }

    [Fact]
    public async Task A_bundle_of_something_else_is_refused()
    {
        var key = KeyPair.Generate(folder.At("ci"), "");
        var other = new BundleSigner(KeyFile.Load(key.PrivateKeyPath, () => "")).Sign(
            new Statement([Subject.Of(Digest.Sha256("other"u8))], "https://example.com/t", "{}"u8.ToArray())
        );
        folder.Write("other.json", Encoding.UTF8.GetString(other.ToBytes()));
        var program = await DummyAsync(Help3, $"cat '{key.PublicKeyPath}'", $"cp '{folder.At("other.json")}' \"$bundle\"");

        var error = await Assert.ThrowsAsync<UndeterminedException>(() => SignAsync(program, key.PrivateKeyPath));
        Assert.Equal("cosign.bundle", error.Code);
    }

    [Theory]
    [InlineData("exit 0", "cosign.bundle")]
    [InlineData("mkfifo \"$bundle\"", "cosign.bundle")]
    [InlineData("ln -s /dev/zero \"$bundle\"", "cosign.bundle")]
    [InlineData("echo 'Error: signing: no service answers' >&2; exit 1", "cosign.failed")]
    public async Task A_run_that_leaves_no_bundle_is_no_signature(string sign, string code)
    {
        var key = KeyPair.Generate(folder.At("ci"), "");
        var program = await DummyAsync(Help3, $"cat '{key.PublicKeyPath}'", sign);

        Assert.Equal(code, (await Assert.ThrowsAsync<UndeterminedException>(() => SignAsync(program, key.PrivateKeyPath))).Code);
    }

    [Fact]
    public async Task A_cosign_that_cannot_sign_statements_is_refused_by_name()
    {
        var program = await DummyAsync("--bundle --key", "exit 1", "exit 1");

        Assert.Equal("cosign.version", (await Assert.ThrowsAsync<ConfigurationException>(() => SignAsync(program, "k"))).Code);
    }

    [Fact]
    public async Task Without_a_key_only_cosign_signs()
    {
        using var opener = Opener("p");

        Assert.Equal(
            "signer.key",
            (await Assert.ThrowsAsync<ConfigurationException>(() => opener.OpenAsync(new SignerRequest(), Token))).Code
        );
    }

    private static async Task<ConfigurationException> RefusedAsync(SignerOpener opener, string key)
    {
        using (opener)
        {
            return await Assert.ThrowsAsync<ConfigurationException>(async () =>
            {
                var signer = await opener.OpenAsync(new SignerRequest { Kind = SignerKind.Cosign, Key = key }, Token);
                await signer.SignAsync(Statement, Token);
            });
        }
    }

    private static async Task<Bundle> SignAsync(ExternalTool program, string key)
    {
        var runner = new ToolRunner(TimeProvider.System);
        var access = new KeyAccess { Environment = _ => null, Password = _ => "secret" };
        var opened = await CosignProgram.OpenAsync(program, runner, access, Token);
        var half = await opened.ReadPublicKeyAsync(key, Token);
        return await new CosignSigner(opened, new SignerRequest { Key = key }, half).SignAsync(Statement, Token);
    }

    private Task<ExternalTool> DummyAsync(string help, string publicKey, string sign)
    {
        var path = Script.Write(
            folder,
            "cosign",
            $"""
            case "$*" in *--help*) echo '{help}'; exit 0;; esac
            if [ "$1" = public-key ]; then {publicKey}; exit; fi
            printf '%s\n' "$@" > '{folder.At("arguments")}'
            env > '{folder.At("environment")}'
            while [ $# -gt 0 ]; do if [ "$1" = --bundle ]; then bundle=$2; fi; shift; done
            {sign}
            """
        );
        return Task.FromResult(ExternalTool.At("cosign", path));
    }

    private static SignerOpener Opener(string password, bool offline = false) =>
        new(
            new KeyAccess
            {
                Environment = Environment.GetEnvironmentVariable,
                Password = _ => password,
                Offline = offline,
            },
            TimeProvider.System
        );
}

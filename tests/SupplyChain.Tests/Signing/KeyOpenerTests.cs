using System.Net;
using SupplyChain.Signing;
using SupplyChain.Signing.Keys;
using SupplyChain.Signing.Signers;
using SupplyChain.Testing;
using Xunit;

namespace SupplyChain.Tests.Signing;

/// <summary>Keys opened by reference: files and variables, and Vault's transit engine as its API documentation has it.</summary>
public sealed class KeyOpenerTests : IDisposable
{
    private readonly Dictionary<string, string> variables = new(StringComparer.Ordinal);
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_file_and_a_variable_open_to_the_same_key()
    {
        var pair = KeyPair.Generate(folder.At("ci"), "p");
        variables["CI_KEY"] = await File.ReadAllTextAsync(pair.PrivateKeyPath, Token);
        variables["CI_PUB"] = await File.ReadAllTextAsync(pair.PublicKeyPath, Token);
        using var keys = Opener();

        Assert.Equal(pair.PublicKey, (await keys.OpenAsync(pair.PrivateKeyPath, Token)).PublicKey);
        Assert.Equal(pair.PublicKey, (await keys.OpenAsync("env://CI_KEY", Token)).PublicKey);
        Assert.Equal(pair.PublicKey, await keys.OpenPublicAsync("env://CI_PUB", Token));
    }

    [Theory]
    [InlineData("env://ABSENT", "key.variable")]
    [InlineData("vault://ci", "key.reference")]
    [InlineData("awskms:///alias/ci", "key.reference")]
    [InlineData("pkcs11:token=t;object=k", "key.pkcs11.module")]
    [InlineData("pkcs11:token=t?module-path=/x.so", "key.pkcs11.uri")]
    [InlineData("pkcs11:object=%zz", "key.pkcs11.uri")]
    [InlineData("pkcs11:object=k?module-path=/no/such/module.so&pin-value=1", "key.pkcs11.module")]
    [InlineData("hashivault://ci", "key.vault.variable")]
    [InlineData("absent.key", "key.file")]
    public async Task A_reference_that_leads_nowhere_is_refused_with_its_reason(string reference, string code)
    {
        using var keys = Opener();

        Assert.Equal(code, (await Assert.ThrowsAsync<ConfigurationException>(() => keys.OpenAsync(reference, Token))).Code);
    }

    [Fact]
    public async Task A_PIN_in_a_reference_is_in_no_message()
    {
        using var keys = Opener();
        var error = await Assert.ThrowsAsync<ConfigurationException>(() =>
            keys.OpenAsync("pkcs11:nothing=here?pin-value=4711", Token)
        );

        Assert.DoesNotContain("4711", error.ToString(), StringComparison.Ordinal);
        Assert.Equal("pkcs11:object=k", KeyOpener.Shown("pkcs11:object=k?pin-value=4711"));
    }

    [Theory]
    [InlineData("ecdsa-p256", KeyAlgorithm.EcdsaP256Sha256)]
    [InlineData("ecdsa-p384", KeyAlgorithm.EcdsaP384Sha256)]
    [InlineData("rsa-2048", KeyAlgorithm.RsaPkcs1Sha256)]
    public async Task Vault_signs_with_the_version_whose_public_half_it_gave(string type, KeyAlgorithm algorithm)
    {
        await using var vault = await StartVaultAsync();
        vault.Rotate("ci", type);
        vault.Rotate("ci", type);
        using var keys = Opener();
        var key = await keys.OpenAsync("hashivault://ci", Token);
        vault.Rotate("ci", type);
        var bundle = await new BundleSigner(key).SignBlobAsync(new MemoryStream("content"u8.ToArray()), Token);

        Assert.Equal(algorithm, key.PublicKey.Algorithm);
        Assert.True(key.PublicKey.Verify("content"u8, bundle.MessageSignature!.Signature.Span));
        Assert.Equal(2, (int)vault.SignRequests[0]["key_version"]!);
        Assert.Equal(PublicKey.Parse(vault.PublicKey("ci")), await keys.OpenPublicAsync("hashivault://ci", Token));
    }

    [Fact]
    public async Task A_signature_of_Vault_that_does_not_verify_is_not_handed_out()
    {
        await using var vault = await StartVaultAsync();
        vault.Rotate("ci", "rsa-2048");
        vault.Spoils = true;
        using var keys = Opener();
        var signer = new BundleSigner(await keys.OpenAsync("hashivault://ci", Token));

        var error = await Assert.ThrowsAsync<UndeterminedException>(() => signer.SignBlobAsync(new MemoryStream([1]), Token));
        Assert.Equal("key.sign", error.Code);
    }

    [Fact]
    public async Task What_Vault_refuses_is_a_mistake_and_what_it_cannot_do_is_not()
    {
        await using var vault = await StartVaultAsync();
        using var keys = Opener();
        Assert.Equal("key.vault.missing", await CodeAsync<ConfigurationException>(keys));

        variables["VAULT_TOKEN"] = "another";
        var forbidden = await Assert.ThrowsAsync<ConfigurationException>(() => keys.OpenAsync("hashivault://ci", Token));
        Assert.Equal("key.vault.forbidden", forbidden.Code);
        Assert.DoesNotContain("another", forbidden.ToString(), StringComparison.Ordinal);

        vault.Fault = HttpStatusCode.ServiceUnavailable;
        Assert.Equal("key.vault.failed", await CodeAsync<UndeterminedException>(keys));
        vault.Fault = HttpStatusCode.Redirect;
        Assert.Equal("key.vault.failed", await CodeAsync<UndeterminedException>(keys));
        variables["VAULT_ADDR"] = "http://vault.example";
        Assert.Equal("key.vault.http", await CodeAsync<ConfigurationException>(keys));
    }

    private static async Task<string> CodeAsync<T>(KeyOpener keys)
        where T : SupplyChainException => (await Assert.ThrowsAsync<T>(() => keys.OpenAsync("hashivault://ci", Token))).Code;

    private async Task<TestVault> StartVaultAsync()
    {
        var vault = await TestVault.StartAsync();
        variables["VAULT_ADDR"] = vault.Address;
        variables["VAULT_TOKEN"] = TestVault.Token;
        return vault;
    }

    private KeyOpener Opener() =>
        new(new KeyAccess { Environment = name => variables.GetValueOrDefault(name), Password = _ => "p" });
}

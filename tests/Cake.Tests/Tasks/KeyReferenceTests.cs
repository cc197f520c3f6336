using Cake.Core.IO;
using Cake.SupplyChain;
using SupplyChain.Testing;
using Xunit;

namespace Cake.Tests.Tasks;

/// <summary>Keys of a release, named as on the command line.</summary>
[Collection(RunsAloneGroup.Name)]
public sealed class KeyReferenceTests
{
    [Fact]
    public async Task A_release_is_signed_and_judged_with_keys_of_variables_files_and_services()
    {
        using var release = new TinyRelease();
        await using var vault = await TestVault.StartAsync();
        vault.Rotate("gatekeeper", "ecdsa-p256");
        var variables = new Dictionary<string, string?>
        {
            ["TINY_CI_KEY"] = await File.ReadAllTextAsync(
                release.Folder.At("keys", "ci.key"),
                TestContext.Current.CancellationToken
            ),
            ["VAULT_ADDR"] = vault.Address,
            ["VAULT_TOKEN"] = TestVault.Token,
        };
        release.Settings.SigningKey = "env://TINY_CI_KEY";
        release.Settings.ScannerKey = new FilePath("keys/scanner.key");
        release.Settings.VerdictKey = "hashivault://gatekeeper";
        var policy = release.Folder.At("policy.yaml");
        var text = await File.ReadAllTextAsync(policy, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(
            policy,
            text.Replace("keys/gatekeeper.pub", "hashivault://gatekeeper", StringComparison.Ordinal),
            TestContext.Current.CancellationToken
        );
        try
        {
            Set(variables);
            // The host waits for its tasks, which may not come back to the thread that waits.
            await Task.Run(release.Pass, TestContext.Current.CancellationToken);
        }
        finally
        {
            Set(variables.ToDictionary(variable => variable.Key, _ => (string?)null));
        }

        Assert.NotEmpty(vault.SignRequests);
    }

    [Fact]
    public void A_reference_that_leads_nowhere_is_an_error_that_names_what_there_is()
    {
        using var release = new TinyRelease();
        release.Settings.SigningKey = "vault://ci";
        var result = release.Run("--target=Sign-Image");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(
            "No key can be opened by 'vault://ci'; give a file, env://VARIABLE",
            result.Error,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("keys/ci.key", true)]
    [InlineData("C:/keys/ci.key", true)]
    [InlineData("env://CI", false)]
    [InlineData("pkcs11:token=release;object=ci", false)]
    [InlineData("awskms:///alias/ci", false)]
    public void What_is_no_reference_of_another_kind_is_a_file(string text, bool isFile) =>
        Assert.Equal(isFile, KeyReference.FromString(text).IsFile);

    private static void Set(IReadOnlyDictionary<string, string?> variables)
    {
        foreach (var (name, value) in variables)
        {
            Environment.SetEnvironmentVariable(name, value);
        }
    }
}

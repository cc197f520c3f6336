using CliWrap.Buffered;
using SupplyChain.Signing.Bundles;
using SupplyChain.Testing;
using Xunit;

namespace SupplyChain.Acceptance.Cli;

public sealed class KeysAndBlobsTests : IDisposable
{
    private readonly Workspace workspace = new();

    [Fact]
    public async Task A_generated_key_shows_its_public_half_and_is_never_overwritten()
    {
        await workspace.PassAsync("keys generate --output ci");
        var shown = await workspace.PassAsync("keys public --key ci.key");
        Assert.Equal(await File.ReadAllTextAsync(workspace.At("ci.pub"), TestContext.Current.CancellationToken), shown.Output);
        var again = await workspace.RunAsync("keys generate --output ci");
        Assert.Equal(2, again.ExitCode);
        Assert.Contains("exists", again.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_imported_key_signs()
    {
        var openssl = await PeerProcess.RunAsync(
            "openssl",
            ["genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", workspace.At("plain.pem")]
        );
        Assert.Equal(0, openssl.ExitCode);
        workspace.Write("file", "content");
        await workspace.PassAsync("keys import --key plain.pem --output ci");
        await workspace.PassAsync("sign-blob file --key ci.key --bundle file.json");
        await workspace.PassAsync("verify-blob file --key ci.pub --bundle file.json");
    }

    [Theory]
    [InlineData("ecdsa-p384")]
    [InlineData("ecdsa-p521")]
    [InlineData("ed25519")]
    [InlineData("rsa-2048")]
    [InlineData("rsa-pss-2048")]
    public async Task Every_kind_of_key_signs_and_verifies_a_file(string kind)
    {
        await workspace.PassAsync($"keys generate --output ci --algorithm {kind}");
        workspace.Write("file", "content");
        await workspace.PassAsync("sign-blob file --key ci.key --bundle file.json");
        await workspace.PassAsync("verify-blob file --key ci.pub --bundle file.json");
        workspace.Write("file", "Content");
        Assert.Equal(1, (await workspace.RunAsync("verify-blob file --key ci.pub --bundle file.json")).ExitCode);
    }

    [Fact]
    public async Task A_password_is_read_from_a_descriptor_before_the_environment()
    {
        workspace.Write("password", "from the file\nand no more");
        Assert.True((await RunInShellAsync("keys generate --output ci --password-fd 3 3< password")).IsSuccess);
        Assert.True((await RunInShellAsync("keys public --key ci.key --password-fd 3 3< password")).IsSuccess);
        Assert.False((await RunInShellAsync("keys public --key ci.key")).IsSuccess);
        Assert.False((await RunInShellAsync("keys public --key ci.key --password-fd 9")).IsSuccess);
    }

    [Theory]
    [InlineData("native")]
    [InlineData("cosign")]
    public async Task Either_signer_signs_offline_by_the_password_of_a_descriptor_and_names_it_where_that_is_wrong(string signer)
    {
        Peers.Require("cosign");
        workspace.Write("password", "from the file");
        workspace.Write("wrong", "something else");
        Assert.True((await RunInShellAsync("keys generate --output ci --password-fd 3 3< password")).IsSuccess);
        var sign = $"sign-blob password --key ci.key --bundle file.json --signer {signer} --offline";
        var signed = await RunInShellAsync($"{sign} --password-fd 3 3< password");
        Assert.True(signed.IsSuccess, signed.StandardError);
        await workspace.PassAsync("verify-blob password --key ci.pub --bundle file.json");

        var wrong = await RunInShellAsync($"{sign} --password-fd 3 3< wrong");
        Assert.Equal(2, wrong.ExitCode);
        Assert.Contains("; let --password-fd give the ", wrong.StandardError, StringComparison.Ordinal);
        Assert.DoesNotContain("COSIGN_PASSWORD", wrong.StandardError, StringComparison.Ordinal);
        var fromVariable = await RunInShellAsync(sign);
        Assert.Equal(2, fromVariable.ExitCode);
        Assert.Contains("; set COSIGN_PASSWORD to the ", fromVariable.StandardError, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("--key ci.key --signing-config services.json")]
    public async Task Offline_cosign_asks_no_service_to_sign(string options)
    {
        workspace.Write("file", "content");
        var result = await workspace.RunAsync($"sign-blob file --bundle file.json --signer cosign --offline {options}");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("which --offline forbids", result.Error, StringComparison.Ordinal);
        Assert.Equal(["file"], workspace.Names());
    }

    [Theory]
    [InlineData("native")]
    [InlineData("cosign")]
    public async Task A_file_is_attested_by_either_signer_and_the_predicate_kept(string signer)
    {
        Peers.Require("cosign");
        await workspace.PassAsync("keys generate --output ci");
        workspace.Write("file", "content");
        workspace.Write("predicate", """{ "bomFormat": "CycloneDX", "specVersion": "1.6", "own": 1.50 }""");
        await workspace.PassAsync(
            $"attest-blob file --key ci.key --signer {signer} --type cyclonedx --predicate predicate --bundle file.json"
        );
        await workspace.PassAsync("verify-blob-attestation file --key ci.pub --bundle file.json --type cyclonedx");

        var bundle = Bundle.Parse(await File.ReadAllBytesAsync(workspace.At("file.json"), TestContext.Current.CancellationToken));
        Assert.Equal(
            """{ "bomFormat": "CycloneDX", "specVersion": "1.6", "own": 1.50 }""",
            System.Text.Encoding.UTF8.GetString(bundle.Envelope!.ReadStatement().Predicate.Span)
        );
    }

    [Fact]
    public async Task One_statement_is_about_several_files_and_about_no_other()
    {
        await workspace.PassAsync("keys generate --output ci");
        workspace.Write("one", "first");
        workspace.Write("two", "second");
        workspace.Write("other", "third");
        workspace.Write("predicate", """{ "bomFormat": "CycloneDX", "specVersion": "1.6" }""");
        var digest = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("third file"u8));
        await workspace.PassAsync(
            $"attest-blob one two sha256:{digest} --key ci.key --type cyclonedx --predicate predicate --bundle all.json"
        );

        foreach (var subject in new[] { "one", "two", $"sha256:{digest}" })
        {
            await workspace.PassAsync($"verify-blob-attestation {subject} --key ci.pub --bundle all.json --type cyclonedx");
        }

        var other = await workspace.RunAsync("verify-blob-attestation other --key ci.pub --bundle all.json --type cyclonedx");
        Assert.Equal(1, other.ExitCode);
        Assert.Contains("It is about another artifact", other.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_predicate_that_is_none_of_its_type_is_refused_before_anything_is_written()
    {
        await workspace.PassAsync("keys generate --output ci");
        workspace.Write("file", "content");
        workspace.Write("predicate", "{}");
        var result = await workspace.RunAsync(
            "attest-blob file --key ci.key --type slsaprovenance1 --predicate predicate --bundle file.json"
        );

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("buildDefinition.buildType", result.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(workspace.At("file.json")));
    }

    [Theory]
    [InlineData("native", "\"own\": {\"important\": true}")]
    [InlineData("cosign", "\"predicate\": { \"k\" : 1.50 }")]
    public async Task A_whole_statement_is_signed_as_it_is_by_either_signer(string signer, string members)
    {
        Peers.Require("cosign");
        var statement =
            """{ "_type": "https://in-toto.io/Statement/v0.1", "subject": [{"name":"f","uri":"https://u.example","annotations":{"n":1.50},"digest":{"sha256":"ed7002b439e9ac845f22357d822bac1444730fbdb6016d3ec9432297b9ec9f73"}}], "predicateType": "https://example.com/t", """
            + members
            + " }\n";
        await workspace.PassAsync("keys generate --output ci");
        workspace.Write("file", "content");
        workspace.Write("statement", statement);
        await workspace.PassAsync($"attest-blob file --key ci.key --signer {signer} --statement statement --bundle file.json");
        await workspace.PassAsync("verify-blob-attestation file --key ci.pub --bundle file.json --type https://example.com/t");

        var bundle = Bundle.Parse(await File.ReadAllBytesAsync(workspace.At("file.json"), TestContext.Current.CancellationToken));
        Assert.Equal(statement, System.Text.Encoding.UTF8.GetString(bundle.Envelope!.Payload.Span));
    }

    [Fact]
    public async Task A_whole_statement_about_another_file_or_of_a_broken_predicate_is_refused()
    {
        const string statement =
            """{"_type":"https://in-toto.io/Statement/v1","subject":[{"digest":{"sha256":"ed7002b439e9ac845f22357d822bac1444730fbdb6016d3ec9432297b9ec9f73"}}],"predicateType":"https://in-toto.io/Link/v1","predicate":{"name":"n","materials":{}}}""";
        await workspace.PassAsync("keys generate --output ci");
        workspace.Write("file", "content");
        workspace.Write("other", "Content");
        workspace.Write("statement", statement);
        var other = await workspace.RunAsync("attest-blob other --key ci.key --statement statement --bundle file.json");
        Assert.Equal(2, other.ExitCode);
        Assert.Contains("is not about", other.Error, StringComparison.Ordinal);

        workspace.Write("statement", statement.Replace("{}", "[]", StringComparison.Ordinal));
        var broken = await workspace.RunAsync("attest-blob file --key ci.key --statement statement --bundle file.json");
        Assert.Equal(2, broken.ExitCode);
        Assert.Contains("'materials' is a list and should be an object", broken.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(workspace.At("file.json")));
    }

    [Theory]
    [InlineData("wrong", "does not open with the given password")]
    [InlineData(null, "no password was given; set COSIGN_PASSWORD")]
    public async Task A_key_without_its_password_signs_nothing(string? password, string sentence)
    {
        await workspace.PassAsync("keys generate --output ci");
        workspace.Write("file", "content");
        var result = await workspace.RunAsync(
            ["sign-blob", "file", "--key", "ci.key", "--bundle", "file.json"],
            password: password
        );
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(sentence, result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(password ?? Workspace.Password, result.Error + result.Output, StringComparison.Ordinal);
        Assert.Equal(["ci.key", "ci.pub", "file"], workspace.Names());
    }

    [Fact]
    public async Task A_signed_file_is_accepted_by_cosign_and_by_its_digest()
    {
        await workspace.PassAsync("keys generate --output ci");
        workspace.Write("file", "content");
        await workspace.PassAsync("sign-blob file --key ci.key --bundle file.json");
        const string digest = "sha256:ed7002b439e9ac845f22357d822bac1444730fbdb6016d3ec9432297b9ec9f73";
        var result = await workspace.PassAsync($"verify-blob {digest} --key ci.pub --bundle file.json --format json");
        Assert.Equal("pass", result.Json.GetProperty("verdict").GetString());
        var cosign = await PeerProcess.RunAsync(
            "cosign",
            [
                "verify-blob",
                "--key",
                workspace.At("ci.pub"),
                "--bundle",
                workspace.At("file.json"),
                "--insecure-ignore-tlog",
                workspace.At("file"),
            ]
        );
        Assert.Equal(0, cosign.ExitCode);
    }

    [Fact]
    public async Task A_changed_file_and_another_key_are_denied_and_a_broken_bundle_is_undecided()
    {
        await workspace.PassAsync("keys generate --output ci");
        await workspace.PassAsync("keys generate --output other");
        workspace.Write("file", "content");
        await workspace.PassAsync("sign-blob file --key ci.key --bundle file.json");
        Assert.Equal(1, (await workspace.RunAsync("verify-blob file --key other.pub --bundle file.json")).ExitCode);
        workspace.Write("file", "Content");
        Assert.Equal(1, (await workspace.RunAsync("verify-blob file --key ci.pub --bundle file.json")).ExitCode);
        workspace.Write("file.json", "{}");
        Assert.Equal(3, (await workspace.RunAsync("verify-blob file --key ci.pub --bundle file.json")).ExitCode);
    }

    public void Dispose() => workspace.Dispose();

    private Task<BufferedCommandResult> RunInShellAsync(string rest)
    {
        var (program, arguments) = Workspace.Program;
        var command = string.Join(' ', arguments.Prepend(program).Select(word => $"'{word}'"));
        return PeerProcess.RunAsync(
            "sh",
            ["-c", $"{command} {rest}"],
            new Dictionary<string, string?> { ["COSIGN_PASSWORD"] = "another" },
            workspace.Path
        );
    }
}

using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CliWrap;
using CliWrap.Buffered;
using SupplyChain.Attestations;
using SupplyChain.Images;
using SupplyChain.Signing;
using SupplyChain.Signing.Bundles;
using SupplyChain.Signing.Keys;
using SupplyChain.Signing.Verification;
using SupplyChain.Testing;

namespace SupplyChain.Tests.Signing.Interop;

/// <summary>The peers, each as its users run it: signing and verifying a file or a statement about it.</summary>
internal sealed class InteropPeers(TemporaryFolder folder)
{
    public const string Ours = "supplychain";
    public const string Cosign = "cosign";
    public const string SigstoreGo = "sigstore-go";
    public const string SigstoreJs = "sigstore-js";
    public const string PredicateType = "https://example.com/t";

    private readonly TestTimestamps timestamps = new(folder);

    private string Content => folder.At("content");

    private string StatementFile => folder.At("statement.json");

    public async Task StartAsync()
    {
        Peers.Require(Cosign);
        Peers.Require("sigstore-go-verification");
        Peers.RequireNodePackage("sigstore");
        folder.Write("content", "what is signed");
        folder.Write(
            "services.json",
            """{"mediaType":"application/vnd.dev.sigstore.signingconfig.v0.2+json","rekorTlogConfig":{},"tsaConfig":{}}"""
        );
        await File.WriteAllBytesAsync(StatementFile, Statement().ToBytes());
        await timestamps.StartAsync();
    }

    /// <summary>Signs into a bundle file; false where the peer refuses the key.</summary>
    public async Task<bool> SignAsync(string signer, InteropKey key, bool statement, string bundle)
    {
        switch (signer)
        {
            case Ours:
                var native = new BundleSigner(key.Key);
                var signed = statement
                    ? await native.SignAsync(Statement(), CancellationToken.None)
                    : await native.SignBlobAsync(new MemoryStream(await File.ReadAllBytesAsync(Content)), CancellationToken.None);
                await File.WriteAllBytesAsync(bundle, signed.ToBytes());
                return true;
            case Cosign:
                string[] what = statement ? ["attest-blob", "--statement", StatementFile] : ["sign-blob", Content];
                return await PassesAsync(
                    Cosign,
                    [.. what, "--key", key.SealedPath, "--signing-config", folder.At("services.json"), "--bundle", bundle, "-y"]
                );
            default:
                return await RunNodeAsync(
                    new JsonObject
                    {
                        ["verb"] = "sign",
                        ["key"] = key.PlainPath,
                        ["content"] = statement ? StatementFile : Content,
                        ["type"] = statement ? Envelope.InToto : null,
                        ["bundle"] = bundle,
                    }
                );
        }
    }

    /// <summary>Signs with sigstore-go's demo, which makes a P-256 key of its own for each run.</summary>
    public async Task<string> SignWithGoAsync(bool statement, string bundle)
    {
        string[] what = statement ? ["-in-toto", StatementFile] : [Content];
        var result = await RunAsync(
            "sigstore-go-signing",
            ["-t", timestamps.TrustedRoot, "-s", folder.At("services.json"), .. what]
        );
        var start = result.StandardOutput.IndexOf("{\"mediaType\"", StringComparison.Ordinal);
        await File.WriteAllTextAsync(bundle, result.StandardOutput[start..].Trim());
        return folder.Write(
            Path.GetFileName(bundle) + ".pub",
            result.StandardOutput[result.StandardOutput.IndexOf("-----", StringComparison.Ordinal)..start].Trim() + "\n"
        );
    }

    /// <summary>Whether the peer verifies the bundle by the public key.</summary>
    public async Task<bool> VerifiesAsync(string verifier, string publicKey, bool statement, string bundle)
    {
        switch (verifier)
        {
            case Ours:
                var native = new Verifier([new NamedKey("key", PublicKey.Load(publicKey))]);
                var read = Bundle.Parse(await File.ReadAllBytesAsync(bundle));
                return statement
                    ? native
                        .VerifyStatement(
                            read,
                            Statement().Subjects[0].Digests.Select(one => Digest.Parse($"{one.Key}:{one.Value}")).First(),
                            PredicateType
                        )
                        .IsVerified
                    : (await native.VerifyBlobAsync(read, File.OpenRead(Content), CancellationToken.None)).IsVerified;
            case Cosign:
                string[] what = statement ? ["verify-blob-attestation", "--type", PredicateType] : ["verify-blob"];
                return await PassesAsync(
                    Cosign,
                    [.. what, "--key", publicKey, "--bundle", bundle, "--insecure-ignore-tlog", Content]
                );
            case SigstoreGo:
                string[] options = ["-artifact", Content, "-publicKey", publicKey, "-requireCTlog=false", "-requireTlog=false"];
                return await PassesAsync(
                    "sigstore-go-verification",
                    [.. options, "-trustedrootJSONpath", timestamps.TrustedRoot, await timestamps.StampAsync(bundle)]
                );
            default:
                return await RunNodeAsync(
                    new JsonObject
                    {
                        ["verb"] = "verify",
                        ["key"] = publicKey,
                        ["bundle"] = bundle,
                        ["content"] = statement ? null : Content,
                    }
                );
        }
    }

    public async Task<bool> PassesAsync(string program, IEnumerable<string> arguments) =>
        (await RunAsync(program, arguments)).IsSuccess;

    private Task<BufferedCommandResult> RunAsync(string program, IEnumerable<string> arguments) =>
        PeerProcess.RunAsync(
            program,
            arguments,
            new Dictionary<string, string?> { ["COSIGN_PASSWORD"] = InteropKey.Password, ["HOME"] = folder.Path },
            folder.Path
        );

    private static async Task<bool> RunNodeAsync(JsonObject job)
    {
        var script = SourceTree.At("tests", "SupplyChain.Tests", "Signing", "Interop", "interop.mjs");
        var modules = Path.GetDirectoryName(Peers.RequireNodePackage("sigstore"))! + "/";
        var result = await Cli.Wrap(Peers.Require("node"))
            .WithArguments([script, modules])
            .WithStandardInputPipe(PipeSource.FromString(new JsonArray(job).ToJsonString(), Encoding.UTF8))
            .ExecuteBufferedAsync();
        return JsonSerializer.Deserialize<string?[]>(result.StandardOutput)![0] is null;
    }

    private Statement Statement() =>
        new([Subject.Of(Digest.Sha256(File.ReadAllBytes(Content)), "content")], PredicateType, "{\"a\":1}"u8.ToArray());
}

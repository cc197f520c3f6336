using System.Text.Json.Nodes;
using SupplyChain.Testing;
using Xunit;

namespace SupplyChain.Tests.Signing.Interop;

/// <summary>A timestamp authority made of the real <c>openssl ts</c>, for verifiers that take no bundle without a time.</summary>
internal sealed class TestTimestamps(TemporaryFolder folder)
{
    private const string Configuration = """
        [tsa]
        default_tsa = one
        [one]
        serial = serial
        digests = sha256
        default_policy = 1.2.3.4
        signer_digest = sha256
        ess_cert_id_alg = sha256
        [leaf]
        extendedKeyUsage = critical,timeStamping
        keyUsage = critical,digitalSignature
        basicConstraints = critical,CA:false
        [root]
        basicConstraints = critical,CA:true
        keyUsage = critical,keyCertSign
        [req]
        distinguished_name = dn
        [dn]
        """;

    /// <summary>The trusted root that knows the authority and nothing else.</summary>
    public string TrustedRoot => folder.At("tsa", "root.json");

    public async Task StartAsync()
    {
        folder.Write("tsa/tsa.cnf", Configuration + "\n");
        folder.Write("tsa/serial", "01\n");
        const string key = "-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes";
        await RunAsync(
            $"req -x509 {key} -keyout root.key -out root.pem -subj /O=test/CN=root -days 30 -config tsa.cnf -extensions root"
        );
        await RunAsync($"req {key} -keyout leaf.key -out leaf.csr -subj /O=test/CN=tsa -config tsa.cnf");
        await RunAsync(
            "x509 -req -in leaf.csr -CA root.pem -CAkey root.key -CAcreateserial -out leaf.pem -days 30 -extfile tsa.cnf -extensions leaf"
        );
        var root = new JsonObject
        {
            ["mediaType"] = "application/vnd.dev.sigstore.trustedroot+json;version=0.1",
            ["timestampAuthorities"] = new JsonArray(
                new JsonObject
                {
                    ["subject"] = new JsonObject { ["organization"] = "test", ["commonName"] = "tsa" },
                    ["uri"] = "https://tsa.test",
                    ["certChain"] = new JsonObject { ["certificates"] = new JsonArray(Raw("leaf.pem"), Raw("root.pem")) },
                    ["validFor"] = new JsonObject { ["start"] = "2020-01-01T00:00:00Z" },
                }
            ),
        };
        folder.Write("tsa/root.json", root.ToJsonString());
    }

    /// <summary>Writes a copy of the bundle with a signed timestamp over its signature.</summary>
    public async Task<string> StampAsync(string bundle)
    {
        var json = JsonNode.Parse(await File.ReadAllTextAsync(bundle))!;
        var signature = (string)(json["messageSignature"]?["signature"] ?? json["dsseEnvelope"]!["signatures"]![0]!["sig"])!;
        await File.WriteAllBytesAsync(folder.At("tsa", "signature"), Convert.FromBase64String(signature));
        await RunAsync("ts -query -data signature -sha256 -cert -out query");
        await RunAsync("ts -reply -config tsa.cnf -queryfile query -signer leaf.pem -inkey leaf.key -chain root.pem -out reply");
        var reply = Convert.ToBase64String(await File.ReadAllBytesAsync(folder.At("tsa", "reply")));
        json["verificationMaterial"]!["timestampVerificationData"] = new JsonObject
        {
            ["rfc3161Timestamps"] = new JsonArray(new JsonObject { ["signedTimestamp"] = reply }),
        };
        var stamped = bundle + ".stamped";
        await File.WriteAllTextAsync(stamped, json.ToJsonString());
        return stamped;
    }

    private JsonObject Raw(string name)
    {
        var pem = File.ReadAllText(folder.At("tsa", name));
        var fields = System.Security.Cryptography.PemEncoding.Find(pem);
        return new JsonObject { ["rawBytes"] = pem[fields.Base64Data].ReplaceLineEndings("") };
    }

    private async Task RunAsync(string words)
    {
        var result = await PeerProcess.RunAsync("openssl", words.Split(' '), workingDirectory: folder.At("tsa"));
        Assert.True(result.IsSuccess, $"openssl {words}: {result.StandardError}");
    }
}

using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace SupplyChain.Testing;

/// <summary>The part of Vault's transit engine that signing needs, as its API documentation has it, in this process.</summary>
public sealed class TestVault : IAsyncDisposable
{
    /// <summary>The token it takes.</summary>
    public const string Token = "hvs.test-token";

    private readonly WebApplication application;
    private readonly Dictionary<string, (string Type, List<AsymmetricAlgorithm> Versions)> keys = new(StringComparer.Ordinal);

    private TestVault(WebApplication application) => this.application = application;

    /// <summary>Its address.</summary>
    public string Address => application.Urls.Single();

    /// <summary>The bodies of the requests to sign, oldest first.</summary>
    public IList<JsonNode> SignRequests { get; } = [];

    /// <summary>Answered in place of everything else, where it is set.</summary>
    public HttpStatusCode? Fault { get; set; }

    /// <summary>Whether signatures are spoiled on the way.</summary>
    public bool Spoils { get; set; }

    /// <summary>Starts a Vault without keys.</summary>
    public static async Task<TestVault> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        _ = builder.Logging.ClearProviders();
        _ = builder.WebHost.ConfigureKestrel(server => server.Listen(IPAddress.Loopback, 0));
        var vault = new TestVault(builder.Build());
        vault.application.Run(vault.AnswerAsync);
        await vault.application.StartAsync();
        return vault;
    }

    /// <summary>Adds a version of a key.</summary>
    /// <param name="name">The key.</param>
    /// <param name="type">Its type in Vault's words, such as <c>ecdsa-p256</c> or <c>rsa-2048</c>.</param>
    public void Rotate(string name, string type)
    {
        AsymmetricAlgorithm key = type switch
        {
            "ecdsa-p256" => ECDsa.Create(ECCurve.NamedCurves.nistP256),
            "ecdsa-p384" => ECDsa.Create(ECCurve.NamedCurves.nistP384),
            "ecdsa-p521" => ECDsa.Create(ECCurve.NamedCurves.nistP521),
            _ => RSA.Create(2048),
        };
        if (!keys.TryGetValue(name, out var known))
        {
            known = keys[name] = (type, []);
        }

        known.Versions.Add(key);
    }

    /// <summary>The public half of the latest version, in PEM.</summary>
    public string PublicKey(string name) => keys[name].Versions[^1].ExportSubjectPublicKeyInfoPem();

    /// <inheritdoc />
    public ValueTask DisposeAsync() => application.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        var path = (context.Request.Path.Value ?? "").Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (Fault is { } fault)
        {
            context.Response.StatusCode = (int)fault;
        }
        else if (context.Request.Headers["X-Vault-Token"] != Token)
        {
            context.Response.StatusCode = 403;
            await context.Response.WriteAsync("""{"errors":["permission denied"]}""");
        }
        else if (path is not ["v1", "transit", var verb, var name] || !keys.TryGetValue(name, out var key))
        {
            context.Response.StatusCode = 404;
            await context.Response.WriteAsync("""{"errors":[]}""");
        }
        else if (verb == "keys" && context.Request.Method == "GET")
        {
            await context.Response.WriteAsync(Describe(name, key.Type, key.Versions));
        }
        else
        {
            var body = (await JsonNode.ParseAsync(context.Request.Body))!;
            SignRequests.Add(body);
            var version = (int)body["key_version"]!;
            var signature = Sign(key.Versions[version - 1], body);
            signature[^1] ^= (byte)(Spoils ? 1 : 0);
            var data = new JsonObject
            {
                ["key_version"] = version,
                ["signature"] = $"vault:v{version}:{Convert.ToBase64String(signature)}",
            };
            await context.Response.WriteAsync(new JsonObject { ["data"] = data }.ToJsonString());
        }
    }

    private static string Describe(string name, string type, List<AsymmetricAlgorithm> versions)
    {
        var described = new JsonObject();
        for (var version = 1; version <= versions.Count; version++)
        {
            described[$"{version}"] = new JsonObject { ["public_key"] = versions[version - 1].ExportSubjectPublicKeyInfoPem() };
        }

        var data = new JsonObject
        {
            ["name"] = name,
            ["type"] = type,
            ["latest_version"] = versions.Count,
            ["keys"] = described,
        };
        return new JsonObject { ["data"] = data }.ToJsonString();
    }

    private static byte[] Sign(AsymmetricAlgorithm key, JsonNode body)
    {
        var hash = Convert.FromBase64String((string)body["input"]!);
        if ((string?)body["hash_algorithm"] != "sha2-256" || (bool?)body["prehashed"] != true)
        {
            throw new JsonException("This Vault signs SHA-256 hashes alone.");
        }

        return key switch
        {
            ECDsa ecdsa when (string?)body["marshaling_algorithm"] == "asn1" => ecdsa.SignHash(
                hash,
                DSASignatureFormat.Rfc3279DerSequence
            ),
            RSA rsa when (string?)body["signature_algorithm"] == "pkcs1v15" => rsa.SignHash(
                hash,
                HashAlgorithmName.SHA256,
                RSASignaturePadding.Pkcs1
            ),
            // What Vault does unless told otherwise.
            RSA rsa => rsa.SignHash(hash, HashAlgorithmName.SHA256, RSASignaturePadding.Pss),
            _ => throw new JsonException("Unknown marshaling."),
        };
    }
}

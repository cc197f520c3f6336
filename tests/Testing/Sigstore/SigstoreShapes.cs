using System.Security.Cryptography;

namespace SupplyChain.Testing.Sigstore;

/// <summary>Every way in which something can be signed, by name.</summary>
public static class SigstoreShapes
{
    public const string Older = "application/vnd.dev.sigstore.bundle+json;version=0.1";

    public static readonly IReadOnlyDictionary<string, Func<SigningShape>> OfFiles = new Dictionary<string, Func<SigningShape>>
    {
        ["certificate, v1"] = () => new SigningShape(),
        ["certificate, v1, timestamp"] = () => new SigningShape { IsTimestamped = true },
        ["certificate, v1, bundle v0.1"] = () => new SigningShape { MediaType = Older },
        ["certificate, v2"] = () => new SigningShape { LogsInV2 = true },
        ["key, v1"] = () => new SigningShape { Key = NewKey() },
        ["key, v2"] = () => new SigningShape { Key = NewKey(), LogsInV2 = true },
    };

    public static readonly IReadOnlyDictionary<string, Func<SigningShape>> OfStatements = new Dictionary<
        string,
        Func<SigningShape>
    >
    {
        ["certificate, dsse"] = () => new SigningShape(),
        ["certificate, intoto"] = () => new SigningShape { EntryKind = "intoto/0.0.2" },
        ["certificate, v2"] = () => new SigningShape { LogsInV2 = true },
        ["key, dsse, timestamp"] = () => new SigningShape { Key = NewKey(), IsTimestamped = true },
        ["key, v2"] = () => new SigningShape { Key = NewKey(), LogsInV2 = true },
    };

    private static ECDsa NewKey() => ECDsa.Create(ECCurve.NamedCurves.nistP256);
}

namespace SupplyChain.Signing.Verification;

/// <summary>The identifiers of the checks of a signature.</summary>
public static class CheckIds
{
    /// <summary>The evidence could be read.</summary>
    public const string Format = "bundle.format";

    /// <summary>The envelope holds a statement.</summary>
    public const string PayloadType = "envelope.payload-type";

    /// <summary>The bundle names the key that its signature verifies with.</summary>
    public const string KeyHint = "bundle.key-hint";

    /// <summary>The signer's certificate leads to a trusted authority, and was valid when it signed.</summary>
    public const string Certificate = "certificate";

    /// <summary>A trusted log of certificates promised to hold the signer's certificate.</summary>
    public const string CertificateLog = "certificate.log";

    /// <summary>The signer's certificate was issued to a wanted identity.</summary>
    public const string Identity = "certificate.identity";

    /// <summary>The signature verifies with one of the given keys, or with the key of its certificate.</summary>
    public const string Signature = "signature";

    /// <summary>The statement, payload or message is about the wanted digest.</summary>
    public const string Subject = "subject";

    /// <summary>The statement is of the wanted predicate type.</summary>
    public const string PredicateType = "predicate-type";

    /// <summary>The signed annotations are the wanted ones.</summary>
    public const string Annotations = "annotations";

    /// <summary>A transparency log holds the signature.</summary>
    public const string LogEntry = "log-entry";

    /// <summary>A timestamp authority signed the time.</summary>
    public const string SignedTimestamp = "signed-timestamp";
}

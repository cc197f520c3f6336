namespace SupplyChain.Signing.Verification;

/// <summary>What verification came to. Only <see cref="Verified"/> is good; the others say what is wrong, and so what to do.</summary>
public enum VerificationStatus
{
    /// <summary>There is nothing to verify: the image is not signed, or not attested.</summary>
    Missing,

    /// <summary>A key that was given signed exactly this, for this purpose.</summary>
    Verified,

    /// <summary>It names a key that was given, and that key did not make the signature: it was altered after signing.</summary>
    Tampered,

    /// <summary>Properly signed, and about another artifact.</summary>
    OtherSubject,

    /// <summary>Properly signed, and without the wanted annotations.</summary>
    OtherAnnotations,

    /// <summary>Signed by no key that was given.</summary>
    WrongKey,

    /// <summary>Signed by somebody else than the identities that were asked for.</summary>
    WrongIdentity,

    /// <summary>The signature itself holds, and what must vouch for it does not: its certificate, a log or a timestamp.</summary>
    Untrusted,

    /// <summary>Signed by fewer different signers than are demanded.</summary>
    TooFewSigners,

    /// <summary>It cannot be read, so that nothing is known about it.</summary>
    Unreadable,

    /// <summary>It is of another predicate type than the wanted one, such as an attestation where a signature is wanted.</summary>
    WrongType,
}

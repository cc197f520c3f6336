namespace SupplyChain.Testing.Sigstore;

/// <summary>What a <see cref="VirtualSigstore"/> does wrong; everything else of what it makes is right.</summary>
public enum SigstoreFault
{
    None,

    // The certificate authority.
    CertificateOfStranger,
    CertificateTooOld,
    CertificateTooYoung,
    CertificateForServers,
    CertificateOfAuthority,
    CertificateWithoutUsage,
    CertificateWithoutIdentity,
    CertificateWithTwoIdentities,
    CertificateWithoutIssuer,
    CertificateWithTwoIssuers,
    CertificateWithUnknownCriticalExtension,
    AuthorityNoLongerTrusted,
    AuthorityMayNotIssue,
    AuthorityForServers,
    RootInBundle,
    StrangersCertificateInBundle,

    // The log of certificates.
    NoPromise,
    PromiseByStranger,
    PromiseForOtherCertificate,
    PromiseExtensionsAltered,
    CertificateLogNoLongerTrusted,

    // The transparency log.
    NoEntry,
    EntryTwice,
    EntryOfStranger,
    EntryForOtherContent,
    EntryForOtherSignature,
    EntryForOtherCertificate,
    EntryOfOtherKind,
    EntryOfUnknownKind,
    EntryBeforeCertificate,
    EntryPromiseByStranger,
    EntryNumberAltered,
    EntryTimeAltered,
    NoProof,
    ProofOfOtherPlace,
    ProofHashAltered,
    ProofTooShort,
    ProofTooLong,
    ProofOfOtherSize,
    NoCheckpoint,
    CheckpointByStranger,
    CheckpointUnderOtherName,
    CheckpointOfOtherTree,
    CheckpointOfOtherRoot,
    CheckpointWithoutSignature,
    CheckpointBroken,
    LogNoLongerTrusted,

    // The timestamp authority.
    NoTimestamp,
    TimestampByStranger,
    TimestampOfOtherSignature,
    TimestampTimeAltered,
    TimestampRefused,
    TimestampOfOtherCertificate,
    TimestampAfterCertificate,
    TimestampAuthorityForServers,
    TimestampAuthorityForServersToo,
    TimestampPurposeNotCritical,
    TimestampAuthorityExpired,
    TimestampAuthorityNoLongerTrusted,
}

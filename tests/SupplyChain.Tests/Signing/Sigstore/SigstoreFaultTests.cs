using SupplyChain.Signing.Verification;
using SupplyChain.Testing.Sigstore;
using Xunit;

namespace SupplyChain.Tests.Signing.Sigstore;

/// <summary>Each thing that a service of Sigstore can do wrong is denied, and the sentence says which it was.</summary>
public sealed class SigstoreFaultTests
{
    private static readonly SigningShape V1 = new();
    private static readonly SigningShape Timestamped = new() { IsTimestamped = true };
    private static readonly SigningShape V2 = new() { LogsInV2 = true };

    private static readonly (SigstoreFault Fault, SigningShape Shape, string Check, string Sentence)[] Table =
    [
        (SigstoreFault.CertificateOfStranger, V1, CheckIds.Certificate, "issued by no authority of the trusted root"),
        (SigstoreFault.CertificateTooOld, V1, CheckIds.Certificate, "the certificate was not valid then"),
        (SigstoreFault.CertificateTooYoung, V1, CheckIds.Certificate, "the certificate was not valid then"),
        (SigstoreFault.CertificateForServers, V1, CheckIds.Certificate, "it is for another purpose"),
        (SigstoreFault.CertificateOfAuthority, V1, CheckIds.Certificate, "it is the certificate of an authority"),
        (SigstoreFault.CertificateWithoutUsage, V1, CheckIds.Certificate, "it may not sign"),
        (SigstoreFault.CertificateWithoutIdentity, V1, CheckIds.Identity, "names no identity"),
        (SigstoreFault.CertificateWithTwoIdentities, V1, CheckIds.Identity, "names more than one identity"),
        (SigstoreFault.CertificateWithoutIssuer, V1, CheckIds.Identity, "does not name one issuer"),
        (SigstoreFault.CertificateWithTwoIssuers, V1, CheckIds.Identity, "does not name one issuer"),
        (
            SigstoreFault.CertificateWithUnknownCriticalExtension,
            V1,
            CheckIds.Certificate,
            "the critical extension 1.2.3.4 is not known"
        ),
        (SigstoreFault.AuthorityNoLongerTrusted, V1, CheckIds.Certificate, "its authority is not trusted for that time"),
        (SigstoreFault.AuthorityMayNotIssue, V1, CheckIds.Certificate, "its issuer may not issue certificates"),
        (SigstoreFault.AuthorityForServers, V1, CheckIds.Certificate, "its issuer is for another purpose"),
        (SigstoreFault.AuthorityForOtherNames, V1, CheckIds.Certificate, "an authority of its chain may not issue for its name"),
        (SigstoreFault.CertificateOfServersName, V1, CheckIds.Identity, "of an unknown form"),
        (SigstoreFault.RootInBundle, V1, CheckIds.Certificate, "It carries a root certificate"),
        (SigstoreFault.StrangersCertificateInBundle, V1, CheckIds.Certificate, "no part of the chain"),
        (SigstoreFault.NoPromise, V1, CheckIds.CertificateLog, "0 promised to hold its certificate"),
        (SigstoreFault.PromiseByStranger, V1, CheckIds.CertificateLog, "0 promised to hold its certificate"),
        (SigstoreFault.PromiseForOtherCertificate, V1, CheckIds.CertificateLog, "0 promised to hold its certificate"),
        (SigstoreFault.PromiseExtensionsAltered, V1, CheckIds.CertificateLog, "0 promised to hold its certificate"),
        (SigstoreFault.CertificateLogNoLongerTrusted, V1, CheckIds.CertificateLog, "0 promised to hold its certificate"),
        (SigstoreFault.NoEntry, V1, CheckIds.LogEntry, "Of the 1 logs that are demanded, 0 hold it"),
        (SigstoreFault.EntryTwice, V1, CheckIds.LogEntry, "It carries two entries of one log"),
        (SigstoreFault.EntryOfStranger, V1, CheckIds.LogEntry, "A log entry is of no log of the trusted root"),
        (SigstoreFault.EntryForOtherContent, V1, CheckIds.LogEntry, "The log entry is about other content"),
        (SigstoreFault.EntryForOtherContent, V2, CheckIds.LogEntry, "The log entry is about other content"),
        (SigstoreFault.EntryForOtherSignature, V1, CheckIds.LogEntry, "The log entry holds another signature"),
        (SigstoreFault.EntryForOtherSignature, V2, CheckIds.LogEntry, "The log entry holds another signature"),
        (SigstoreFault.EntryForOtherCertificate, V1, CheckIds.LogEntry, "The log entry holds another certificate or key"),
        (SigstoreFault.EntryForOtherCertificate, V2, CheckIds.LogEntry, "The log entry holds another certificate or key"),
        (SigstoreFault.EntryOfOtherKind, V1, CheckIds.LogEntry, "of another kind than its bundle says"),
        (SigstoreFault.EntryOfUnknownKind, V1, CheckIds.LogEntry, "of the unknown kind 'rpm/0.0.1'"),
        (SigstoreFault.EntryBeforeCertificate, V1, CheckIds.Certificate, "the certificate was not valid then"),
        (SigstoreFault.EntryPromiseByStranger, V1, CheckIds.LogEntry, "The log did not sign its promise"),
        (SigstoreFault.EntryNumberAltered, V1, CheckIds.LogEntry, "The log did not sign its promise"),
        (SigstoreFault.EntryNumberAltered, V2, CheckIds.LogEntry, "another number than its proof"),
        (SigstoreFault.EntryTimeAltered, V1, CheckIds.LogEntry, "The log did not sign its promise"),
        (SigstoreFault.NoProof, V1, CheckIds.LogEntry, "no proof that it is in the log"),
        (SigstoreFault.NoProof, V2, CheckIds.LogEntry, "no proof that it is in the log"),
        (SigstoreFault.ProofOfOtherPlace, V1, CheckIds.LogEntry, "The proof does not show that the entry is in the log"),
        (SigstoreFault.ProofHashAltered, V2, CheckIds.LogEntry, "The proof does not show that the entry is in the log"),
        (SigstoreFault.ProofTooShort, V1, CheckIds.LogEntry, "The proof does not show that the entry is in the log"),
        (SigstoreFault.ProofTooLong, V1, CheckIds.LogEntry, "The proof does not show that the entry is in the log"),
        (SigstoreFault.ProofOfOtherSize, V1, CheckIds.LogEntry, "The checkpoint is of another tree than the proof"),
        (SigstoreFault.NoCheckpoint, V1, CheckIds.LogEntry, "proof has no checkpoint"),
        (SigstoreFault.CheckpointByStranger, V1, CheckIds.LogEntry, "The log did not sign the checkpoint"),
        (SigstoreFault.CheckpointByStranger, V2, CheckIds.LogEntry, "The log did not sign the checkpoint"),
        (SigstoreFault.CheckpointUnderOtherName, V1, CheckIds.LogEntry, "The log did not sign the checkpoint"),
        (SigstoreFault.CheckpointUnderOtherName, V2, CheckIds.LogEntry, "The log did not sign the checkpoint"),
        (SigstoreFault.CheckpointOfOtherTree, V1, CheckIds.LogEntry, "The checkpoint is of another tree than the proof"),
        (SigstoreFault.CheckpointOfOtherRoot, V2, CheckIds.LogEntry, "The checkpoint is of another tree than the proof"),
        (SigstoreFault.CheckpointWithoutSignature, V2, CheckIds.LogEntry, "The log did not sign the checkpoint"),
        (SigstoreFault.CheckpointBroken, V2, CheckIds.LogEntry, "not of the form of a signed note"),
        (SigstoreFault.LogNoLongerTrusted, V1, CheckIds.LogEntry, "is not trusted for the time of the entry"),
        (SigstoreFault.LogNoLongerTrusted, V2, CheckIds.LogEntry, "is not trusted for the time of the entry"),
        (SigstoreFault.NoTimestamp, V2, CheckIds.LogEntry, "no signed timestamp stands in for it"),
        (SigstoreFault.TimestampByStranger, V2, CheckIds.SignedTimestamp, "is by no authority of the trusted root"),
        (SigstoreFault.TimestampOfOtherSignature, Timestamped, CheckIds.SignedTimestamp, "is about another signature"),
        (SigstoreFault.TimestampTimeAltered, Timestamped, CheckIds.SignedTimestamp, "its signature is not the authority's"),
        (SigstoreFault.TimestampRefused, Timestamped, CheckIds.SignedTimestamp, "refused to sign the time"),
        (
            SigstoreFault.TimestampOfOtherCertificate,
            Timestamped,
            CheckIds.SignedTimestamp,
            "is by no authority of the trusted root"
        ),
        (SigstoreFault.TimestampAfterCertificate, Timestamped, CheckIds.SignedTimestamp, "the certificate was not valid then"),
        (SigstoreFault.TimestampAuthorityForServers, Timestamped, CheckIds.SignedTimestamp, "it is for another purpose"),
        (SigstoreFault.TimestampAuthorityForServersToo, Timestamped, CheckIds.SignedTimestamp, "it is not for timestamps alone"),
        (SigstoreFault.TimestampPurposeNotCritical, Timestamped, CheckIds.SignedTimestamp, "it is not for timestamps alone"),
        (SigstoreFault.TimestampAuthorityExpired, Timestamped, CheckIds.SignedTimestamp, "the certificate was not valid then"),
        (
            SigstoreFault.TimestampAuthorityNoLongerTrusted,
            Timestamped,
            CheckIds.SignedTimestamp,
            "the authority is not trusted for that time"
        ),
    ];

    public static TheoryData<int> Rows => [.. Enumerable.Range(0, Table.Length)];

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_fault_of_a_service_is_denied_with_its_own_reason(int row)
    {
        var (fault, shape, check, sentence) = Table[row];
        foreach (
            var result in new[] { SigstoreCase.OfFile(shape, fault).Verify(), SigstoreCase.OfStatement(shape, fault).Verify() }
        )
        {
            Assert.False(result.IsVerified, $"{fault} was accepted");
            Assert.Equal(VerificationStatus.Untrusted, result.Status);
            Assert.Null(result.Certificate);
            Assert.Empty(result.SignerNames);
            Assert.Contains(sentence, result.Message, StringComparison.Ordinal);
            Assert.Equal(check, result.Checks.Single(one => one.Message == result.Message).Id);
        }
    }

    [Fact]
    public void Every_fault_is_in_the_table() =>
        Assert.Empty(Enum.GetValues<SigstoreFault>().Except(Table.Select(row => row.Fault)).Except([SigstoreFault.None]));
}

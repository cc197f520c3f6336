using System.Globalization;
using System.Security.Cryptography;
using SupplyChain.Images;
using SupplyChain.Signing.Bundles;
using SupplyChain.Signing.Certificates;
using SupplyChain.Signing.Keys;
using SupplyChain.Signing.Transparency;
using SupplyChain.Signing.Trust;

namespace SupplyChain.Signing.Verification;

/// <summary>Verifies signatures by the holders of certificates: that they are who is wanted, and signed while the certificate was valid.</summary>
internal sealed class CertificateSignatureVerifier(VerificationPolicy policy, TrustedRoot root)
{
    /// <summary>The key of the signer's certificate; null where there is none that can be read.</summary>
    public static SubjectKey? KeyOf(VerificationMaterial material)
    {
        try
        {
            return material.Certificates.Count > 0 ? Certificate.Parse(material.Certificates[0]).Key : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>Whether every signature that the key may have made of the content can be verified; not so where only another digest is known.</summary>
    public static bool Answers(SignedContent content, SubjectKey key) =>
        key.SignsWithoutHash ? content.FindWhole() is not null : content.FindHash(key.DefaultHash) is not null;

    public SignatureCheck Verify(SignatureInput input)
    {
        Certificate[] certificates;
        try
        {
            certificates = [.. input.Material.Certificates.Select(Certificate.Parse)];
        }
        catch (FormatException error)
        {
            return Unusable(input, error.Message);
        }

        var signer = certificates[0];
        var time = TimeEvidence.Gather(
            policy,
            root,
            input,
            new LoggedMaterial(input.Content, input.Envelope, input.Signatures, signer.Raw)
        );
        var (chain, chainCheck) = CheckChain(certificates, time);
        var (claims, identityCheck) = CheckIdentity(signer);
        var signature = CheckSignature(signer.Key, input);
        Check[] checks = [signature, chainCheck, CheckLogs(signer, chain), identityCheck];
        VerificationStatus? fault =
            signature.Outcome == CheckOutcome.Failed ? VerificationStatus.Tampered
            : checks[1..3].Any(check => check.Outcome == CheckOutcome.Failed) || time.IsFailed || claims is null
                ? VerificationStatus.Untrusted
            : identityCheck.Outcome == CheckOutcome.Failed ? VerificationStatus.WrongIdentity
            : null;
        return new SignatureCheck(fault, checks, time.Checks) { Certificate = fault is null ? claims : null, Times = time.Times };
    }

    private static SignatureCheck Unusable(SignatureInput input, string clause) =>
        new(
            VerificationStatus.Untrusted,
            [Failed(CheckIds.Certificate, $"Its certificate cannot be used: {clause}.")],
            TimeEvidence.NotLookedAt(input.Material, "its certificate cannot be used").Checks
        );

    private static Check CheckSignature(SubjectKey key, SignatureInput input) =>
        input.Signatures.All(signature => IsBy(key, input.Content, signature.Span))
            ? new Check(CheckIds.Signature, CheckOutcome.Passed, "The key of its certificate made the signature.")
            : Failed(CheckIds.Signature, "The key of its certificate did not make the signature: something was altered.");

    // A signer may use a shorter hash than goes with the key, as cosign once did, so both are tried.
    private static bool IsBy(SubjectKey key, SignedContent content, ReadOnlySpan<byte> signature)
    {
        if (key.SignsWithoutHash)
        {
            return content.FindWhole() is { } bytes && key.Verify(bytes, signature);
        }

        foreach (var name in new[] { key.DefaultHash, HashAlgorithmName.SHA256 })
        {
            if (content.FindHash(name) is { } hash && key.VerifyHash(hash, signature, name))
            {
                return true;
            }
        }

        return false;
    }

    private (CertificateChain? Chain, Check Check) CheckChain(Certificate[] certificates, TimeEvidence time)
    {
        try
        {
            if (Array.Exists(certificates, certificate => certificate.IsSelfIssued))
            {
                return (null, Failed(CheckIds.Certificate, "It carries a root certificate, which it must not bring itself."));
            }

            if (FindChain(certificates) is not { } found)
            {
                return (null, Failed(CheckIds.Certificate, "Its certificate is issued by no authority of the trusted root."));
            }

            var (chain, authority) = found;
            if (chain.Certificates.Count(used => Array.Exists(certificates, used.Equals)) != certificates.Length)
            {
                return (
                    null,
                    Failed(
                        CheckIds.Certificate,
                        "It carries a certificate that is no part of the chain of its own, or one twice."
                    )
                );
            }

            return (chain, time.Times.Count == 0 ? WithoutTime(time) : CheckTimes(chain, authority, time.Times));
        }
        catch (FormatException error)
        {
            return (null, Failed(CheckIds.Certificate, $"Its certificate cannot be used: {error.Message}."));
        }
    }

    private static Check WithoutTime(TimeEvidence time) =>
        time.IsFailed
            ? new Check(
                CheckIds.Certificate,
                CheckOutcome.Skipped,
                "Its certificate was held against no time, since nothing trusted says when it signed."
            )
            : Failed(
                CheckIds.Certificate,
                "Neither a log nor a timestamp authority says when it was signed, so its certificate counts for no time."
            );

    private (CertificateChain Chain, TrustedAuthority Authority)? FindChain(Certificate[] certificates)
    {
        foreach (var authority in root.CertificateAuthorities)
        {
            if (CertificateChain.Find(certificates[0], certificates[1..], authority.Chain) is { } chain)
            {
                return (chain, authority);
            }
        }

        return null;
    }

    private static Check CheckTimes(CertificateChain chain, TrustedAuthority authority, IReadOnlyList<DateTimeOffset> times)
    {
        foreach (var time in times)
        {
            var fault = authority.Validity.Contains(time)
                ? chain.FaultAt(time, Oids.CodeSigning)
                : "its authority is not trusted for that time";
            if (fault is not null)
            {
                return Failed(
                    CheckIds.Certificate,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"Its certificate does not count for {time.ToUniversalTime():yyyy-MM-dd'T'HH:mm:ss'Z'}, since {fault}."
                    )
                );
            }
        }

        return new Check(
            CheckIds.Certificate,
            CheckOutcome.Passed,
            $"Its certificate was issued by {Printable.Quote(authority.Name)} and valid when it was signed."
        );
    }

    private Check CheckLogs(Certificate signer, CertificateChain? chain)
    {
        if (policy.CertificateLogs == 0)
        {
            return new Check(CheckIds.CertificateLog, CheckOutcome.Skipped, "Logs of certificates were to be ignored.");
        }

        if (chain is null)
        {
            return new Check(
                CheckIds.CertificateLog,
                CheckOutcome.Skipped,
                "Its certificate does not count, so no log was asked about it."
            );
        }

        try
        {
            var logs = SignedCertificateTimestamp
                .ReadAll(signer)
                .Select(promise => FindLog(promise, chain))
                .OfType<TrustedLog>()
                .Distinct()
                .Count();
            return logs >= policy.CertificateLogs
                ? new Check(
                    CheckIds.CertificateLog,
                    CheckOutcome.Passed,
                    "A trusted log of certificates promised to hold its certificate."
                )
                : Failed(
                    CheckIds.CertificateLog,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"Of the {policy.CertificateLogs} trusted logs of certificates that are demanded, {logs} promised to hold its certificate."
                    )
                );
        }
        catch (FormatException error)
        {
            return Failed(CheckIds.CertificateLog, $"Its certificate cannot be used: {error.Message}.");
        }
    }

    private TrustedLog? FindLog(SignedCertificateTimestamp promise, CertificateChain chain) =>
        root.CertificateLogs.FirstOrDefault(log =>
            log.Id.Span.SequenceEqual(promise.LogId.Span)
            && log.Validity.Contains(promise.Time)
            && log.Key is { } key
            && promise.Verify(key, chain)
        );

    private (CertificateClaims? Claims, Check Check) CheckIdentity(Certificate signer)
    {
        CertificateClaims claims;
        try
        {
            claims = CertificateClaims.Read(signer);
        }
        catch (FormatException error)
        {
            return (null, Failed(CheckIds.Identity, $"Its certificate cannot be used: {error.Message}."));
        }

        var faults = policy.Identities.Select(identity => identity.FaultIn(claims)).ToArray();
        return faults.Contains(null)
            ? (
                claims,
                new Check(
                    CheckIds.Identity,
                    CheckOutcome.Passed,
                    $"Its certificate was issued to {Printable.Quote(claims.Identity)}, for whom {Printable.Quote(claims.Issuer)} vouched."
                )
            )
            : (claims, Failed(CheckIds.Identity, $"Its certificate is not of a wanted identity: {string.Join("; ", faults)}."));
    }

    private static Check Failed(string id, string message) => new(id, CheckOutcome.Failed, message);
}

namespace SupplyChain.Signing.Certificates;

/// <summary>The certificates from a signer's up to an authority that is trusted, in that order.</summary>
/// <param name="Certificates">The signer's first; at least two.</param>
internal sealed record CertificateChain(IReadOnlyList<Certificate> Certificates)
{
    private const int LongestChain = 8;

    /// <summary>The certificate of whoever issued the signer's.</summary>
    public Certificate Issuer => Certificates[1];

    /// <summary>Finds the way from a signer to a trusted authority, by signatures alone; null where there is none.</summary>
    /// <param name="signer">The signer's certificate.</param>
    /// <param name="offered">Certificates that came with it, of which none is trusted.</param>
    /// <param name="trusted">An authority's certificates, the issuing one first.</param>
    public static CertificateChain? Find(
        Certificate signer,
        IReadOnlyList<Certificate> offered,
        IReadOnlyList<Certificate> trusted
    )
    {
        var way = new List<Certificate> { signer };
        while (way.Count < LongestChain)
        {
            var last = way[^1];
            for (var position = 0; position < trusted.Count; position++)
            {
                if (last.IsIssuedBy(trusted[position]))
                {
                    return Complete([.. way, trusted[position]], trusted.Skip(position + 1));
                }
            }

            if (offered.FirstOrDefault(one => !way.Contains(one) && last.IsIssuedBy(one)) is not { } next)
            {
                return null;
            }

            way.Add(next);
        }

        return null;
    }

    /// <summary>
    /// Whether certificates that came along are each of the chain, and there once. Authorities add one by which an older root vouches for
    /// theirs.
    /// </summary>
    public bool HoldsAll(IReadOnlyList<Certificate> offered) =>
        offered.Distinct().Count() == offered.Count && offered.All(one => Certificates.Contains(one) || IsCrossCertificate(one));

    private bool IsCrossCertificate(Certificate certificate) =>
        Certificates[^1] is var root
        && root.IsSelfIssued
        && !certificate.IsSelfIssued
        && certificate.Subject.Span.SequenceEqual(root.Subject.Span)
        && certificate.Key.SubjectPublicKeyInfo.Span.SequenceEqual(root.Key.SubjectPublicKeyInfo.Span);

    /// <summary>Why the chain does not hold for this purpose at this time; null where it does.</summary>
    /// <exception cref="FormatException">An extension cannot be read.</exception>
    public string? FaultAt(DateTimeOffset time, string purpose)
    {
        if (Certificates.Any(certificate => !certificate.IsValidAt(time)))
        {
            return Certificates[0].IsValidAt(time)
                ? "an authority of its chain was not valid then"
                : "the certificate was not valid then";
        }

        return CertificateRules.FaultOfSigner(Certificates[0], purpose)
            ?? Certificates
                .Skip(1)
                .Select((issuer, below) => CertificateRules.FaultOfIssuer(issuer, purpose, below))
                .FirstOrDefault(fault => fault is not null)
            ?? FaultOfNames();
    }

    // What an authority may not name, nobody below it may.
    private string? FaultOfNames()
    {
        for (var above = 1; above < Certificates.Count; above++)
        {
            if (NameConstraints.Of(Certificates[above]) is { } constraints && !Certificates.Take(above).All(constraints.Allow))
            {
                return "an authority of its chain may not issue for its name";
            }
        }

        return null;
    }

    // The rest of what is trusted belongs to the chain as well, up to its root, and limits it.
    private static CertificateChain? Complete(List<Certificate> way, IEnumerable<Certificate> above)
    {
        foreach (var certificate in above)
        {
            if (!way[^1].IsIssuedBy(certificate))
            {
                return null;
            }

            way.Add(certificate);
        }

        return new CertificateChain(way);
    }
}

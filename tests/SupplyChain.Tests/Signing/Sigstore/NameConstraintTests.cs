using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SupplyChain.Signing.Certificates;
using SupplyChain.Testing.Sigstore;
using Xunit;

namespace SupplyChain.Tests.Signing.Sigstore;

/// <summary>An authority that may issue for some names only (RFC 5280, section 4.2.1.10) is held to that, as Go and OpenSSL do.</summary>
public sealed class NameConstraintTests
{
    private const int Email = 1;
    private const int Host = 2;
    private const int Directory = 4;
    private const int Uri = 6;
    private const int Address = 7;

    private static readonly DateTimeOffset Now = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(Uri, "gitlab.example", "https://gitlab.example/x", true)]
    [InlineData(Uri, "gitlab.example", "https://GitLab.Example/x", true)]
    [InlineData(Uri, "gitlab.example", "https://github.com/x", false)]
    [InlineData(Uri, "gitlab.example", "https://a.gitlab.example/x", false)]
    [InlineData(Uri, ".gitlab.example", "https://a.gitlab.example/x", true)]
    [InlineData(Uri, ".gitlab.example", "https://gitlab.example/x", false)]
    [InlineData(Uri, "gitlab.example", "https://evil.test/gitlab.example", false)]
    [InlineData(Uri, "gitlab.example", "https://gitlab.example@evil.test/", false)]
    [InlineData(Uri, "gitlab.example", "urn:gitlab.example", false)]
    [InlineData(Uri, "gitlab.example", "https://10.0.0.1/", false)]
    [InlineData(Email, "acme.example", "jane@acme.example", true)]
    [InlineData(Email, "acme.example", "jane@b.acme.example", false)]
    [InlineData(Email, ".acme.example", "jane@b.acme.example", true)]
    [InlineData(Email, "jane@acme.example", "jane@ACME.example", true)]
    [InlineData(Email, "jane@acme.example", "Jane@acme.example", false)]
    [InlineData(Email, "acme.example", "acme.example", false)]
    [InlineData(Host, "acme.example", "a.b.acme.example", true)]
    [InlineData(Host, "acme.example", "badacme.example", false)]
    [InlineData(Uri, "gitlab.example", null, true)]
    public void Only_names_that_are_permitted_count(int form, string permitted, string? name, bool allowed)
    {
        var chain = Chain([CertificateParts.Name(form, permitted)], [], form, name);
        Assert.Equal(
            allowed ? null : "an authority of its chain may not issue for its name",
            chain.FaultAt(Now, Oids.CodeSigning)
        );
    }

    [Theory]
    [InlineData(Uri, "github.com", "https://github.com/x", false)]
    [InlineData(Uri, "github.com", "https://a.github.com/x", false)]
    [InlineData(Uri, "github.com", "https://gitlab.example/x", true)]
    [InlineData(Uri, "github.com", "urn:x", false)]
    [InlineData(Email, "acme.example", "jane@acme.example", false)]
    [InlineData(Email, "acme.example", "jane@other.example", true)]
    public void Names_that_are_excluded_do_not_count(int form, string excluded, string name, bool allowed)
    {
        var chain = Chain([], [CertificateParts.Name(form, excluded)], form, name);
        Assert.Equal(allowed, chain.FaultAt(Now, Oids.CodeSigning) is null);
    }

    [Theory]
    [InlineData("O=Acme Inc", "CN=release, O=ACME  inc", true)]
    [InlineData("O=Acme Inc", "CN=release, O=Other", false)]
    [InlineData("O=Acme Inc", "", true)]
    public void A_distinguished_name_is_in_the_one_it_begins_with(string permitted, string subject, bool allowed)
    {
        var name = CertificateParts.Name(Directory, new X500DistinguishedName(permitted).RawData, isConstructed: true);
        Assert.Equal(allowed, Chain([name], [], Uri, "https://a.test/", subject).FaultAt(Now, Oids.CodeSigning) is null);
    }

    [Theory]
    [InlineData("10.1.0.0/255.255.0.0", "10.1.2.3", true)]
    [InlineData("10.1.0.0/255.255.0.0", "10.2.2.3", false)]
    public void An_address_is_in_its_network(string network, string address, bool allowed)
    {
        var parts = network.Split('/').SelectMany(part => IPAddress.Parse(part).GetAddressBytes()).ToArray();
        var chain = Chain([CertificateParts.Name(Address, parts, isConstructed: false)], [], Address, address);
        Assert.Equal(allowed, chain.FaultAt(Now, Oids.CodeSigning) is null);
    }

    [Fact]
    public void A_constraint_on_a_form_that_is_not_known_lets_no_such_name_pass()
    {
        var registered = CertificateParts.Name(8, [0x2a, 0x03], isConstructed: false);
        Assert.Null(Chain([registered], [], Uri, "https://a.test/").FaultAt(Now, Oids.CodeSigning));
        Assert.NotNull(Chain([registered], [], 8, "").FaultAt(Now, Oids.CodeSigning));
    }

    // An authority with critical constraints and critical policies, and a certificate that it issued.
    private static CertificateChain Chain(byte[][] permitted, byte[][] excluded, int form, string? name, string subject = "")
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var authority = CertificateParts.Request("CN=root", key, HashAlgorithmName.SHA256);
        authority.AddAuthority(pathLength: 0);
        authority.CertificateExtensions.Add(CertificateParts.NameConstraints(permitted, excluded, isCritical: true));
        // Any policy (RFC 5280, section 4.2.1.4).
        authority.CertificateExtensions.Add(
            new X509Extension("2.5.29.32", [0x30, 0x08, 0x30, 0x06, 0x06, 0x04, 0x55, 0x1d, 0x20, 0x00], true)
        );
        var generator = X509SignatureGenerator.CreateForECDsa(key);
        using var root = authority.Create(
            authority.SubjectName,
            generator,
            Now.AddDays(-1),
            Now.AddDays(1),
            CertificateParts.Serial()
        );
        var request = CertificateParts.Request(subject, key, HashAlgorithmName.SHA256);
        request.AddUsage(X509KeyUsageFlags.DigitalSignature);
        request.AddPurpose(Oids.CodeSigning);
        if (name is not null)
        {
            request.CertificateExtensions.Add(Names(form, name));
        }

        using var leaf = request.Create(root.SubjectName, generator, Now.AddDays(-1), Now.AddDays(1), CertificateParts.Serial());
        return new CertificateChain([Certificate.Parse(leaf.RawData), Certificate.Parse(root.RawData)]);
    }

    private static X509Extension Names(int form, string name)
    {
        var encoded = form switch
        {
            Address => CertificateParts.Name(form, IPAddress.Parse(name).GetAddressBytes(), isConstructed: false),
            8 => CertificateParts.Name(form, [0x2a, 0x03, 0x04], isConstructed: false),
            _ => CertificateParts.Name(form, name),
        };
        return new X509Extension("2.5.29.17", [0x30, (byte)encoded.Length, .. encoded], true);
    }
}

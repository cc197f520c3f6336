using System.Formats.Asn1;

namespace SupplyChain.Signing.Certificates;

/// <summary>For which names an authority may issue certificates (RFC 5280, section 4.2.1.10).</summary>
internal sealed class NameConstraints
{
    private readonly IReadOnlyList<GeneralName> permitted;
    private readonly IReadOnlyList<GeneralName> excluded;

    private NameConstraints(AsnReader constraints)
    {
        permitted = ReadSubtrees(constraints, 0);
        excluded = ReadSubtrees(constraints, 1);
        constraints.ThrowIfNotEmpty();
    }

    /// <summary>Those of an authority; null where it has none.</summary>
    /// <exception cref="FormatException">They cannot be read.</exception>
    public static NameConstraints? Of(Certificate authority) =>
        authority.Find(Oids.NameConstraints) is { } extension
            ? DerReading.Read(
                extension.Value,
                "a certificate's name constraints",
                reader => new NameConstraints(reader.ReadSequence())
            )
            : null;

    /// <summary>Whether the authority may have issued the certificate, or one above it, for all its names.</summary>
    /// <exception cref="FormatException">A name cannot be read.</exception>
    public bool Allow(Certificate certificate) => GeneralName.AllOf(certificate).All(Allow);

    private bool Allow(GeneralName name)
    {
        var allowed = permitted.Where(one => one.Form == name.Form).ToArray();
        var denied = excluded.Where(one => one.Form == name.Form).ToArray();
        return (allowed.Length == 0 && denied.Length == 0)
            || (
                NameSubtree.CanJudge(name)
                && (allowed.Length == 0 || Array.Exists(allowed, one => NameSubtree.Contains(one, name, isExclusion: false)))
                && !Array.Exists(denied, one => NameSubtree.Contains(one, name, isExclusion: true))
            );
    }

    private static List<GeneralName> ReadSubtrees(AsnReader constraints, int tag)
    {
        var names = new List<GeneralName>();
        if (constraints.IsNext(DerReading.Tagged(tag)))
        {
            for (var subtrees = constraints.ReadSequence(DerReading.Tagged(tag)); subtrees.HasData; )
            {
                var subtree = subtrees.ReadSequence();
                names.Add(GeneralName.Read(subtree));
                // Depths besides, which the specification forbids.
                subtree.ThrowIfNotEmpty();
            }
        }

        return names;
    }
}

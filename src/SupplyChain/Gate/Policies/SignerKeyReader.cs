using SupplyChain.Signing.Signers;

namespace SupplyChain.Gate.Policies;

/// <summary>Reads the keys of a signer.</summary>
internal sealed class SignerKeyReader(PolicyProblems problems, PolicyKeys keys)
{
    /// <summary>Whether two entries for one key count at the same times.</summary>
    public static bool CountsAlike(SignerKey left, SignerKey right) =>
        left.NotBefore == right.NotBefore && left.EndsAt == right.EndsAt && left.Revoked == right.Revoked;

    /// <summary>The key of a section that has one; null where it could not be read.</summary>
    public SignerKey? ReadOne(PolicySection section, string name) =>
        section.Require(name) is { } node
        && section.TextOf(node) is { } reference
        && keys.Find(problems, node, reference) is { } key
            ? new SignerKey(node.Path, KeyOpener.Shown(reference), key)
            : null;

    /// <summary>The <c>keys</c> of a section.</summary>
    public IReadOnlyList<SignerKey> ReadAll(PolicySection section)
    {
        var ring = new List<SignerKey>();
        foreach (var item in section.List("keys"))
        {
            if (ReadEntry(item) is not { } key)
            {
                continue;
            }

            if (ring.Exists(other => other.Key.Equals(key.Key)))
            {
                problems.Add(item.At, $"{item.Path} is a key that the signer has already; remove it");
                continue;
            }

            ring.Add(key);
        }

        return ring;
    }

    private SignerKey? ReadEntry(PolicyNode node)
    {
        var section = new PolicySection(problems, node, "key", "notBefore", "notAfter", "revoked");
        var notBefore = section.Value("notBefore", PolicyTime.ParseStart, PolicyTime.Expected);
        var endsAt = section.Value("notAfter", PolicyTime.ParseEnd, PolicyTime.Expected);
        var revoked = section.Find("revoked") is { } revocation ? ReadRevocation(revocation) : null;
        if (endsAt <= notBefore)
        {
            section.Add("notAfter", $"{node.Path} ends before it begins to count; give a 'notAfter' after its 'notBefore'");
        }

        return ReadOne(section, "key") is { } key
            ? key with
            {
                Rule = node.Path,
                NotBefore = notBefore,
                EndsAt = endsAt,
                Revoked = revoked,
            }
            : null;
    }

    private KeyRevocation ReadRevocation(PolicyNode node)
    {
        var section = new PolicySection(problems, node, "from", "reason");
        return new KeyRevocation(
            section.Value("from", PolicyTime.ParseStart, PolicyTime.Expected),
            section.RequiredText("reason")
        );
    }
}

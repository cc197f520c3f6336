using SupplyChain.Signing.Trust;

namespace SupplyChain.Gate.Policies;

/// <summary>Reads <c>signers</c>.</summary>
/// <param name="problems">Where problems are noted.</param>
/// <param name="keys">The keys that the policy refers to.</param>
/// <param name="folder">What paths of files are relative to.</param>
internal sealed class SignerReader(PolicyProblems problems, PolicyKeys keys, string folder)
{
    private static readonly string[] OfKeys = ["key", "keys"];
    private static readonly string[] OfTrust = ["trustedRoot", "logs", "timestamps"];
    private static readonly string[] OfCertificates = ["identity", "issuer", "github", "certificateLogs"];

    private readonly SignerKeyReader ring = new(problems, keys);

    // Each is read once, so that signers who name the same are vouched for alike.
    private readonly Dictionary<string, TrustedRoot> roots = new(StringComparer.Ordinal);

    public IReadOnlyList<Signer> Read(PolicyNode map)
    {
        var signers = NamedMembers
            .Of(problems, map, "a mapping of names to keys or identities")
            .OrderBy(member => member.Key, StringComparer.Ordinal)
            .Select(member => (Member: member.Value.Key, Signer: Read(member.Key, member.Value.Value)))
            .ToArray();
        var gatekeeper = Array.Find(signers, entry => entry.Signer.Name == Signer.GatekeeperName).Signer;
        foreach (var (member, judged) in signers.Where(entry => entry.Signer != gatekeeper))
        {
            if (gatekeeper is not null && judged.Keys.Any(key => gatekeeper.Keys.Any(own => own.Key.Equals(key.Key))))
            {
                problems.Add(
                    member,
                    $"signers.{judged.Name} has the gatekeeper's key and would judge its own evidence; give one of them another key"
                );
            }

            // A key that was revoked under one name and forgotten under another would go on to count.
            var others = signers
                .Where(other => string.CompareOrdinal(other.Signer.Name, judged.Name) < 0)
                .SelectMany(other => other.Signer.Keys);
            if (
                judged.Keys.Any(key => others.Any(other => other.Key.Equals(key.Key) && !SignerKeyReader.CountsAlike(key, other)))
            )
            {
                problems.Add(
                    member,
                    $"signers.{judged.Name} has a key of another signer that counts at other times there; give it the same times and revocation"
                );
            }
        }

        return [.. signers.Select(entry => entry.Signer)];
    }

    private Signer Read(string name, PolicyNode node)
    {
        var section = new PolicySection(
            problems,
            node,
            name == Signer.GatekeeperName ? OfKeys : [.. OfKeys, .. OfCertificates, .. OfTrust]
        );
        var signer = new Signer { Name = name };
        string[] kinds = [.. OfKeys.Append("identity").Where(kind => section.Find(kind) is not null)];
        switch (kinds)
        {
            case ["key"]:
                return WithoutCertificate(section) with
                {
                    Name = name,
                    Keys = ring.ReadOne(section, "key") is { } key ? [key] : [],
                };
            case ["keys"]:
                return WithoutCertificate(section) with { Name = name, Keys = ring.ReadAll(section) };
            case ["identity"]:
                return signer with
                {
                    Identity = new IdentityReader(problems).Read(section),
                    Trust = ReadTrust(section, certificateLogs: 1),
                };
            case []:
                if (section.IsMapping)
                {
                    problems.Add(
                        node.At,
                        $"{node.Path} has neither 'key', 'keys' nor 'identity'; add one, since nobody is known without"
                    );
                }

                return signer;
            default:
                problems.Add(
                    node.At,
                    $"{node.Path} has '{kinds[0]}' and '{kinds[1]}', and a signer is known by one of them; remove the other"
                );
                return signer;
        }
    }

    private Signer WithoutCertificate(PolicySection section)
    {
        foreach (var key in OfCertificates.Where(key => section.Find(key) is not null))
        {
            section.Add(key, $"'{key}' is about certificates, and this signer is known by keys; remove it");
        }

        return new Signer { Name = "", Trust = ReadTrust(section, certificateLogs: null) };
    }

    private SignerTrust? ReadTrust(PolicySection section, int? certificateLogs)
    {
        var logs = section.Count("logs");
        var timestamps = section.Count("timestamps");
        var promises = certificateLogs is null ? null : section.Count("certificateLogs") ?? certificateLogs;
        if (section.Find("trustedRoot") is not { } node)
        {
            if (certificateLogs is not null)
            {
                _ = section.Require("trustedRoot");
            }
            else if ((logs ?? timestamps) is not null)
            {
                section.Add(logs is null ? "timestamps" : "logs", "logs and timestamps count by a 'trustedRoot'; add it");
            }

            return null;
        }

        if (certificateLogs is not null && logs == 0 && timestamps is null or 0)
        {
            section.Add("logs", "a certificate counts for a time that a log or a timestamp proves; demand at least one of them");
        }

        return ReadRoot(section, node) is { } root ? new SignerTrust(root, logs ?? 1, timestamps ?? 0, promises) : null;
    }

    private TrustedRoot? ReadRoot(PolicySection section, PolicyNode node)
    {
        if (section.TextOf(node) is not { } path)
        {
            return null;
        }

        try
        {
            var file = Path.GetFullPath(Path.Combine(folder, path));
            return roots.TryGetValue(file, out var known) ? known : roots[file] = TrustedRoot.Load(file);
        }
        catch (ConfigurationException error)
        {
            problems.Add(node.At, error.Message.TrimEnd('.'));
            return null;
        }
    }
}

using SupplyChain.Images;
using SupplyChain.Manifests.Yaml;
using SupplyChain.Signing.Keys;
using SupplyChain.Signing.Keys.Pkcs11;
using SupplyChain.Signing.Signers;

namespace SupplyChain.Gate.Policies;

/// <summary>The public keys that a policy refers to, each opened once, before the policy is read.</summary>
internal sealed class PolicyKeys
{
    private readonly Dictionary<string, (PublicKey? Key, string Problem)> opened = new(StringComparer.Ordinal);

    private PolicyKeys() { }

    /// <summary>Opens every key.</summary>
    /// <param name="policy">The root of the policy.</param>
    /// <param name="folder">What paths of files are relative to.</param>
    /// <param name="opener">Opens keys by reference.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <exception cref="UndeterminedException">A device, service or program does not answer.</exception>
    public static async Task<PolicyKeys> OpenAsync(
        PolicyNode policy,
        string folder,
        SignerOpener opener,
        CancellationToken cancellationToken
    )
    {
        var keys = new PolicyKeys();
        foreach (var reference in ReferencesIn(policy).Distinct(StringComparer.Ordinal))
        {
            try
            {
                RequireHarmless(reference);
                var key = await opener.OpenPublicAsync(Located(reference, folder), cancellationToken);
                keys.opened.Add(reference, (key, ""));
            }
            catch (ConfigurationException error)
            {
                keys.opened.Add(reference, (null, error.Message.TrimEnd('.')));
            }
        }

        return keys;
    }

    /// <summary>The key; null where it could not be opened, which is noted.</summary>
    public PublicKey? Find(PolicyProblems problems, PolicyNode node, string reference)
    {
        var (key, problem) = opened[reference];
        if (key is null)
        {
            problems.Add(node.At, problem);
        }

        return key;
    }

    private static IEnumerable<string> ReferencesIn(PolicyNode policy)
    {
        foreach (var signer in policy.Members?.GetValueOrDefault("signers")?.Value.Members?.Values ?? [])
        {
            var ring = signer.Value.Members?.GetValueOrDefault("keys")?.Value.Items ?? [];
            foreach (var entry in ring.Prepend(signer.Value))
            {
                if (entry.Members?.GetValueOrDefault("key")?.Value.At is YamlScalar { AsString: { } reference })
                {
                    yield return reference;
                }
            }
        }
    }

    // A module is code. That a policy names it would let whoever may write the policy run it.
    private static void RequireHarmless(string reference)
    {
        if (Pkcs11Uri.IsOne(reference) && Pkcs11Uri.Parse(reference) is var uri && (uri.ModulePath is not null || uri.IsWithPin))
        {
            throw new ConfigurationException(
                "policy.key",
                $"{Printable.Quote(Pkcs11Uri.Shown(reference))} names a module or a PIN, which have no place in a policy; set COSIGN_PKCS11_MODULE_PATH, and leave out the PIN, which public keys don't need"
            );
        }
    }

    private static string Located(string reference, string folder) =>
        Pkcs11Uri.IsOne(reference) || reference.Contains("://", StringComparison.Ordinal)
            ? reference
            : Path.GetFullPath(Path.Combine(folder, reference));
}

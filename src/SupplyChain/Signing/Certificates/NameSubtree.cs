using System.Text;

namespace SupplyChain.Signing.Certificates;

/// <summary>Whether names are in what a name constraint spans, form by form (RFC 5280, section 4.2.1.10).</summary>
internal static class NameSubtree
{
    /// <summary>Whether it can be told of the name at all.</summary>
    public static bool CanJudge(GeneralName name) =>
        name.Form switch
        {
            GeneralName.Email => Text(name).Count(character => character == '@') == 1,
            GeneralName.Uri => HostOf(Text(name)) is not null,
            GeneralName.Dns or GeneralName.Directory or GeneralName.Address => true,
            _ => false,
        };

    /// <summary>Whether the name is in the subtree.</summary>
    /// <param name="subtree">The constraint, of the name's form.</param>
    /// <param name="name">A name that can be judged.</param>
    /// <param name="isExclusion">Whether the constraint forbids, so that hosts below the one that it names count as well.</param>
    /// <exception cref="FormatException">A distinguished name cannot be read.</exception>
    public static bool Contains(GeneralName subtree, GeneralName name, bool isExclusion) =>
        name.Form switch
        {
            GeneralName.Email => ContainsMailbox(Text(subtree), Text(name)),
            GeneralName.Dns => IsAtOrBelow(Text(subtree), Text(name)),
            GeneralName.Uri => ContainsHost(Text(subtree), HostOf(Text(name))!, isExclusion),
            GeneralName.Address => ContainsAddress(subtree.Content.Span, name.Content.Span),
            _ => DistinguishedName.Parse(name.Content).IsAtOrBelow(DistinguishedName.Parse(subtree.Content)),
        };

    private static string Text(GeneralName name) => Encoding.ASCII.GetString(name.Content.Span);

    private static string? HostOf(string uri) =>
        Uri.TryCreate(uri, UriKind.Absolute, out var parsed) && parsed.HostNameType == UriHostNameType.Dns ? parsed.Host : null;

    // A whole address, a host, or with a point in front all hosts below one.
    private static bool ContainsMailbox(string subtree, string name)
    {
        var (local, host) = Halves(name);
        if (!subtree.Contains('@', StringComparison.Ordinal))
        {
            return ContainsHost(subtree, host, isExclusion: false);
        }

        var (wantedLocal, wantedHost) = Halves(subtree);
        return local == wantedLocal && host.Equals(wantedHost, StringComparison.OrdinalIgnoreCase);
    }

    private static (string Local, string Host) Halves(string mailbox)
    {
        var at = mailbox.LastIndexOf('@');
        return (mailbox[..at], mailbox[(at + 1)..]);
    }

    private static bool ContainsHost(string subtree, string host, bool isExclusion) =>
        subtree.StartsWith('.') || isExclusion
            ? IsAtOrBelow(subtree, host)
            : host.Equals(subtree, StringComparison.OrdinalIgnoreCase);

    private static bool IsAtOrBelow(string subtree, string host) =>
        subtree.Length == 0
        || (
            subtree.StartsWith('.')
                ? host.Length > subtree.Length && host.EndsWith(subtree, StringComparison.OrdinalIgnoreCase)
                : host.Equals(subtree, StringComparison.OrdinalIgnoreCase)
                    || host.EndsWith($".{subtree}", StringComparison.OrdinalIgnoreCase)
        );

    // An address, and a mask of as many bytes.
    private static bool ContainsAddress(ReadOnlySpan<byte> subtree, ReadOnlySpan<byte> address)
    {
        if (subtree.Length != 2 * address.Length)
        {
            return false;
        }

        for (var index = 0; index < address.Length; index++)
        {
            var mask = subtree[address.Length + index];
            if ((address[index] & mask) != (subtree[index] & mask))
            {
                return false;
            }
        }

        return true;
    }
}

using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace SupplyChain.Reports.Sarif;

/// <summary>
/// The hashes by which code scanning knows an alert again. They leave out lines, tags, digests and versions; what then falls
/// together is told apart by a number, as GitHub's own do.
/// </summary>
internal sealed class SarifFingerprints(string tool)
{
    private readonly Dictionary<string, int> seen = [];

    public string Next(ReportSubject subject, ReportItem item)
    {
        var identity = item.Identity ?? $"{item.Location?.File}\n{item.About}";
        var text = string.Join('\n', tool, item.Rule, subject.Identity, identity);
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];
        var count = seen[hash] = seen.GetValueOrDefault(hash) + 1;
        return string.Create(CultureInfo.InvariantCulture, $"{hash}:{count}");
    }
}

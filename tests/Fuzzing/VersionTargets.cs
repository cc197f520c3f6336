using System.Text;
using SupplyChain.Scanning;
using SupplyChain.Scanning.Advisories;
using SupplyChain.Scanning.Versions;

namespace SupplyChain.Fuzzing;

/// <summary>Texts that strangers write and this project compares or computes with: versions of every ecosystem, vectors of CVSS, package URLs.</summary>
internal static class VersionTargets
{
    private const int Longest = 4096;

    private static readonly Dictionary<string, IVersionOrder> Orders = new(StringComparer.Ordinal)
    {
        ["apk"] = new ApkVersionOrder(),
        ["dpkg"] = new DpkgVersionOrder(),
        ["rpm"] = new RpmVersionOrder(),
        ["maven"] = new MavenVersionOrder(),
        ["pypi"] = new PythonVersionOrder(),
        ["gem"] = new RubyVersionOrder(),
        ["composer"] = new PhpVersionOrder(),
        ["pub"] = new PubVersionOrder(),
        ["cran"] = NumberListVersionOrder.Cran,
        ["hackage"] = NumberListVersionOrder.Hackage,
        ["semver"] = DottedVersionOrder.SemanticVersion,
        ["nuget"] = DottedVersionOrder.NuGet,
    };

    private static readonly string[] Vectors =
    [
        "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H/E:P/RL:O",
        "CVSS:3.0/AV:P/AC:H/PR:H/UI:R/S:U/C:L/I:N/A:N",
        "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H",
        "CVSS:4.0/AV:L/AC:H/AT:P/PR:L/UI:A/VC:L/VI:N/VA:L/SC:N/SI:L/SA:N/E:U/MSI:S/S:P",
        "AV:N/AC:M/Au:S/C:P/I:P/A:C",
        "(AV:L/AC:H/Au:M/C:N/I:N/A:P)",
    ];

    private static readonly string[] Purls =
    [
        "pkg:npm/%40babel/core@7.0.0?vcs_url=git%2Bhttps://example.com#src/a",
        "pkg:deb/debian/bash@1:5.2-1+b1?arch=amd64&distro=debian-12",
        "pkg:maven/org.example/a@1.0?classifier=x&type=jar",
    ];

    public static IEnumerable<FuzzTarget> All()
    {
        byte[][] lines = [.. Seeds.Data("versions", "*.txt").SelectMany(Lines)];
        return
        [
            new FuzzTarget("version", lines.Length > 0 ? lines : [Encoding.UTF8.GetBytes("1.0-rc1\n1:1.0~a-2+b1\n1.0.0")], Order),
            new FuzzTarget("cvss", [.. Vectors.Select(Encoding.UTF8.GetBytes)], Score),
            new FuzzTarget("purl", [.. Purls.Select(Encoding.UTF8.GetBytes)], ReadUrl),
        ];
    }

    // Three versions, each on a line, of neighbouring lines of a list of "a < b".
    private static IEnumerable<byte[]> Lines(byte[] file) =>
        Encoding
            .UTF8.GetString(file)
            .Split('\n')
            .Where(line => line.Length is > 0 and < 200)
            .Chunk(2)
            .Select(pair => string.Join('\n', pair.SelectMany(line => line.Split([" < ", " > ", " = "], 0)).Take(3)))
            .Select(Encoding.UTF8.GetBytes);

    private static void Order(byte[] input)
    {
        var texts = Encoding.UTF8.GetString(input, 0, Math.Min(input.Length, Longest)).Split('\n').Take(3).ToArray();
        foreach (var (name, order) in Orders)
        {
            var versions = texts.Where(order.IsVersion).ToArray();
            foreach (var (a, b) in versions.SelectMany(_ => versions, (a, b) => (a, b)))
            {
                Require(Sign(order, a, b) == -Sign(order, b, a), name, "is not the same from both sides", a, b);
                Require(a != b || Sign(order, a, b) == 0, name, "has a version that is not itself", a);
                // Maven's own order goes in circles: 1-x before 1.0.beta, that before 1, and 1 before 1-x.
                foreach (var c in name == "maven" ? [] : versions)
                {
                    var goesOn = Sign(order, a, b) > 0 || Sign(order, b, c) > 0 || Sign(order, a, c) <= 0;
                    Require(goesOn, name, "does not go on over three", a, b, c);
                }
            }
        }
    }

    private static int Sign(IVersionOrder order, string left, string right) => Math.Sign(order.Compare(left, right));

    private static void Require(bool holds, string order, string fault, params string[] versions)
    {
        if (!holds)
        {
            throw new InvalidOperationException($"The order of {order} {fault}: '{string.Join("', '", versions)}'.");
        }
    }

    private static void Score(byte[] input)
    {
        if (Cvss.BaseScore(Encoding.UTF8.GetString(input)) is { } score && !(score is >= 0 and <= 10))
        {
            throw new InvalidOperationException($"A vector has the score {score}.");
        }
    }

    private static void ReadUrl(byte[] input)
    {
        if (PackageUrl.Parse(Encoding.UTF8.GetString(input))?.ToString() is { } url && PackageUrl.Parse(url)?.ToString() != url)
        {
            throw new InvalidOperationException($"A package URL is read otherwise than it is written: {url}");
        }
    }
}

using System.Security.Cryptography;
using System.Text;

namespace SupplyChain.Scanning.Sbom;

/// <summary>Identifiers of elements in an SPDX document: the same for the same element.</summary>
internal static class SpdxIds
{
    /// <summary>The document.</summary>
    public const string Document = "SPDXRef-DOCUMENT";

    /// <summary>What was catalogued.</summary>
    public const string Target = "SPDXRef-Target";

    /// <summary>The distribution.</summary>
    public const string OperatingSystem = "SPDXRef-OperatingSystem";

    /// <summary>The identifier of a package.</summary>
    public static string Of(Package package) =>
        Of(
            "Package",
            string.Join('\0', package.Type, package.Name, package.Version, package.Architecture, package.Location, package.Purl)
        );

    /// <summary>The identifier of a program of .NET.</summary>
    public static string Of(DotnetApplication application) => Of("Application", application.Location);

    private static string Of(string kind, string identity) =>
        $"SPDXRef-{kind}-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(identity)).AsSpan(0, 16));
}

using System.Reflection;

namespace SupplyChain.Acceptance;

/// <summary>The checkout these tests were built from.</summary>
internal static class Checkout
{
    public static string Root { get; } = Metadata("RepositoryRoot");

    /// <summary>Absolute path of a file or folder of the checkout.</summary>
    public static string At(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>The built assembly of a project, such as <c>src/SupplyChain</c>.</summary>
    public static string Assembly(string project, string? name = null) =>
        At(project, "bin", Metadata("BuildConfiguration"), "net10.0", $"{name ?? Path.GetFileName(project)}.dll");

    private static string Metadata(string key) =>
        typeof(Checkout).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(item => item.Key == key).Value!;
}

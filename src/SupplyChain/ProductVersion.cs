using System.Reflection;

namespace SupplyChain;

/// <summary>The version of this library, as reports and evidence state it.</summary>
public static class ProductVersion
{
    /// <summary>The semantic version without build metadata, such as <c>1.2.0</c>.</summary>
    public static string Current { get; } =
        typeof(ProductVersion)
            .Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!
            .InformationalVersion.Split('+')[0];
}

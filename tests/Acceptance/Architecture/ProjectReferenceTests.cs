using Mono.Cecil;
using Xunit;

namespace SupplyChain.Acceptance.Architecture;

public sealed class ProjectReferenceTests
{
    private static readonly string[] Own =
    [
        "SupplyChain",
        "SupplyChain.Cli",
        "Cake.SupplyChain",
        "Cake.Frosting.SupplyChain",
        "Cake.Frosting",
        "Build",
    ];

    [Theory]
    [InlineData("src/SupplyChain", "")]
    [InlineData("src/SupplyChain.Cli", "SupplyChain")]
    [InlineData("src/Cake.SupplyChain", "SupplyChain")]
    [InlineData("src/Cake.Frosting", "")]
    [InlineData("src/Cake.Frosting.SupplyChain", "Cake.Frosting Cake.SupplyChain SupplyChain")]
    [InlineData("build", "Cake.Frosting Cake.Frosting.SupplyChain Cake.SupplyChain SupplyChain", "Build")]
    public void A_project_names_only_what_lies_below_it(string project, string allowed, string? name = null)
    {
        using var assembly = AssemblyDefinition.ReadAssembly(Checkout.Assembly(project, name));
        var references = assembly.MainModule.AssemblyReferences.Select(reference => reference.Name).Intersect(Own);
        Assert.Empty(references.Except(allowed.Split(' ')));
    }

    [Fact]
    public void The_core_names_neither_Cake_nor_a_console_library()
    {
        using var assembly = AssemblyDefinition.ReadAssembly(Checkout.Assembly("src/SupplyChain"));
        Assert.DoesNotContain(
            assembly.MainModule.AssemblyReferences,
            reference =>
                reference.Name.StartsWith("Cake", StringComparison.Ordinal)
                || reference.Name is "System.Console" or "Spectre.Console" or "System.CommandLine" or "Octokit"
        );
    }
}

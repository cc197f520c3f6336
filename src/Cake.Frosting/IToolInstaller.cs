using Cake.Core.Packaging;

namespace Cake.Frosting;

/// <summary>Installs the tools that a build asked for, before its first task.</summary>
public interface IToolInstaller
{
    /// <summary>Installs a tool and makes its files known to the tool locator.</summary>
    /// <param name="tool">The package to install.</param>
    void Install(PackageReference tool);
}

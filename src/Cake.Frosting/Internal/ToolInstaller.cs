using Cake.Core.Packaging;

namespace Cake.Frosting.Internal;

/// <summary>Installs through Cake's own installer, which also registers the files with the tool locator.</summary>
internal sealed class ToolInstaller(Core.Tooling.IToolInstaller installer) : IToolInstaller
{
    public void Install(PackageReference tool) => installer.Install(tool);
}

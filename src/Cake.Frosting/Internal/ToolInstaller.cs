using Cake.Core.Packaging;

namespace Cake.Frosting.Internal;

/// <summary>Installs through Cake's own installer, which also registers the files with the tool locator.</summary>
internal sealed class ToolInstaller(Core.Tooling.IToolInstaller installer) : IToolInstaller
{
    public void Install(PackageReference tool)
    {
        // The result is lazy: a tool is installed when its files are asked for.
        _ = installer.Install(tool).ToList();
    }
}

using SupplyChain.Images;
using SupplyChain.Manifests.Yaml;

namespace SupplyChain.Manifests.Model;

/// <summary>A container of a pod.</summary>
internal sealed record Container(YamlNode Node, ContainerRole Role)
{
    /// <summary>Its name in quotes, for messages.</summary>
    public string Name => Printable.Quote(Node.Text("name") ?? "");

    public YamlNode? Image => Node["image"];

    public YamlNode? SecurityContext => Node["securityContext"];

    /// <summary>Command and arguments, in order.</summary>
    public IEnumerable<YamlNode> Words => Node.List("command").Concat(Node.List("args"));
}

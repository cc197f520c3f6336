using System.Xml;

namespace SupplyChain.Scanning.Catalogue;

/// <summary>The packages of a project of the old form: <c>packages.config</c> (learn.microsoft.com, "packages.config reference"), without what is for development.</summary>
internal sealed class DotnetPackagesConfigReader : FileReader
{
    /// <summary>How XML from outside is read: without entities, and nothing is fetched.</summary>
    public static XmlReaderSettings NoEntities { get; } = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };

    /// <inheritdoc />
    public override int LargestFile => 4 * 1024 * 1024;

    /// <inheritdoc />
    public override bool Accepts(string path) =>
        TreePath.FileName(path).Equals("packages.config", StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc />
    protected override FileFacts Understand(string path, ReadOnlyMemory<byte> content)
    {
        using var text = new MemoryStream(content.ToArray(), writable: false);
        using var xml = XmlReader.Create(text, NoEntities);
        var packages = new List<Package>();
        while (xml.Read())
        {
            if (
                xml is { NodeType: XmlNodeType.Element, Depth: 1, LocalName: "package" }
                && xml.GetAttribute("id") is { Length: > 0 } id
                && xml.GetAttribute("version") is { Length: > 0 } version
                && xml.GetAttribute("developmentDependency") != "true"
            )
            {
                packages.Add(
                    new Package
                    {
                        Name = Plain.Text(id),
                        Version = Plain.Text(version),
                        Type = "nuget",
                        Location = path,
                    }
                );
            }
        }

        return new FileFacts { Packages = packages };
    }
}

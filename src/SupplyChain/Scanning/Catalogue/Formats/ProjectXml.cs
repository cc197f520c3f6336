using System.Xml;
using System.Xml.Linq;

namespace SupplyChain.Scanning.Catalogue.Formats;

/// <summary>XML of projects, read without entities and without fetching anything.</summary>
internal static class ProjectXml
{
    // Reading the text of an element follows its children one into the other.
    private const int Deepest = 64;

    /// <summary>Reads a document.</summary>
    /// <exception cref="XmlException">It is malformed.</exception>
    /// <exception cref="InvalidDataException">It is nested more than 64 levels.</exception>
    public static XElement Read(ReadOnlyMemory<byte> content)
    {
        using (var xml = Open(content))
        {
            while (xml.Read())
            {
                if (xml.Depth > Deepest)
                {
                    throw new InvalidDataException("it is nested too deeply");
                }
            }
        }

        using var again = Open(content);
        return XDocument.Load(again).Root!;
    }

    /// <summary>The first child of that name, whatever its namespace; null where there is none.</summary>
    public static XElement? Child(XElement? element, string name) =>
        element?.Elements().FirstOrDefault(child => child.Name.LocalName == name);

    private static XmlReader Open(ReadOnlyMemory<byte> content) =>
        XmlReader.Create(
            new MemoryStream(content.ToArray(), writable: false),
            new XmlReaderSettings
            {
                CloseInput = true,
                DtdProcessing = DtdProcessing.Prohibit,
                XmlResolver = null,
            }
        );
}

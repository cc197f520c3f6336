using SupplyChain.Images;
using SupplyChain.Manifests.Yaml;

namespace SupplyChain.Manifests.Pinning;

/// <summary>Guards texts that aliases use in several places: pinning one must not change what is no image.</summary>
internal static class SharedImages
{
    /// <summary>Refuses a file in which an image's text is also used as something else.</summary>
    /// <exception cref="ConfigurationException">There is such a text.</exception>
    public static void Refuse(ManifestFile file, IReadOnlyList<ManifestImage> images)
    {
        if (images.All(image => file.Yaml.Text[image.Node.Start] != '&'))
        {
            return;
        }

        var uses = new Dictionary<YamlNode, int>(ReferenceEqualityComparer.Instance);
        foreach (var document in file.Yaml.Documents)
        {
            Count(document.Root, uses);
        }

        foreach (var group in images.GroupBy(image => image.Node))
        {
            if (uses.GetValueOrDefault(group.Key) > group.Count())
            {
                var image = group.First();
                throw new ConfigurationException(
                    "pin.shared",
                    $"{image.File}:{image.Location}: The image {Printable.Quote(image.Text)} is an anchor that is also used where no image stands; write the image out."
                );
            }
        }
    }

    private static void Count(YamlNode node, Dictionary<YamlNode, int> uses)
    {
        if (node is YamlScalar)
        {
            uses[node] = uses.GetValueOrDefault(node) + 1;
        }

        foreach (var child in node.Items.Concat(node.Entries.Select(entry => entry.Value)))
        {
            Count(child, uses);
        }
    }
}

using SupplyChain.Scanning.Catalogue.Formats;

namespace SupplyChain.Scanning.Catalogue;

/// <summary>
/// What a Maven project needs directly: <c>pom.xml</c> (maven.apache.org, "POM Reference"), without what only tests need or the environment
/// provides. Versions that a parent gives are not known here, and neither is what the dependencies need in turn.
/// </summary>
internal sealed class MavenProjectReader() : ProjectFileReader("pom.xml")
{
    private const int MostReferences = 8;
    private const int LongestValue = 1024;

    /// <inheritdoc />
    protected override FileFacts Understand(string path, ReadOnlyMemory<byte> content)
    {
        var project = XmlTree.Read(content);
        var values = Values(project);
        var managed = Dependencies(project.Child("dependencyManagement"))
            .GroupBy(entry => Name(entry, values))
            .ToDictionary(group => group.Key, group => Resolve(Text(group.First(), "version"), values));
        var packages = new List<Package>();
        var limitations = new List<Limitation>();
        foreach (var entry in Dependencies(project).Where(entry => Text(entry, "scope") is null or "compile" or "runtime"))
        {
            var name = Name(entry, values);
            var version = Resolve(Text(entry, "version"), values) ?? managed.GetValueOrDefault(name);
            // A range such as [1.0,2.0) is no version.
            if (version is [not ('[' or '('), ..] && Named("maven", name, version, path) is { } package)
            {
                packages.Add(package);
            }
            else
            {
                limitations.Add(Unpinned(path));
            }
        }

        if (packages.Count > 0)
        {
            limitations.Add(new Limitation("scan.uncovered", "A pom.xml does not say what its dependencies need in turn.", path));
        }

        return Named("maven", Name(project, values), Resolve(Text(project, "version"), values), path) is { } itself
            ? new FileFacts
            {
                Packages = [itself with { Requires = [.. packages.Select(package => package.Name)] }, .. packages],
                Limitations = limitations,
            }
            : new FileFacts { Packages = packages, Limitations = limitations };
    }

    private static Dictionary<string, string> Values(XmlTree project)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var member in new[] { "groupId", "artifactId", "version" })
        {
            if (Text(project, member) is { } value)
            {
                values[$"project.{member}"] = values[$"pom.{member}"] = value;
            }
        }

        foreach (var property in project.Child("properties")?.Children ?? [])
        {
            values[property.Name] = property.Text;
        }

        return values;
    }

    // The project's own group and version are those of its parent where it gives none.
    private static string? Text(XmlTree element, string name) =>
        element.Child(name)?.Text ?? (name is "groupId" or "version" ? element.Child("parent")?.Child(name)?.Text : null);

    private static IEnumerable<XmlTree> Dependencies(XmlTree? element) =>
        element?.Child("dependencies")?.Children.Where(child => child.Name == "dependency") ?? [];

    private static string Name(XmlTree element, Dictionary<string, string> values) =>
        $"{Resolve(Text(element, "groupId"), values)}:{Resolve(Text(element, "artifactId"), values)}";

    // "${property}" alone or inside a text; null where a property is not known.
    private static string? Resolve(string? text, Dictionary<string, string> values)
    {
        for (var count = 0; text is not null && text.IndexOf("${", StringComparison.Ordinal) is >= 0 and var start; count++)
        {
            var end = text.IndexOf('}', start);
            text =
                count < MostReferences
                && text.Length <= LongestValue
                && end > 0
                && values.GetValueOrDefault(text[(start + 2)..end]) is { } value
                    ? text[..start] + value + text[(end + 1)..]
                    : null;
        }

        return text;
    }
}

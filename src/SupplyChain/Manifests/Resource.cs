using SupplyChain.Images;
using SupplyChain.Manifests.Yaml;

namespace SupplyChain.Manifests;

/// <summary>One Kubernetes object, or one configuration file in Kubernetes' form, as it stands in a manifest.</summary>
public sealed class Resource
{
    private const string DefaultNamespace = "default";

    internal Resource(YamlNode root, string kind)
    {
        Root = root;
        Kind = Printable.Line(kind);
        var version = root.Text("apiVersion") ?? "";
        var slash = version.IndexOf('/', StringComparison.Ordinal);
        Group = slash < 0 ? "" : version[..slash];
        Version = version[(slash + 1)..];
        var metadata = root["metadata"];
        Name = new ResourceName(
            Kind,
            Line(metadata?.Text("namespace")),
            Line(metadata?.Text("name") ?? metadata?.Text("generateName"))
        );
    }

    /// <summary>The object.</summary>
    public YamlNode Root { get; }

    /// <summary>Its kind.</summary>
    public string Kind { get; }

    /// <summary>The group of its <c>apiVersion</c>; empty for the core group.</summary>
    public string Group { get; }

    /// <summary>The version of its <c>apiVersion</c>, without the group.</summary>
    public string Version { get; }

    /// <summary>Kind, namespace and name.</summary>
    public ResourceName Name { get; }

    /// <summary>The file that it stands in, as named when it was loaded.</summary>
    public string FileName => Root.FileName;

    /// <summary>The namespace it lands in: the one written, else <c>default</c>.</summary>
    public string EffectiveNamespace => Name.Namespace ?? DefaultNamespace;

    /// <summary>The source it was rendered from; null for what stands in the file itself.</summary>
    internal ResourceOrigin? Origin { get; init; }

    /// <summary>Whether its text is that of a file, so that it can be mended there: not rendered and not packed.</summary>
    internal bool IsEditable { get; init; } = true;

    /// <summary>Its <c>spec</c>, or null.</summary>
    internal YamlNode? Spec => Root["spec"];

    /// <summary>Whether it is of this group and kind, in any version.</summary>
    internal bool Is(string group, string kind) =>
        string.Equals(Kind, kind, StringComparison.Ordinal) && string.Equals(Group, group, StringComparison.Ordinal);

    private static string? Line(string? text) => text is null ? null : Printable.Line(text);
}

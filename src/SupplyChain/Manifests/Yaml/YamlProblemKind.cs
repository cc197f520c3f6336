namespace SupplyChain.Manifests.Yaml;

/// <summary>The sorts of problem a YAML text can have.</summary>
public enum YamlProblemKind
{
    /// <summary>The text is not YAML.</summary>
    Syntax,

    /// <summary>The text is a template that was not rendered.</summary>
    Template,

    /// <summary>A chart or kustomization was not rendered, so nothing of it could be read.</summary>
    NotRendered,

    /// <summary>The text exceeds a bound on size, depth or count, or contains itself.</summary>
    Limit,

    /// <summary>None of the documents is a Kubernetes object, so nothing could be judged.</summary>
    NoResource,

    /// <summary>A mapping has the same key twice.</summary>
    DuplicateKey,
}

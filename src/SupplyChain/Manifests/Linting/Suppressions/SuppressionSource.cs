namespace SupplyChain.Manifests.Linting.Suppressions;

/// <summary>Where a suppression is written.</summary>
public enum SuppressionSource
{
    /// <summary>A comment in the manifest.</summary>
    Comment,

    /// <summary>An annotation of the object or of its pod template.</summary>
    Annotation,

    /// <summary>The lint configuration.</summary>
    Configuration,

    /// <summary>An earlier report.</summary>
    Baseline,
}

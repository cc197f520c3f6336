using SupplyChain.Manifests.Yaml;

namespace SupplyChain.Manifests.Linting.Suppressions;

/// <summary>A suppression as it is written in a manifest, before its words are read.</summary>
/// <param name="Source">Where it is written.</param>
/// <param name="Words">Its words.</param>
/// <param name="File">The file.</param>
/// <param name="Position">The place in the file.</param>
/// <param name="Resource">The resource it is written in; null where it is in none.</param>
/// <param name="Covers">Whether it is about the place of a finding.</param>
internal sealed record WrittenSuppression(
    SuppressionSource Source,
    string Words,
    string File,
    TextPosition Position,
    Resource? Resource,
    Func<LintFinding, bool> Covers
);

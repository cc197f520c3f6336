using System.Security.Cryptography;
using System.Text;
using SupplyChain.Manifests.Linting.Fixes;
using SupplyChain.Manifests.Model;
using SupplyChain.Manifests.Yaml;

namespace SupplyChain.Manifests.Linting;

/// <summary>One thing that is wrong in one place. Two are equal where they say the same about the same place.</summary>
/// <param name="Rule">The rule's id.</param>
/// <param name="Severity">How bad it is.</param>
/// <param name="Message">What is wrong here, as a sentence; never with a secret's value.</param>
/// <param name="Remedy">What to do, as a sentence.</param>
/// <param name="File">The file, as named when it was loaded.</param>
/// <param name="Line">Line of the place, from 1.</param>
/// <param name="Column">Column of the place, from 1.</param>
/// <param name="Resource">The resource.</param>
public sealed record LintFinding(
    string Rule,
    Severity Severity,
    string Message,
    string Remedy,
    string File,
    int Line,
    int Column,
    ResourceName Resource
)
{
    /// <summary>Path of the place in the resource, such as <c>spec.containers[0].image</c>; empty for the resource itself.</summary>
    public string Path => field ??= At is not null && Source is not null ? NodePath.Of(Source.Root, At) : "";

    /// <summary>Line of the end of the place, from 1.</summary>
    public int EndLine { get; init; } = Line;

    /// <summary>The column behind its last character, from 1.</summary>
    public int EndColumn { get; init; } = Column + 1;

    /// <summary>Other places that it follows from, in the order of the argument.</summary>
    public IReadOnlyList<LintPlace> Related { get; init; } = [];

    /// <summary>
    /// The line it points at, without what may be secret; null where it is about no manifest, or about one that was rendered from a
    /// line that is not known.
    /// </summary>
    public SourceExcerpt? Excerpt =>
        At is null || Source is null ? null
        : Source.Origin is not { } origin ? SourceExcerpt.Of(this, Source.Root, At)
        : origin.SourceOf(Source, At) is { } written ? SourceExcerpt.Of(this, written.Root, written.Node)
        : origin.LineOf(At) is null ? null
        : SourceExcerpt.Of(this, Source.Root, At);

    /// <summary>What makes it different from others of its rule, without lines and values.</summary>
    public string Identity => $"{File} {Resource} {PathOfNames}";

    /// <summary>Whether <c>--fix</c> can mend it.</summary>
    public bool IsFixable => Changes.Count > 0 || NewFile is not null;

    /// <summary>The edits of its file that mend it, all of them together; empty where there are none.</summary>
    public IReadOnlyList<Replacement> Fix =>
        At is null || FieldEdits.Of(Changes) is not { } edits
            ? []
            : [.. edits.Select(edit => new Replacement(At.Source.At(edit.Start, edit.End), edit.Text))];

    /// <summary>
    /// Hash of rule, object, field and value, by which it is known again whatever line it moves to. Of a value that may be secret
    /// it gives away no more than that it changed.
    /// </summary>
    public string Fingerprint
    {
        get
        {
            var value = At is YamlScalar scalar ? Hash(scalar.Value)[..(MayBeSecret ? 2 : 16)] : "none";
            return $"{Hash($"{Rule}\n{Resource.Kind}\n{Resource.Namespace}\n{Resource.Name}\n{PathOfNames}")[..16]}-{value}";
        }
    }

    /// <summary>The node it points at; null where it is about no manifest.</summary>
    internal YamlNode? At { get; init; }

    /// <summary>The resource itself; null where it is about none.</summary>
    internal Resource? Source { get; init; }

    /// <summary>Whether the node may hold a secret's value, so that nothing of it is shown.</summary>
    internal bool MayBeSecret { get; init; }

    /// <summary>The changes that mend it, all of them together.</summary>
    internal IReadOnlyList<FieldChange> Changes { get; init; } = [];

    /// <summary>The file that mends it; null where none does.</summary>
    internal NewManifest? NewFile { get; init; }

    private string PathOfNames => At is not null && Source is not null ? NodePath.OfNames(Source.Root, At) : "";

    /// <summary>Whether both say the same about the same place.</summary>
    public bool Equals(LintFinding? other) =>
        other is not null
        && Line == other.Line
        && Column == other.Column
        && Severity == other.Severity
        && Rule == other.Rule
        && File == other.File
        && Message == other.Message
        && Resource == other.Resource
        && Path == other.Path;

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Rule, File, Line, Column, Message);

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}

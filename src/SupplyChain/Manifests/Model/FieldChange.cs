namespace SupplyChain.Manifests.Model;

/// <summary>A wish to change a field of an object. It says what shall hold; the text edits that bring it about keep everything else.</summary>
/// <param name="Kind">What to do.</param>
/// <param name="Field">The field.</param>
/// <param name="Value">The value or item, as plain YAML on one line.</param>
internal sealed record FieldChange(FieldChangeKind Kind, Field Field, string Value);

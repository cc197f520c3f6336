namespace SupplyChain.Manifests.Model;

/// <summary>What can be done to a field.</summary>
internal enum FieldChangeKind
{
    /// <summary>It gets a value.</summary>
    Set,

    /// <summary>The list that it is gets one more item.</summary>
    Add,
}

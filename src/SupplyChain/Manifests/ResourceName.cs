namespace SupplyChain.Manifests;

/// <summary>What identifies a resource among others.</summary>
/// <param name="Kind">Its kind, such as <c>Deployment</c>.</param>
/// <param name="Namespace">Its namespace as written; null where none is.</param>
/// <param name="Name">Its name; null where it has none, as configuration files do.</param>
public sealed record ResourceName(string Kind, string? Namespace, string? Name)
{
    /// <inheritdoc />
    public override string ToString() =>
        $"{Kind}{(Namespace is null ? "" : $" {Namespace}")}{(Name is null ? "" : $"{(Namespace is null ? " " : "/")}{Name}")}";
}

namespace SupplyChain.Manifests.Model;

/// <summary>What a subject asks the API server to do, as RBAC judges it.</summary>
/// <param name="Verb">The verb, such as <c>create</c>.</param>
/// <param name="Group">The API group; empty for the core group.</param>
/// <param name="Resource">The resource, with its subresource: <c>pods/exec</c>.</param>
/// <param name="Name">The name of the one object it is about; null where it is about any.</param>
internal readonly record struct AccessRequest(string Verb, string Group, string Resource, string? Name = null)
{
    /// <summary>The path of a request that is not about a resource, such as <c>/metrics</c>; null for others.</summary>
    public string? Path { get; init; }
}

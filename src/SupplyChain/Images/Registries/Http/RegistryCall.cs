namespace SupplyChain.Images.Registries.Http;

/// <summary>One request to a registry, and again where it has to be repeated.</summary>
/// <param name="Method">Its method.</param>
/// <param name="Registry">The registry.</param>
/// <param name="Path">Path and query, beginning with <c>/v2/</c>; unused where <see cref="Address"/> is given.</param>
/// <param name="Scope">What a token has to allow, such as <c>repository:shop/api:pull</c>.</param>
internal sealed record RegistryCall(HttpMethod Method, string Registry, string Path, string Scope)
{
    /// <summary>The whole address, where the registry gave one.</summary>
    public Uri? Address { get; init; }

    /// <summary>Media types of the answer that are understood.</summary>
    public IReadOnlyList<string> Accept { get; init; } = [];

    /// <summary>First byte of the body that is wanted; 0 for all.</summary>
    public long From { get; init; }

    /// <summary>Makes what is sent, anew each time.</summary>
    public Func<HttpContent>? Content { get; init; }

    /// <summary>Whether the request may be sent again when its outcome is not known; true by default.</summary>
    public bool IsRepeatable { get; init; } = true;
}

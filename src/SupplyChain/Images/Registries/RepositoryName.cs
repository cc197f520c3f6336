using SupplyChain.Images.Registries.Http;

namespace SupplyChain.Images.Registries;

/// <summary>A repository in a registry, and the requests that concern it.</summary>
/// <param name="Registry">The registry.</param>
/// <param name="Path">Name of the repository in it.</param>
internal sealed record RepositoryName(string Registry, string Path)
{
    /// <summary>What a token has to allow for reading.</summary>
    public string ReadScope => $"repository:{Path}:pull";

    private string WriteScope => $"repository:{Path}:pull,push";

    /// <summary>A request that reads.</summary>
    /// <param name="method">Its method.</param>
    /// <param name="rest">What follows the repository in the address, such as <c>tags/list</c>.</param>
    public RegistryCall Reading(HttpMethod method, string rest) => new(method, Registry, $"/v2/{Path}/{rest}", ReadScope);

    /// <summary>A request that reads the next page of a list.</summary>
    /// <param name="address">Path and query that the registry named.</param>
    public RegistryCall Following(string address) => new(HttpMethod.Get, Registry, address, ReadScope);

    /// <summary>A request that writes.</summary>
    /// <param name="method">Its method.</param>
    /// <param name="rest">What follows the repository in the address, such as <c>blobs/uploads/</c>.</param>
    public RegistryCall Writing(HttpMethod method, string rest) => new(method, Registry, $"/v2/{Path}/{rest}", WriteScope);

    /// <inheritdoc />
    public override string ToString() => $"{Registry}/{Path}";
}

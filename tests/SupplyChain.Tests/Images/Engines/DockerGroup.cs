using SupplyChain.Testing;
using Xunit;

namespace SupplyChain.Tests.Images.Engines;

/// <summary>Tests that share a Docker Engine.</summary>
[CollectionDefinition(Name)]
public sealed class DockerGroup : ICollectionFixture<SharedDockerDaemon>
{
    public const string Name = "docker";
}

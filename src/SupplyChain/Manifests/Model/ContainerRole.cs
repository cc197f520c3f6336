namespace SupplyChain.Manifests.Model;

/// <summary>Which list of a pod a container stands in.</summary>
internal enum ContainerRole
{
    Regular,
    Init,
    Ephemeral,
}

namespace SupplyChain.Manifests.Graph;

/// <summary>The API groups of Istio.</summary>
internal static class IstioGroups
{
    /// <summary>Gateways, destination rules, virtual services.</summary>
    public const string Networking = "networking.istio.io";

    /// <summary>Authentication and authorization.</summary>
    public const string Security = "security.istio.io";
}

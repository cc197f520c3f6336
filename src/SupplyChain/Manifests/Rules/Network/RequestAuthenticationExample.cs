using SupplyChain.Manifests.Graph;
using SupplyChain.Manifests.Linting;

namespace SupplyChain.Manifests.Rules.Network;

/// <summary>A check of tokens by Istio as the examples of the rules have it.</summary>
internal static class RequestAuthenticationExample
{
    /// <summary>The check <c>api</c> of the tokens of one issuer.</summary>
    /// <param name="issuer">What follows the issuer on its line.</param>
    /// <param name="keys">Where the issuer's keys are, and what follows on the line.</param>
    public static RuleExample Of(string issuer, string keys) =>
        new(
            $"""
            apiVersion: {IstioGroups.Security}/v1
            kind: RequestAuthentication
            metadata:
              name: api
              namespace: shop
            spec:
              jwtRules:
              - issuer: https://login.shop.example{issuer}
                jwksUri: {keys}

            """
        );
}

using SupplyChain.Manifests.Linting;

namespace SupplyChain.Manifests.Rules.Network;

/// <summary>A service as the examples of the rules have it.</summary>
internal static class ServiceExample
{
    /// <summary>The service <c>api</c> with one port.</summary>
    /// <param name="line">A line of its <c>spec</c>.</param>
    /// <param name="port">The port and what follows it on the line.</param>
    public static RuleExample Of(string line, string port) =>
        new(
            $"""
            apiVersion: v1
            kind: Service
            metadata:
              name: api
              namespace: shop
            spec:
              {line}
              selector:
                app: api
              ports:
              - port: {port}

            """
        );
}

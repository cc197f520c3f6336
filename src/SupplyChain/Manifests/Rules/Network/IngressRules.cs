using SupplyChain.Manifests.Linting;

namespace SupplyChain.Manifests.Rules.Network;

/// <summary>Rules on the encryption of what comes in through an Ingress.</summary>
internal static class IngressRules
{
    /// <summary>Annotations by which cloud controllers take a certificate from elsewhere.</summary>
    private static readonly string[] CertificateElsewhere =
    [
        "alb.ingress.kubernetes.io/certificate-arn",
        "networking.gke.io/managed-certificates",
        "ingress.gcp.kubernetes.io/pre-shared-cert",
        "appgw.ingress.kubernetes.io/appgw-ssl-certificate",
    ];

    public static Rule NoTls { get; } =
        new()
        {
            Id = "tls-ingress-none",
            Title = "Every Ingress ends TLS",
            Reason = "Without TLS everyone on the way reads and changes requests, passwords and cookies.",
            Area = HardeningArea.Network,
            Severity = Severity.High,
            Remedy = "Add 'tls' with the hosts and the Secret of their certificate.",
            Aliases = ["C-0263"],
            Kinds = ["Ingress"],
            Check = (ingress, _) =>
                ingress.Group is "networking.k8s.io" or "extensions"
                && ingress.Spec is { } spec
                && spec.List("tls").Count == 0
                && !CertificateElsewhere.Any(key => ingress.Root.At("metadata", "annotations")?[key] is not null)
                    ? [new Violation(ingress, spec, "The Ingress has no 'tls', so it serves plain HTTP.")]
                    : [],
            Bad = Example("ingressClassName: public # here"),
            Good = Example("tls:\n  - hosts: [shop.example]\n    secretName: shop-tls"),
        };

    public static RuleExample Example(string spec, string annotation = "shop.example/team: orders") =>
        new(
            $"""
            apiVersion: networking.k8s.io/v1
            kind: Ingress
            metadata:
              name: shop
              namespace: shop
              annotations:
                {annotation}
            spec:
              {spec}
              defaultBackend:
                service:
                  name: api
                  port:
                    number: 8080

            """
        );
}

using SupplyChain.Images;
using SupplyChain.Manifests.Linting;

namespace SupplyChain.Manifests.Rules.Network;

/// <summary>Rules on how Services and Ingresses open the cluster.</summary>
internal static class ExposureRules
{
    /// <summary>Annotations that keep a cloud's load balancer inside its network, with the value that does so.</summary>
    private static readonly (string Key, string[] Values)[] Internal =
    [
        ("service.beta.kubernetes.io/aws-load-balancer-internal", ["true", "0.0.0.0/0"]),
        ("service.beta.kubernetes.io/aws-load-balancer-scheme", ["internal"]),
        ("service.beta.kubernetes.io/azure-load-balancer-internal", ["true"]),
        ("networking.gke.io/load-balancer-type", ["Internal"]),
        ("cloud.google.com/load-balancer-type", ["Internal"]),
        ("service.beta.kubernetes.io/oci-load-balancer-internal", ["true"]),
        ("service.beta.kubernetes.io/openstack-internal-load-balancer", ["true"]),
        ("service.kubernetes.io/ibm-load-balancer-cloud-provider-ip-type", ["private"]),
    ];

    public static IEnumerable<Rule> All { get; } =
    [
        new()
        {
            Id = "svc-lb-open",
            Title = "Load balancers are internal or limited to known addresses",
            Reason = "A load balancer without source ranges publishes the Service to the internet.",
            Area = HardeningArea.Network,
            Severity = Severity.High,
            Remedy = "Set 'loadBalancerSourceRanges', make it internal by annotation, or publish through an Ingress with TLS.",
            Aliases = ["C-0256"],
            Kinds = ["Service"],
            Check = (service, _) =>
                service.Is("", "Service") && service.Spec?["type"] is { AsString: "LoadBalancer" } type && IsOpen(service)
                    ? [new Violation(service, type, "The load balancer accepts connections from every address.")]
                    : [],
            Bad = Service("type: LoadBalancer # here"),
            Good = Service("type: LoadBalancer\n  loadBalancerSourceRanges: [192.0.2.0/24]"),
        },
        new()
        {
            Id = "svc-external-ips",
            Title = "Services claim no external addresses",
            Reason = "Who can set externalIPs can draw traffic for any address to pods of their own (CVE-2020-8554).",
            Area = HardeningArea.Network,
            Severity = Severity.High,
            Remedy = "Remove 'externalIPs' and use a load balancer or an Ingress.",
            Aliases = ["KSV-0108"],
            Kinds = ["Service"],
            Check = (service, _) =>
                service.Is("", "Service") && service.Spec?["externalIPs"] is { Items.Count: > 0 } addresses
                    ? [new Violation(service, addresses, "The Service claims external addresses.")]
                    : [],
            Bad = Service("externalIPs: [192.0.2.10] # here"),
            Good = Service("type: ClusterIP"),
        },
        new()
        {
            Id = "ing-snippet",
            Title = "Ingresses bring no configuration snippets",
            Reason =
                "A snippet is configuration of the shared proxy, through which one namespace reads the secrets of all (CVE-2021-25742).",
            Area = HardeningArea.Network,
            Severity = Severity.High,
            Remedy = "Remove the annotation and use the controller's own annotations.",
            Aliases = ["CKV_K8S_152", "CKV_K8S_153", "CKV_K8S_154", "C-0059"],
            Kinds = ["Ingress"],
            Check = (ingress, _) =>
                from annotation in ingress.Root.At("metadata", "annotations")?.Entries ?? []
                where annotation.Name.EndsWith("-snippet", StringComparison.Ordinal)
                select new Violation(
                    ingress,
                    annotation.Key,
                    $"The annotation {Printable.Quote(annotation.Name)} brings configuration for the shared proxy."
                ),
            Bad = IngressRules.Example(
                "tls:\n  - hosts: [shop.example]",
                "nginx.ingress.kubernetes.io/configuration-snippet: more_set_headers x # here"
            ),
            Good = IngressRules.Example("tls:\n  - hosts: [shop.example]", "nginx.ingress.kubernetes.io/ssl-redirect: \"true\""),
        },
    ];

    private static bool IsOpen(Resource service)
    {
        var annotations = service.Root.At("metadata", "annotations");
        return service.Spec!.List("loadBalancerSourceRanges") is var ranges
            && (ranges.Count == 0 || ranges.Any(range => range.AsString is "0.0.0.0/0" or "::/0"))
            && !Internal.Any(known => known.Values.Contains(annotations?.Text(known.Key)));
    }

    private static RuleExample Service(string line) => ServiceExample.Of(line, "443");
}

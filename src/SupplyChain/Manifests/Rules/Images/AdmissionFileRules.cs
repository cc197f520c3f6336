using SupplyChain.Manifests.Linting;
using SupplyChain.Manifests.Yaml;

namespace SupplyChain.Manifests.Rules.Images;

/// <summary>Rules on the API server's admission file (apiserver.config.k8s.io, AdmissionConfiguration).</summary>
internal static class AdmissionFileRules
{
    private static readonly string[] Parts = ["usernames", "namespaces", "runtimeClasses"];

    public static IEnumerable<Rule> All { get; } =
    [
        new()
        {
            Id = "img-webhook-failopen",
            Title = "The image webhook refuses when it is down",
            Reason = "With 'defaultAllow: true' whoever stops the webhook gets every image in.",
            Area = HardeningArea.Images,
            Severity = Severity.High,
            Remedy = "Set 'defaultAllow: false'.",
            Kinds = ["AdmissionConfiguration"],
            Check = (file, _) =>
                from plugin in Plugins(file, "ImagePolicyWebhook")
                let allow = plugin.At("configuration", "imagePolicy", "defaultAllow")
                where allow?.AsBoolean == true
                select new Violation(file, allow, "Every image gets in while the webhook is down."),
            Bad = ImagePolicy("true # here"),
            Good = ImagePolicy("false"),
        },
        new()
        {
            Id = "psa-exempt-wide",
            Title = "Pod Security admission exempts few",
            Reason = "What is exempt is judged by nothing, whatever its namespace's labels say.",
            Area = HardeningArea.Pods,
            Severity = Severity.High,
            Remedy = "Exempt the cluster's own namespaces alone.",
            Kinds = ["AdmissionConfiguration"],
            Check = (file, _) =>
                from plugin in Plugins(file, "PodSecurity")
                from part in Parts
                from entry in plugin.At("configuration", "exemptions")?.List(part) ?? []
                where IsWide(part, entry.AsString ?? "")
                select new Violation(file, entry, $"The exemption in '{part}' is wider than the cluster's own parts."),
            Bad = PodSecurity("default # here"),
            Good = PodSecurity("kube-system"),
        },
    ];

    /// <summary>Service accounts of controllers create everybody's pods, so that exempting one exempts all; the documentation warns of it.</summary>
    private static bool IsWide(string part, string name) =>
        part switch
        {
            "namespaces" => name is "default",
            "usernames" => name.StartsWith("system:serviceaccount:kube-system:", StringComparison.Ordinal)
                && name.EndsWith("-controller", StringComparison.Ordinal),
            _ => false,
        };

    private static IEnumerable<YamlNode> Plugins(Resource file, string name) =>
        file.Group == "apiserver.config.k8s.io" ? file.Root.List("plugins").Where(plugin => plugin.Text("name") == name) : [];

    private static RuleExample ImagePolicy(string allow) =>
        new(
            $"""
            apiVersion: apiserver.config.k8s.io/v1
            kind: AdmissionConfiguration
            plugins:
            - name: ImagePolicyWebhook
              configuration:
                imagePolicy:
                  kubeConfigFile: /etc/kubernetes/image-policy.yaml
                  defaultAllow: {allow}

            """
        );

    private static RuleExample PodSecurity(string space) =>
        new(
            $"""
            apiVersion: apiserver.config.k8s.io/v1
            kind: AdmissionConfiguration
            plugins:
            - name: PodSecurity
              configuration:
                apiVersion: pod-security.admission.config.k8s.io/v1
                kind: PodSecurityConfiguration
                exemptions:
                  namespaces:
                  - {space}

            """
        );
}

using SupplyChain.Images;
using SupplyChain.Manifests.Linting;
using SupplyChain.Manifests.Model;

namespace SupplyChain.Manifests.Rules.Identity;

/// <summary>Rules on ways into the cluster, and into its cloud, that pass the identity provider by.</summary>
internal static class LoginRules
{
    private static readonly string[] SecretFields = ["data", "stringData"];

    private const string BootstrapType = "bootstrap.kubernetes.io/token";

    /// <summary>The word true in base64.</summary>
    private const string EncodedTrue = "dHJ1ZQ==";

    private static readonly string[] SkipFlags =
    [
        "--enable-skip-login",
        "--enable-insecure-login",
        "--disable-settings-authorizer",
    ];

    /// <summary>Variables in which the tools of clouds look for a key that never changes.</summary>
    private static readonly string[] CloudKeys =
    [
        "AWS_SECRET_ACCESS_KEY",
        "AZURE_CLIENT_SECRET",
        "GOOGLE_APPLICATION_CREDENTIALS",
        "GOOGLE_CREDENTIALS",
        "ARM_CLIENT_SECRET",
    ];

    /// <summary>What the names of settings begin with by which a program finds its cloud.</summary>
    private static readonly string[] CloudSettings = ["AWS_", "AZURE_", "GOOGLE_", "ARM_"];

    public static IEnumerable<Rule> All { get; } =
    [
        new()
        {
            Id = "authn-bootstrap-token",
            Title = "Tokens for joining nodes expire",
            Reason = "Whoever has such a token joins a node of their own and gets the secrets of what runs there.",
            Area = HardeningArea.Identity,
            Severity = Severity.High,
            Remedy = "Set 'expiration' to a few hours ahead, and make the token when it is needed.",
            Aliases = ["C-0288", "CIS-3.1.3"],
            MeetsSecrets = true,
            Kinds = ["Secret", "InitConfiguration"],
            Concerns = (resource, _) => resource.Kind == "InitConfiguration" || resource.Root.Text("type") == BootstrapType,
            Check = (resource, _) => [.. Tokens(resource), .. KubeadmTokens(resource)],
            Bad = Bootstrap("token-id: abcdef # here"),
            Good = Bootstrap("token-id: abcdef\n  expiration: \"2026-12-01T12:00:00Z\""),
        },
        new()
        {
            Id = "authn-aws-auth",
            Title = "AWS users are no users of the cluster",
            Reason = "Keys of AWS users never expire, and members of system:masters pass every check.",
            Area = HardeningArea.Identity,
            Severity = Severity.High,
            Remedy = "Use access entries or roles that people assume, and a group with the rights that are needed.",
            Aliases = ["C-0232", "C-0285"],
            Kinds = ["ConfigMap"],
            Concerns = (map, _) => map.Name.Name == "aws-auth",
            Check = (map, _) =>
                from entry in map.Is("", "ConfigMap") && map.Name.Name == "aws-auth" ? map.Root["data"]?.Entries ?? [] : []
                let text = entry.Value.AsString ?? ""
                where
                    (entry.Name == "mapUsers" && text.Contains("userarn", StringComparison.Ordinal))
                    || (entry.Name is "mapRoles" or "mapUsers" && text.Contains("system:masters", StringComparison.Ordinal))
                select new Violation(
                    map,
                    entry.Key,
                    $"{Printable.Quote(entry.Name)} lets AWS users in, or gives them the whole cluster."
                ),
            Bad = AwsAuth("- userarn: arn:aws:iam::111122223333:user/ops\n      groups: [system:masters]", "mapUsers: | # here"),
            Good = AwsAuth("- rolearn: arn:aws:iam::111122223333:role/nodes\n      groups: [system:nodes]", "mapRoles: |"),
        },
        new()
        {
            Id = "authn-dashboard-skip",
            Title = "The dashboard asks who it is",
            Reason = "Without a login everybody acts with the dashboard's own rights.",
            Area = HardeningArea.Identity,
            Severity = Severity.High,
            Remedy = "Remove the argument.",
            Aliases = ["CKV_K8S_33", "C-0014"],
            Kinds = PodTemplatePath.Kinds,
            Concerns = (resource, scope) => scope.Graph.WorkloadOf(resource)?.Containers.Any(IsDashboard) == true,
            Check = (resource, scope) =>
                from container in scope.Graph.WorkloadOf(resource)?.Containers ?? []
                from word in container.Words
                where SkipFlags.Any(flag => word.AsString == flag || word.AsString == flag + "=true")
                select new Violation(
                    resource,
                    word,
                    $"Container {container.Name} lets users in without a login, or in plain text."
                ),
            Bad = PodExample.Of(container: "args:\n- --enable-skip-login # here"),
            Good = PodExample.Of(container: "args:\n- --auto-generate-certificates"),
        },
        new()
        {
            Id = "authn-client-cert-user",
            Title = "People log in without certificates of the cluster",
            Reason = "Kubernetes cannot revoke a client certificate, and it knows no second factor.",
            Area = HardeningArea.Identity,
            Severity = Severity.Medium,
            Remedy = "Let people log in through the identity provider.",
            Aliases = ["C-0286", "CIS-3.1.1"],
            Kinds = ["CertificateSigningRequest"],
            Check = (request, _) =>
                request.Group == "certificates.k8s.io"
                && request.Spec?["signerName"] is { AsString: "kubernetes.io/kube-apiserver-client" } signer
                    ? [new Violation(request, signer, "The request is for a certificate by which somebody logs in.")]
                    : [],
            Bad = Request("kubernetes.io/kube-apiserver-client # here"),
            Good = Request("kubernetes.io/kubelet-serving"),
        },
        new()
        {
            Id = "authn-no-workload-identity",
            Title = "Pods log in to their cloud by what they are",
            Reason = "A key in a pod never changes, works from everywhere, and opens the cloud to who gets a copy.",
            Area = HardeningArea.Identity,
            Severity = Severity.Medium,
            Remedy = "Give the service account a role of the cloud (IRSA, Workload Identity), and remove the key.",
            MeetsSecrets = true,
            Kinds = PodTemplatePath.Kinds,
            Concerns = (resource, scope) => scope.Graph.WorkloadOf(resource)?.Containers.Any(MeetsCloud) == true,
            Check = (resource, scope) =>
                from container in scope.Graph.WorkloadOf(resource)?.Containers ?? []
                from variable in container.Node.List("env")
                let name = variable["name"]
                where CloudKeys.Contains(name?.AsString)
                select new Violation(
                    resource,
                    name,
                    $"Container {container.Name} logs in to its cloud with a key ({Printable.Quote(name.AsString!)})."
                ),
            Bad = PodExample.Of(
                container: "env:\n- name: AWS_SECRET_ACCESS_KEY # here\n  valueFrom:\n    secretKeyRef: {name: aws, key: secret}"
            ),
            Good = PodExample.Of(container: "env:\n- name: AWS_REGION\n  value: eu-central-1"),
        },
    ];

    private static bool IsDashboard(Container container) =>
        container.Image?.AsString?.Contains("dashboard", StringComparison.Ordinal) == true
        || container.Words.Any(word => SkipFlags.Any(flag => word.AsString?.StartsWith(flag, StringComparison.Ordinal) == true));

    /// <summary>Whether it is told about a cloud, so that it has some way to log in there.</summary>
    private static bool MeetsCloud(Container container) =>
        container
            .Node.List("env")
            .Any(variable =>
                CloudSettings.Any(part => variable.Text("name")?.StartsWith(part, StringComparison.Ordinal) == true)
            );

    private static IEnumerable<Violation> Tokens(Resource secret)
    {
        if (secret.Is("", "Secret") && secret.Root.Text("type") == BootstrapType)
        {
            var entries = SecretFields.SelectMany(field => secret.Root[field]?.Entries ?? []).ToList();
            var usage = entries.Find(entry => entry.Name == "usage-bootstrap-authentication");
            if (!entries.Exists(entry => entry.Name == "expiration"))
            {
                var at = entries.Find(entry => entry.Name == "token-id")?.Key ?? secret.Root["type"]!;
                yield return new Violation(secret, at, "The token for joining nodes never expires.");
            }
            else if (usage?.Value.AsString is "true" or EncodedTrue)
            {
                yield return new Violation(
                    secret,
                    usage.Key,
                    "Until it expires, whoever reads this token logs in with it and joins a node.",
                    Severity.Medium
                );
            }
        }
    }

    private static IEnumerable<Violation> KubeadmTokens(Resource resource) =>
        from token in resource.Is("kubeadm.k8s.io", "InitConfiguration") ? resource.Root.List("bootstrapTokens") : []
        let lifetime = token["ttl"]
        where lifetime?.AsString is "0" or "0s" or "0h0m0s" && token["expires"] is null
        select new Violation(resource, lifetime, "The token for joining nodes never expires.");

    private static RuleExample Bootstrap(string data) =>
        new(
            $"apiVersion: v1\nkind: Secret\nmetadata:\n  name: bootstrap-token-abcdef\n  namespace: kube-system\ntype: {BootstrapType}\nstringData:\n  {data}\n"
        );

    private static RuleExample AwsAuth(string entry, string key) =>
        new(
            $"apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: aws-auth\n  namespace: kube-system\ndata:\n  {key}\n    {entry}\n"
        );

    private static RuleExample Request(string signer) =>
        new(
            $"apiVersion: certificates.k8s.io/v1\nkind: CertificateSigningRequest\nmetadata:\n  name: ops\nspec:\n  signerName: {signer}\n  request: LS0tLQ==\n  usages: [client auth]\n"
        );
}

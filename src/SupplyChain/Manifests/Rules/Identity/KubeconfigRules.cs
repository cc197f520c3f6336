using SupplyChain.Manifests.Linting;

namespace SupplyChain.Manifests.Rules.Identity;

/// <summary>Rules on kubeconfig files among the manifests.</summary>
internal static class KubeconfigRules
{
    private static readonly string[] Credentials = ["token", "password", "client-key-data"];

    public static IEnumerable<Rule> All { get; } =
    [
        new()
        {
            Id = "authn-kubeconfig-secret",
            Title = "No kubeconfig with credentials is kept with the manifests",
            Reason = "Whoever reads the repository has the rights of that user, without a second factor.",
            Area = HardeningArea.Identity,
            Severity = Severity.Critical,
            Remedy = "Remove the credential, revoke it, and let users log in through an 'exec' plugin of the identity provider.",
            MeetsSecrets = true,
            Kinds = ["Config"],
            Check = (config, _) =>
                from user in config.Is("", "Config") ? config.Root.List("users") : []
                from name in Credentials
                let credential = user.At("user", name)
                where credential?.AsString?.Length > 0
                select new Violation(config, credential, $"A user's '{name}' stands here in plain text."),
            Bad = Example("token: 2f1c5a0e-not-a-real-token # here", "certificate-authority: ca.crt"),
            Good = Example(
                "exec: {apiVersion: client.authentication.k8s.io/v1, command: kubelogin}",
                "certificate-authority: ca.crt"
            ),
        },
        new()
        {
            Id = "kubeconfig-skip-verify",
            Title = "Clients verify the API server's certificate",
            Reason = "Without it anyone on the way can answer as the API server and take the client's credentials.",
            Area = HardeningArea.Network,
            Severity = Severity.High,
            Remedy = "Remove 'insecure-skip-tls-verify' and give 'certificate-authority-data'.",
            Kinds = ["Config"],
            Check = (config, _) =>
                from cluster in config.Is("", "Config") ? config.Root.List("clusters") : []
                let skip = cluster.At("cluster", "insecure-skip-tls-verify")
                where skip?.AsBoolean == true
                select new Violation(config, skip, "The API server's certificate is not verified."),
            Bad = Example("exec: {command: kubelogin}", "insecure-skip-tls-verify: true # here"),
            Good = Example("exec: {command: kubelogin}", "certificate-authority: ca.crt"),
        },
    ];

    private static RuleExample Example(string user, string cluster) =>
        new(
            $"""
            apiVersion: v1
            kind: Config
            clusters:
            - name: shop
              cluster:
                server: https://api.shop.example:6443
                {cluster}
            users:
            - name: deploy
              user:
                {user}

            """
        );
}

using SupplyChain.Manifests.Linting;
using SupplyChain.Manifests.Model;

namespace SupplyChain.Manifests.Rules.PodSecurity;

/// <summary>Checks on the user a container runs as, and whether it can become another.</summary>
internal static class UserChecks
{
    /// <summary>First minor version in which a user namespace lifts the demands on users.</summary>
    private const int UserNamespaces = 35;

    public static PodSecurityCheck PrivilegeEscalation { get; } =
        new()
        {
            Id = "pss-privilege-escalation",
            Level = PodSecurityLevel.Restricted,
            Since = 8,
            Severity = Severity.Medium,
            Title = "Containers cannot gain privileges",
            Reason = "Otherwise a set-user-id program in the image makes its caller root.",
            Remedy = "Set 'securityContext.allowPrivilegeEscalation: false' on the container.",
            Fix = "Sets it on the container.",
            Aliases = ["KSV-0001", "CKV_K8S_20", "C-0016", "CIS-5.2.6"],
            Judge = (pod, version) =>
                version.Minor >= 25 && pod.IsWindows
                    ? []
                    : from container in pod.Containers
                    let field = Field.Of(container.Node, "securityContext", "allowPrivilegeEscalation")
                    where field.Node?.AsBoolean != false
                    select new Fault(field.At, $"Container {container.Name} does not set 'allowPrivilegeEscalation: false'.")
                    {
                        Fix = [field.Set("false")],
                    },
            Bad = PodExample.Of(container: "securityContext:\n  allowPrivilegeEscalation: true # here"),
            Good = PodExample.Of(container: "securityContext:\n  allowPrivilegeEscalation: false"),
        };

    public static PodSecurityCheck RunAsNonRoot { get; } =
        new()
        {
            Id = "pss-run-as-non-root",
            Level = PodSecurityLevel.Restricted,
            Severity = Severity.Medium,
            Title = "Containers are kept from running as root",
            Reason =
                "Root in a container is root on the node once it gets out, and images run as root unless they say otherwise.",
            Remedy = "Set 'securityContext.runAsNonRoot: true' on the pod.",
            Fix = "Sets it where it is false, and else on the pod.",
            Aliases = ["KSV-0012", "CKV_K8S_23", "C-0013", "CIS-5.2.7"],
            Judge = (pod, version) => version.Minor >= UserNamespaces && pod.HasUserNamespace ? [] : MayBeRoot(pod),
            Bad = PodExample.Of("securityContext:\n  runAsNonRoot: false # here", "securityContext:\n  runAsNonRoot: true"),
            Good = PodExample.Of("securityContext:\n  runAsNonRoot: true"),
        };

    public static PodSecurityCheck RunAsUser { get; } =
        new()
        {
            Id = "pss-run-as-user",
            Level = PodSecurityLevel.Restricted,
            Since = 23,
            Severity = Severity.High,
            Title = "No user is set to root",
            Reason = "Root in a container is root on the node once it gets out.",
            Remedy = "Set 'runAsUser' to the image's own user, or remove it.",
            Aliases = ["KSV-0105", "C-0013"],
            Judge = (pod, version) =>
                version.Minor >= UserNamespaces && pod.HasUserNamespace
                    ? []
                    : from context in pod.SecurityContexts()
                    let field = context.Node["runAsUser"]
                    where field?.AsInteger == 0
                    select new Fault(field, $"{context.Owner} runs as user 0, which is root."),
            Bad = PodExample.Of("securityContext:\n  runAsUser: 0 # here"),
            Good = PodExample.Of("securityContext:\n  runAsUser: 1654"),
        };

    private static IEnumerable<Fault> MayBeRoot(Workload pod)
    {
        var onPod = Field.Of(pod.Spec, "securityContext", "runAsNonRoot");
        var field = onPod.Node;
        if (field?.AsBoolean == false)
        {
            yield return new Fault(field, "The pod sets 'runAsNonRoot: false'.") { Fix = [onPod.Set("true")] };
        }

        foreach (var container in pod.Containers)
        {
            var own = container.SecurityContext?["runAsNonRoot"];
            if (own?.AsBoolean == false)
            {
                yield return new Fault(own, $"Container {container.Name} sets 'runAsNonRoot: false'.")
                {
                    Fix = [Field.Of(container.Node, "securityContext", "runAsNonRoot").Set("true")],
                };
            }
            else if (own is null && field?.AsBoolean != true)
            {
                yield return new Fault(
                    container.SecurityContext ?? container.Node,
                    $"Container {container.Name} may run as root: neither it nor its pod sets 'runAsNonRoot: true'."
                )
                {
                    Fix = [onPod.Set("true")],
                };
            }
        }
    }
}

namespace SupplyChain.Manifests.Linting;

/// <summary>The levels of the Pod Security Standards that a release can be held to; <c>privileged</c> demands nothing.</summary>
public enum PodSecurityLevel
{
    /// <summary>No known privilege escalation.</summary>
    Baseline,

    /// <summary>Current hardening practice; includes what baseline demands.</summary>
    Restricted,
}

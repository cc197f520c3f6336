namespace SupplyChain.Manifests.Linting;

/// <summary>What people call the areas, and what lies outside of them.</summary>
public static class HardeningAreas
{
    /// <summary>Its title, as a short phrase.</summary>
    public static string Title(this HardeningArea area) =>
        area switch
        {
            HardeningArea.Network => "Network segmentation and traffic encryption",
            HardeningArea.Access => "RBAC and least privilege",
            HardeningArea.Identity => "External identity and MFA",
            HardeningArea.Cluster => "Cluster hardening",
            HardeningArea.Pods => "Pod security",
            HardeningArea.Images => "Image security",
            HardeningArea.Secrets => "Secrets",
            HardeningArea.Audit => "Audit and monitoring",
            HardeningArea.Runtime => "Runtime security",
            _ => "Backup and recovery",
        };

    /// <summary>What manifests do not show of it, as a phrase.</summary>
    public static string CannotBeSeen(this HardeningArea area) =>
        area switch
        {
            HardeningArea.Network =>
                "whether the network plugin enforces policies, firewalls and security groups outside the cluster",
            HardeningArea.Access => "who holds credentials, roles made outside these manifests",
            HardeningArea.Identity => "the identity provider's own settings, whether its users use a second factor",
            HardeningArea.Cluster => "permissions of files on nodes, settings of managed control planes",
            HardeningArea.Pods => "what processes do once they run, changes that admission makes to pods",
            HardeningArea.Images => "what is inside images; 'supplychain scan' and 'verify' judge that",
            HardeningArea.Secrets => "secrets outside these manifests, who read them, when they were rotated",
            HardeningArea.Audit => "whether logs arrive, are kept and are read",
            HardeningArea.Runtime => "whether sensors run on every node, and what they report",
            _ => "whether backups succeed and can be restored",
        };
}

namespace SupplyChain.Manifests.Linting;

/// <summary>The ten areas of production Kubernetes security that the rules cover, in the order of the documentation.</summary>
public enum HardeningArea
{
    /// <summary>Network segmentation and traffic encryption.</summary>
    Network,

    /// <summary>RBAC and least privilege.</summary>
    Access,

    /// <summary>External identity and multi-factor authentication.</summary>
    Identity,

    /// <summary>Cluster hardening: control plane, etcd, encryption at rest.</summary>
    Cluster,

    /// <summary>Pod security and admission.</summary>
    Pods,

    /// <summary>Image security.</summary>
    Images,

    /// <summary>Secrets.</summary>
    Secrets,

    /// <summary>Audit and monitoring.</summary>
    Audit,

    /// <summary>Runtime security.</summary>
    Runtime,

    /// <summary>Backup and disaster recovery.</summary>
    Backup,
}

using SupplyChain.Manifests.Linting;
using SupplyChain.Manifests.Rules.Access;
using SupplyChain.Manifests.Rules.Audit;
using SupplyChain.Manifests.Rules.Backup;
using SupplyChain.Manifests.Rules.Cluster;
using SupplyChain.Manifests.Rules.Identity;
using SupplyChain.Manifests.Rules.Images;
using SupplyChain.Manifests.Rules.Network;
using SupplyChain.Manifests.Rules.Pods;
using SupplyChain.Manifests.Rules.PodSecurity;
using SupplyChain.Manifests.Rules.Runtime;
using SupplyChain.Manifests.Rules.Secrets;

namespace SupplyChain.Manifests.Rules;

/// <summary>Every rule, by area.</summary>
internal static class Catalogue
{
    public static IEnumerable<Rule> Rules() =>
        [
            .. IsolationRules.All,
            .. PolicyRules.All,
            .. ExposureRules.All,
            .. EgressRules.All,
            .. PolicyTargetRules.All,
            .. DialectRules.All,
            .. ServiceRules.All,
            IngressRules.NoTls,
            .. IngressRouteRules.All,
            .. IstioRules.All,
            .. MeshRules.All,
            .. DestinationRules.All,
            .. IstioGatewayRules.All,
            StorageEncryptionRule.Rule,
            ApiServiceRule.Rule,
            .. WildcardRules.All,
            .. GrantRules.All(),
            .. BindingRules.All,
            AggregationRule.Rule,
            TakeoverRule.Rule,
            .. WorkloadRules.All,
            LegacyTokenRule.Rule,
            .. KubeconfigRules.All,
            .. AuthenticationRules.All,
            .. IssuerRules.All,
            .. LoginRules.All,
            .. FlagRules.All(),
            .. AuthenticationFlags.All(),
            .. AuditFlags.All(),
            .. EncryptionRules.All,
            .. KubeletRules.All(),
            .. ManagedClusterRules.All,
            .. ComponentRules.All,
            .. ApiVersionRules.All,
            PodSecurityPolicyRule.Rule,
            .. PodSecurityStandard.Rules(),
            .. HostPathRules.All,
            .. NamespaceRules.All,
            WouldRejectRule.Rule,
            .. ContainerRules.All,
            EscapeRules.Shape,
            .. AdmissionPolicyRules.All,
            .. KyvernoRules.All,
            .. GatekeeperRules.All,
            .. ImageRules.All,
            .. VerificationRules.All,
            .. AdmissionFileRules.All,
            .. SecretRules.All,
            .. CredentialRules.All,
            .. StoreRules.All,
            .. VaultRules.All,
            .. AuditPolicyRules.All,
            .. AuditPathRules.All,
            .. MonitoringRules.All,
            .. FalcoRules.All,
            .. FalcoSetupRules.All,
            .. VeleroRules.All,
            .. ScheduleRules.All,
            .. EtcdBackupRules.All,
        ];
}

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
            IngressRules.NoTls,
            .. IstioRules.All,
            ApiServiceRule.Rule,
            .. WildcardRules.All,
            .. GrantRules.All(),
            .. BindingRules.All,
            AggregationRule.Rule,
            TakeoverRule.Rule,
            LegacyTokenRule.Rule,
            .. KubeconfigRules.All,
            .. AuthenticationRules.All,
            .. FlagRules.All(),
            .. AuthenticationFlags.All(),
            .. AuditFlags.All(),
            .. EncryptionRules.All,
            .. KubeletRules.All(),
            .. PodSecurityStandard.Rules(),
            .. HostPathRules.All,
            .. NamespaceRules.All,
            .. ImageRules.All,
            .. SecretRules.All,
            .. AuditPolicyRules.All,
            .. FalcoRules.All,
            .. VeleroRules.All,
        ];
}

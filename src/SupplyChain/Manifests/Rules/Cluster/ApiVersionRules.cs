using SupplyChain.Manifests.Linting;

namespace SupplyChain.Manifests.Rules.Cluster;

/// <summary>Rules on API versions that the cluster does not serve, or not for long.</summary>
internal static class ApiVersionRules
{
    public static IEnumerable<Rule> All { get; } =
    [
        new()
        {
            Id = "api-removed",
            Title = "Every API version is served by the cluster",
            Reason = "The cluster refuses the object, and what it was to protect stays open.",
            Area = HardeningArea.Cluster,
            Severity = Severity.High,
            Remedy = "Write the object in the version that the message names, and check the fields that changed.",
            Aliases = ["KSV-0107"],
            Kinds = ApiLifecycle.Kinds,
            // That a version is served without end says nothing about how the cluster is hardened.
            Concerns = (resource, _) => ApiLifecycle.Of(resource) is not null,
            Check = (resource, scope) =>
                // A policy of this kind has a rule of its own, which says what to do instead.
                resource.Kind != PodSecurityPolicyRule.Kind
                && ApiLifecycle.Of(resource) is { } version
                && version.Removed <= scope.Version.Minor
                    ? [Violation(resource, $"is not served since Kubernetes 1.{version.Removed}", version)]
                    : [],
            Bad = Example("batch/v1beta1 # here"),
            Good = Example("batch/v1"),
        },
        new()
        {
            Id = "api-deprecated",
            Title = "No API version is about to be removed",
            Reason = "After the removal the cluster refuses the object.",
            Area = HardeningArea.Cluster,
            Severity = Severity.Low,
            Remedy = "Write the object in the version that the message names.",
            Kinds = ApiLifecycle.Kinds,
            Concerns = (resource, _) => ApiLifecycle.Of(resource) is not null,
            Check = (resource, scope) =>
                ApiLifecycle.Of(resource) is { } version
                && version.Deprecated <= scope.Version.Minor
                && scope.Version.Minor < version.Removed
                    ?
                    [
                        Violation(
                            resource,
                            version.Removed == int.MaxValue
                                ? $"is deprecated since Kubernetes 1.{version.Deprecated}"
                                : $"is deprecated and will not be served by Kubernetes 1.{version.Removed}",
                            version
                        ),
                    ]
                    : [],
            Bad = new RuleExample("apiVersion: v1 # here\nkind: Endpoints\nmetadata:\n  name: database\n"),
            Good = new RuleExample(
                "apiVersion: discovery.k8s.io/v1\nkind: EndpointSlice\nmetadata:\n  name: database\naddressType: IPv4\n"
            ),
        },
    ];

    private static Violation Violation(Resource resource, string what, ApiVersion version) =>
        new(
            resource,
            resource.Root["apiVersion"]!,
            $"{resource.Kind} in {version.Name} {what}{(version.Replacement is null ? "" : $"; use {version.Replacement}")}."
        );

    private static RuleExample Example(string version) =>
        new(
            $"""
            apiVersion: {version}
            kind: CronJob
            metadata:
              name: report
              namespace: shop
            spec:
              schedule: 0 3 * * *

            """
        );
}

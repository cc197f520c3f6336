using SupplyChain.Manifests;
using SupplyChain.Manifests.Pinning;
using Xunit;

namespace SupplyChain.Tests.Manifests.Pinning;

public sealed class ManifestImagesTests
{
    private static IReadOnlyList<ManifestImage> Find(string yaml) => ManifestImages.Find(ManifestSet.Parse([("m.yaml", yaml)]));

    private static IEnumerable<string> Texts(string yaml) => Find(yaml).Select(image => image.Text);

    [Theory]
    [InlineData("v1", "Pod", "")]
    [InlineData("v1", "PodTemplate", "template")]
    [InlineData("v1", "ReplicationController", "spec.template")]
    [InlineData("apps/v1", "ReplicaSet", "spec.template")]
    [InlineData("apps/v1", "Deployment", "spec.template")]
    [InlineData("apps/v1", "StatefulSet", "spec.template")]
    [InlineData("apps/v1", "DaemonSet", "spec.template")]
    [InlineData("batch/v1", "Job", "spec.template")]
    [InlineData("batch/v1", "CronJob", "spec.jobTemplate.spec.template")]
    [InlineData("argoproj.io/v1alpha1", "Rollout", "spec.template")]
    [InlineData("serving.knative.dev/v1", "Service", "spec.template")]
    [InlineData("keda.sh/v1alpha1", "ScaledJob", "spec.jobTargetRef.template")]
    public void Every_list_of_containers_image_volumes_and_related_images_are_found(string version, string kind, string path)
    {
        const string Pod = """
            {metadata: {annotations: {sidecar.istio.io/proxyImage: p:1}}, spec: {initContainers: [{name: a, image: a:1}],
              containers: [{name: b, image: b:1, env: [{name: RELATED_IMAGE_X, value: r:1}, {name: OTHER, value: o}]}],
              ephemeralContainers: [{name: c, image: c:1}], volumes: [{name: v, image: {reference: v:1}}, {name: w, emptyDir: {}}]}}
            """;
        var yaml = path.Split('.', StringSplitOptions.RemoveEmptyEntries)
            .Reverse()
            .Aggregate(Pod, (inner, key) => $"{{{key}: {inner}}}");
        var images = Find($"{{apiVersion: {version}, kind: {kind}, " + yaml[1..]);
        Assert.Equal(["a:1", "b:1", "c:1", "p:1", "r:1", "v:1"], images.Select(image => image.Text).Order());
        Assert.All(images, image => Assert.Null(image.Unresolved));
        Assert.Contains(images, image => image.Path == (path.Length == 0 ? "" : path + ".") + "spec.volumes[0].image.reference");
    }

    [Fact]
    public void Kinds_that_make_pods_in_their_own_way_are_known()
    {
        Assert.Equal(
            ["s", "t"],
            Texts("{apiVersion: tekton.dev/v1, kind: Task, spec: {steps: [{image: s}], sidecars: [{image: t}]}}")
        );
        Assert.Equal(
            ["c", "d", "e"],
            Texts(
                "{apiVersion: argoproj.io/v1alpha1, kind: Workflow, spec: {templates: [{container: {image: c}}, {script: {image: d}}, {containerSet: {containers: [{image: e}]}}]}}"
            )
        );
        Assert.Equal(
            ["p", "q", "r"],
            Texts(
                "{apiVersion: monitoring.coreos.com/v1, kind: Prometheus, spec: {image: p, containers: [{image: q}], thanos: {image: r}}}"
            )
        );
        Assert.Equal(
            ["a"],
            Texts("{apiVersion: v1, kind: List, items: [{apiVersion: v1, kind: Pod, spec: {containers: [{image: a}]}}]}")
        );
    }

    [Fact]
    public void An_image_has_its_place()
    {
        var image = Assert.Single(
            Find(
                "apiVersion: v1\nkind: Pod\nmetadata: {name: p, namespace: n}\nspec:\n  containers:\n  - name: a\n    image: \"a:1\"\n"
            )
        );
        Assert.Equal("7:12", image.Location.ToString());
        Assert.Equal("spec.containers[0].image", image.Path);
        Assert.Equal(new ResourceName("Pod", "n", "p"), image.Resource);
        Assert.Equal("docker.io/library/a:1", image.Reference!.Canonical);
    }

    [Fact]
    public void A_text_at_image_in_an_unknown_kind_is_a_candidate_and_no_image()
    {
        var image = Assert.Single(
            Find("{apiVersion: db.example/v1, kind: Database, spec: {backup: [{image: 'db:1'}], image: {tag: x}}}")
        );
        Assert.Equal("db:1", image.Text);
        Assert.Null(image.Reference);
        Assert.Contains("'Database'", image.Unresolved, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "{apiVersion: kyverno.io/v1, kind: ClusterPolicy, spec: {rules: [{validate: {pattern: {spec: {image: '*:*'}}}}]}}"
    )]
    [InlineData("{apiVersion: policy.sigstore.dev/v1beta1, kind: ClusterImagePolicy, spec: {images: [{image: 'x/**'}]}}")]
    [InlineData("{apiVersion: constraints.gatekeeper.sh/v1beta1, kind: K8sRepos, spec: {image: x}}")]
    [InlineData("{apiVersion: v1, kind: ConfigMap, data: {image: x}}")]
    [InlineData("{apiVersion: admissionregistration.k8s.io/v1, kind: ValidatingAdmissionPolicy, spec: {image: x}}")]
    public void Policies_and_plain_data_name_no_images(string yaml) => Assert.Empty(Find(yaml));

    [Theory]
    [InlineData("{{ .Values.image }}")]
    [InlineData("UPPER:1")]
    [InlineData("")]
    public void What_is_no_reference_is_unresolved(string text)
    {
        var image = Assert.Single(Find($"{{apiVersion: v1, kind: Pod, spec: {{containers: [{{image: '{text}'}}]}}}}"));
        Assert.Null(image.Reference);
        Assert.NotNull(image.Unresolved);
    }
}

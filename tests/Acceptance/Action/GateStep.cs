using CliWrap.Buffered;
using SupplyChain.Acceptance.Cli;
using SupplyChain.Images.Layouts;
using SupplyChain.Images.Packing;
using SupplyChain.Testing;

namespace SupplyChain.Acceptance.Action;

/// <summary>The step of the composite action on a runner of its own, with a release of one image in a layout.</summary>
internal sealed class GateStep : IDisposable
{
    public const string Good = """
        apiVersion: v1
        kind: Pod
        metadata: { name: api, namespace: shop }
        spec:
          securityContext: { runAsNonRoot: true, runAsUser: 1654, seccompProfile: { type: RuntimeDefault } }
          containers:
            - name: api
              image: registry.example/shop/api:1.0
              securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: [ALL] } }
        """;

    private const string Policy = """
        gate: v1
        id: https://shop.example/policy/release
        environments:
          prod:
            mode: enforce
            validFor: 24h
            images:
              - { match: "registry.example/**", digest: required }
            manifests: { level: restricted, fail: critical }
          dev: { extends: prod, mode: warn, validFor: 24h }
        """;

    public GateStep()
    {
        var (program, arguments) = Workspace.Program;
        var quoted = string.Join(' ', arguments.Prepend(program).Select(word => $"'{word}'"));
        _ = Script.Write(Folder, "runner/supplychain-cli/supplychain", $"exec {quoted} \"$@\"");
        _ = Folder.Write("the policy.yaml", Policy);
        _ = Folder.Write("app/hello.txt", "hello");
        Input["MANIFESTS"] = "rendered";
        Input["POLICY"] = "the policy.yaml";
        Input["ENVIRONMENT"] = "prod";
        Input["OUTPUT"] = "out";
        Input["IMAGE_LAYOUT"] = "images";
    }

    public TemporaryFolder Folder { get; } = new();

    /// <summary>The inputs that are given, by their name in the environment.</summary>
    public Dictionary<string, string> Input { get; } = [];

    /// <summary>What the step gave to later steps.</summary>
    public IReadOnlyDictionary<string, string> Output =>
        File.ReadAllLines(Folder.At("output"))
            .ToDictionary(line => line[..line.IndexOf('=')], line => line[(line.IndexOf('=') + 1)..]);

    public string Summary => File.ReadAllText(Folder.At("summary"));

    public async Task<BufferedCommandResult> RunAsync()
    {
        _ = await ImagePacker.PackAsync(
            new PackRequest { SourceDirectory = Folder.At("app"), EntryPoint = ["/app/hello.txt"] },
            new OciLayout(Folder.At("images"), TimeProvider.System),
            "registry.example/shop/api:1.0",
            CancellationToken.None
        );
        _ = Folder.Write("output", "");
        _ = Folder.Write("summary", "");
        var environment = Input.ToDictionary(input => $"INPUT_{input.Key}", input => (string?)input.Value);
        environment["RUNNER_TEMP"] = Folder.At("runner");
        environment["GITHUB_OUTPUT"] = Folder.At("output");
        environment["GITHUB_STEP_SUMMARY"] = Folder.At("summary");
        return await PeerProcess.RunAsync(
            "bash",
            [Checkout.At(".github", "actions", "gate", "run.sh")],
            environment,
            Folder.Path
        );
    }

    public void Dispose() => Folder.Dispose();
}

using Cake.Frosting;
using Cake.Frosting.SupplyChain;
using Cake.SupplyChain;
using Cake.Tests.Host;
using Microsoft.Extensions.DependencyInjection;
using SupplyChain.Scanning;
using SupplyChain.Signing.Keys;
using SupplyChain.Testing;
using Xunit;

namespace Cake.Tests.Tasks;

/// <summary>A release of one image and one manifest in a folder of its own, and the real host to run its tasks.</summary>
internal sealed class TinyRelease : IDisposable
{
    private static readonly string Password = Secrets.Add("correct horse");

    public TinyRelease(string registry = "registry.example", string json = "13.0.3")
    {
        Folder.Write("app/Api.deps.json", TinyFiles.Dependencies(json));
        Folder.Write("advisories/GHSA-5crp-9r3c-p9vr.json", TinyFiles.Advisory);
        Folder.Write("manifests/api.yaml", TinyFiles.Manifest($"{registry}/shop/api:1.0"));
        Folder.Write("policy.yaml", TinyFiles.Policy(registry, "gatekeeper"));
        Folder.Write("other.yaml", TinyFiles.Policy(registry, "other"));
        Directory.CreateDirectory(Folder.At("keys"));
        foreach (var name in new[] { "ci", "scanner", "gatekeeper", "other" })
        {
            KeyPair.Generate(Folder.At("keys", name), Password);
        }

        Settings = new ReleaseSettings
        {
            Policy = "policy.yaml",
            Environment = "prod",
            Output = "out",
            Layout = "out/images",
            Advisories = "advisories",
            Engine = ScannerEngine.Builtin,
            SigningKey = "keys/ci.key",
            ScannerKey = "keys/scanner.key",
            VerdictKey = "keys/gatekeeper.key",
            Password = Password,
            Images =
            {
                new ReleaseImage
                {
                    Reference = $"{registry}/shop/api:1.0",
                    Source = "app",
                    EntryPoint = { "/app/Api" },
                },
            },
            Manifests = { "manifests" },
        };
    }

    public TemporaryFolder Folder { get; } = new();

    public ReleaseSettings Settings { get; }

    public string Gated => Folder.At("out", "gated");

    /// <summary>The judged manifests, one after another.</summary>
    public string GatedText() =>
        string.Concat(Directory.GetFiles(Gated, "*.yaml").Order(StringComparer.Ordinal).Select(File.ReadAllText));

    /// <summary>Runs the pipeline up to the verdict, which has to be a pass.</summary>
    public void Pass()
    {
        var result = Run("--target=Supply-Chain");
        var report = Folder.At("out", "gate.txt");
        Assert.True(result.ExitCode == 0, result.Error + (File.Exists(report) ? File.ReadAllText(report) : result.Output));
    }

    /// <summary>Runs the tasks in the folder, as a build of the user's own that tells everything, and finds no secret in what it writes.</summary>
    public HostResult Run(params string[] args)
    {
        var before = Directory.GetCurrentDirectory();
        try
        {
            var result = new TestHost()
                .Configure(host =>
                    host.ConfigureServices(services => services.AddSingleton(Settings))
                        .UseContext<TinyContext>()
                        .AddAssembly(typeof(GateTask).Assembly)
                )
                .Run([.. args, $"--working={Folder.Path}", "--verbosity=diagnostic"]);
            Assert.DoesNotContain(Written(), file => Secrets.AreIn(File.ReadAllText(file)));
            return result;
        }
        finally
        {
            Directory.SetCurrentDirectory(before);
        }
    }

    public void Dispose() => Folder.Dispose();

    private string[] Written() =>
        Directory.Exists(Folder.At("out")) ? Directory.GetFiles(Folder.At("out"), "*", SearchOption.AllDirectories) : [];
}

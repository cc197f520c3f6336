using System.Collections;
using SupplyChain.Gate.Releases;
using SupplyChain.Tools;

namespace SupplyChain.Gate.Deployment;

/// <summary>Hands checked manifests to the real <c>kubectl</c>, from memory, so that nothing can change them on the way.</summary>
public sealed class Kubectl
{
    private readonly ExternalTool tool;
    private readonly ToolRunner runner;

    internal Kubectl(ExternalTool tool, ToolRunner runner)
    {
        this.tool = tool;
        this.runner = runner;
    }

    /// <summary>The <c>kubectl</c> on the path.</summary>
    /// <exception cref="ConfigurationException">There is none.</exception>
    public static Kubectl Find() =>
        new(
            ExternalTool.Find("kubectl")
                ?? throw new ConfigurationException(
                    "deploy.kubectl",
                    "kubectl is not on the path; install it, or apply the files of the gated folder with a tool of your own after the check."
                ),
            new ToolRunner(TimeProvider.System)
        );

    /// <summary>Applies the files one after another, in the order of their names.</summary>
    /// <param name="files">The files that a deployment check allowed.</param>
    /// <param name="said">Receives what kubectl says of each.</param>
    /// <param name="cancellationToken">Ends kubectl.</param>
    /// <exception cref="UndeterminedException">kubectl could not apply a file; the files before it are applied.</exception>
    public async Task ApplyAsync(IReadOnlyList<GatedFile> files, Action<string> said, CancellationToken cancellationToken)
    {
        foreach (var file in files)
        {
            var call = new ToolCall
            {
                Arguments = ["apply", "--filename", "-"],
                WorkingDirectory = Environment.CurrentDirectory,
                Environment = OwnEnvironment(),
                Input = file.Content,
            };
            var result = await runner.RunAsync(tool, call, cancellationToken);
            if (result.ExitCode != 0)
            {
                throw new UndeterminedException(
                    "deploy.apply",
                    $"kubectl could not apply {file.Name} ({result.Error.Trim()}); mend that and deploy again, which repeats the files before it harmlessly."
                );
            }

            said(result.Output.Trim());
        }
    }

    // It is the user's own way into the cluster, which may lead through any variable and any plug-in of a kubeconfig.
    private static Dictionary<string, string> OwnEnvironment() =>
        Environment
            .GetEnvironmentVariables()
            .Cast<DictionaryEntry>()
            .Where(variable => (string)variable.Key != "COSIGN_PASSWORD")
            .ToDictionary(variable => (string)variable.Key, variable => (string?)variable.Value ?? "", StringComparer.Ordinal);
}

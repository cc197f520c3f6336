using SupplyChain.Manifests.Yaml;

namespace SupplyChain.Manifests.Model;

/// <summary>A component of the control plane as a manifest starts it: the container of a pod, or kubeadm's configuration.</summary>
/// <param name="Name">Its name, such as <c>kube-apiserver</c>.</param>
/// <param name="Node">The container, or the part of the configuration.</param>
/// <param name="Flags">The flags given.</param>
/// <param name="IsWhole">Whether these are all its flags; kubeadm adds more.</param>
internal sealed record Component(string Name, YamlNode Node, IReadOnlyList<ComponentFlag> Flags, bool IsWhole)
{
    public const string ApiServer = "kube-apiserver";
    public const string ControllerManager = "kube-controller-manager";
    public const string Scheduler = "kube-scheduler";
    public const string Etcd = "etcd";
    public const string Kubelet = "kubelet";

    /// <summary>Where a node's own flags for the kubelet stand in kubeadm's configuration.</summary>
    private static readonly string[] KubeletArguments = ["InitConfiguration", "JoinConfiguration"];

    /// <summary>The last flag of a name, which is the one that counts; null where it is not given.</summary>
    public ComponentFlag? Flag(string name) => Flags.LastOrDefault(flag => flag.Name == name);

    /// <summary>The components of a name that a resource starts.</summary>
    public static IEnumerable<Component> Of(Resource resource, Workload? workload, string name)
    {
        foreach (var container in workload?.Containers ?? [])
        {
            var words = container.Words.ToList();
            if (words.Exists(word => Starts(word, name)))
            {
                yield return new Component(name, container.Node, [.. words.SelectMany(FromWord)], IsWhole: true);
            }
        }

        if (resource.Is("kubeadm.k8s.io", "ClusterConfiguration"))
        {
            var part = name switch
            {
                ApiServer => resource.Root["apiServer"],
                ControllerManager => resource.Root["controllerManager"],
                Scheduler => resource.Root["scheduler"],
                Etcd => resource.Root.At("etcd", "local"),
                _ => null,
            };
            if (part is not null || name is ApiServer or ControllerManager or Scheduler)
            {
                yield return new Component(name, part ?? resource.Root, [.. FromKubeadm(part?["extraArgs"])], IsWhole: false);
            }
        }

        if (
            name == Kubelet
            && resource.Group == "kubeadm.k8s.io"
            && KubeletArguments.Contains(resource.Kind)
            && resource.Root["nodeRegistration"] is { } node
        )
        {
            yield return new Component(name, node, [.. FromKubeadm(node["kubeletExtraArgs"])], IsWhole: false);
        }
    }

    /// <summary>Whether a word is the program, by any path, or a command of a shell that starts it.</summary>
    private static bool Starts(YamlNode word, string name)
    {
        // Most words have nothing to do with it, and need not be taken apart.
        if (word.AsString?.Contains(name, StringComparison.Ordinal) != true)
        {
            return false;
        }

        var tokens = Tokens(word);
        var first = tokens is ["exec", ..] ? 1 : 0;
        return tokens.Length > first && tokens[first][(tokens[first].LastIndexOf('/') + 1)..] == name;
    }

    /// <summary>A word is one flag, or a command of a shell with flags in it.</summary>
    private static IEnumerable<ComponentFlag> FromWord(YamlNode word)
    {
        var text = word.AsString ?? "";
        var flags = text.StartsWith('-') ? [text] : Tokens(word).Where(token => token.StartsWith("--", StringComparison.Ordinal));
        foreach (var flag in flags)
        {
            var parts = flag.TrimStart('-').Split('=', 2);
            yield return new ComponentFlag(parts[0].Trim(), parts.Length == 2 ? parts[1].Trim() : "true", word);
        }
    }

    private static string[] Tokens(YamlNode word) =>
        (word.AsString ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>A mapping until v1beta3, a list of names and values since v1beta4.</summary>
    private static IEnumerable<ComponentFlag> FromKubeadm(YamlNode? arguments) =>
        (arguments?.Entries ?? [])
            .Select(entry => new ComponentFlag(entry.Name, entry.Value.AsString ?? "", entry.Value))
            .Concat(
                (arguments?.Items ?? []).Select(item => new ComponentFlag(
                    item.Text("name") ?? "",
                    item.Text("value") ?? "",
                    item["value"] ?? item
                ))
            );
}

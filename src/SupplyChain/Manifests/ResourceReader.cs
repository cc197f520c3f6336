using SupplyChain.Manifests.Yaml;

namespace SupplyChain.Manifests;

/// <summary>Finds the resources in documents: lists are taken apart, and what is none is noted.</summary>
internal sealed class ResourceReader
{
    /// <summary>The kind given to files of Falco rules, which are lists without a kind of their own.</summary>
    public const string FalcoRules = "FalcoRules";

    /// <summary>Nodes of a resource, far above what fits into the 3 MiB that an API server accepts.</summary>
    private const int MostNodes = 300_000;

    private readonly List<Resource> resources = [];
    private readonly List<YamlProblem> problems = [];
    private readonly List<NotEvaluated> notEvaluated = [];

    public IReadOnlyList<Resource> Resources => resources;

    public IReadOnlyList<NotEvaluated> NotEvaluated => notEvaluated;

    /// <summary>Resources that are too large to be any.</summary>
    public IReadOnlyList<YamlProblem> Problems => problems;

    public void Read(YamlNode node)
    {
        var kind = node.Text("kind");
        if (kind is not null && kind.EndsWith("List", StringComparison.Ordinal) && node["items"] is YamlSequence items)
        {
            foreach (var item in items.Items)
            {
                Read(item);
            }
        }
        else if (node.Size > MostNodes)
        {
            problems.Add(
                new YamlProblem(
                    YamlProblemKind.Limit,
                    FormattableString.Invariant($"The document has more than {MostNodes} nodes, more than Kubernetes accepts."),
                    "Split or simplify the document.",
                    node.FileName,
                    node.Location.Start
                )
            );
        }
        else if (kind is not null && node["apiVersion"] is not null)
        {
            resources.Add(new Resource(node, kind));
        }
        else if (node is YamlSequence rules && rules.Items.Any(IsFalcoItem))
        {
            resources.Add(new Resource(node, FalcoRules));
        }
        else
        {
            notEvaluated.Add(
                new NotEvaluated(
                    null,
                    node.FileName,
                    node.Location.Start.Line,
                    "The document has no apiVersion and kind, so it is not a Kubernetes resource."
                )
            );
        }
    }

    private static bool IsFalcoItem(YamlNode item) =>
        item["rule"] is not null || item["macro"] is not null || item["required_engine_version"] is not null;
}

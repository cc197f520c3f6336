using SupplyChain.Manifests.Yaml;

namespace SupplyChain.Manifests;

/// <summary>Finds the resources in documents: lists are taken apart, and what is none is noted.</summary>
/// <param name="isEditable">Whether the text is that of a file.</param>
/// <param name="originOf">Tells the source that a resource was rendered from; null for what was not rendered.</param>
internal sealed class ResourceReader(bool isEditable = true, Func<YamlNode, ResourceOrigin?>? originOf = null)
{
    /// <summary>The kind given to files of Falco rules, which are lists without a kind of their own.</summary>
    public const string FalcoRules = "FalcoRules";

    private readonly List<Resource> resources = [];
    private readonly List<YamlProblem> problems = [];
    private readonly List<NotEvaluated> notEvaluated = [];
    private bool isFull;

    public IReadOnlyList<Resource> Resources => resources;

    public IReadOnlyList<NotEvaluated> NotEvaluated => notEvaluated;

    /// <summary>Resources that are too large to be any.</summary>
    public IReadOnlyList<YamlProblem> Problems => problems;

    public void Read(YamlNode node)
    {
        if (isFull)
        {
            return;
        }

        var kind = node.Text("kind");
        if (kind is not null && kind.EndsWith("List", StringComparison.Ordinal) && node["items"] is YamlSequence items)
        {
            foreach (var item in items.Items)
            {
                Read(item);
            }
        }
        else if (node.Size > YamlLimits.Nodes)
        {
            problems.Add(
                Limit(
                    node,
                    FormattableString.Invariant(
                        $"The document has more than {YamlLimits.Nodes} nodes, more than Kubernetes accepts."
                    ),
                    "Split or simplify the document."
                )
            );
        }
        else if (resources.Count >= YamlLimits.DocumentsOf(node.Source.Text))
        {
            isFull = true;
            problems.Add(
                Limit(
                    node,
                    FormattableString.Invariant(
                        $"The text has more than {resources.Count} objects, more than manifests of its length, so the rest was not read."
                    ),
                    "Split it into several files."
                )
            );
        }
        else if (kind is not null && node["apiVersion"] is not null)
        {
            resources.Add(Resource(node, kind));
        }
        else if (node is YamlSequence rules && rules.Items.Any(IsFalcoItem))
        {
            resources.Add(Resource(node, FalcoRules));
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

    private static YamlProblem Limit(YamlNode node, string message, string remedy) =>
        new(YamlProblemKind.Limit, message, remedy, node.FileName, node.Location.Start);

    private Resource Resource(YamlNode node, string kind) =>
        new(node, kind) { IsEditable = isEditable, Origin = originOf?.Invoke(node) };

    private static bool IsFalcoItem(YamlNode item) =>
        item["rule"] is not null || item["macro"] is not null || item["required_engine_version"] is not null;
}

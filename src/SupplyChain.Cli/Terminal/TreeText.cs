using System.Globalization;
using System.Text.Json;
using SupplyChain.Cli.Options;
using SupplyChain.Images;
using SupplyChain.Reports;
using SupplyChain.Reports.Trees;

namespace SupplyChain.Cli.Terminal;

/// <summary>Prints everything kept beside an image.</summary>
internal static class TreeText
{
    private static readonly (ReferrerPlaces Place, string Word, string Description)[] Places =
    [
        (ReferrerPlaces.ReferrersApi, "referrers-api", "the referrers API"),
        (ReferrerPlaces.FallbackTag, "fallback-tag", "the fallback tag"),
        (ReferrerPlaces.LayoutIndex, "layout-index", "the layout's index"),
        (ReferrerPlaces.SignatureTag, "signature-tag", "the older tag .sig"),
        (ReferrerPlaces.AttestationTag, "attestation-tag", "the older tag .att"),
        (ReferrerPlaces.SbomTag, "sbom-tag", "the older tag .sbom"),
    ];

    /// <summary>Prints the tree, as text or JSON.</summary>
    public static void Write(Session session, string written, TreeNode image)
    {
        if (session.Format == OutputFormat.Json)
        {
            session.Write(stream =>
                JsonDocumentWriter.Write(
                    stream,
                    "supplychain.tree/v1",
                    writer =>
                    {
                        writer.WriteString("image", SafeText.Line(written));
                        WriteMembers(writer, image);
                    }
                )
            );
            return;
        }

        session.WriteText(writer =>
        {
            writer.Write($"{SafeText.Line(written)}\n{Word(image)}  {image.Digest}\n");
            WriteChildren(writer, image, "");
        });
    }

    private static void WriteChildren(TextWriter writer, TreeNode node, string indent)
    {
        var children = node.Images.Concat(node.Referrers).ToList();
        foreach (var (index, child) in children.Index())
        {
            var isLast = index == children.Count - 1;
            var inner = indent + (isLast ? "   " : "│  ");
            var stem = child.Images.Count + child.Referrers.Count > 0 ? "│  " : "   ";
            writer.Write($"{indent}{(isLast ? "└─ " : "├─ ")}{SafeText.Line(Word(child))}  {child.Digest}\n");
            if (child.Kind is not (TreeKind.Image or TreeKind.Index))
            {
                writer.Write($"{inner}{stem}{SafeText.Line(string.Join(" · ", Facts(child)))}\n");
            }

            WriteChildren(writer, child, inner);
        }
    }

    private static string Word(TreeNode node)
    {
        var kind = node.Kind == TreeKind.Sbom ? "SBOM" : KindOf(node);
        return (node.Platform?.ToString(), node.PredicateType ?? node.ArtifactType) switch
        {
            ({ } platform, _) => $"{kind} {platform}",
            (_, { } type) when node.Kind is not TreeKind.Signature => $"{kind} {type}",
            _ => kind,
        };
    }

    private static IEnumerable<string> Facts(TreeNode node)
    {
        yield return $"{node.Size.ToString(CultureInfo.InvariantCulture)} bytes";
        if (node.Created is { } created)
        {
            yield return created;
        }

        if (node.Signer is { } signer)
        {
            yield return $"by {signer}";
        }

        yield return $"seen through {string.Join(" and ", PlacesOf(node).Select(place => place.Description))}";
        if (node.Problem is { } problem)
        {
            yield return problem;
        }
    }

    private static IEnumerable<(ReferrerPlaces Place, string Word, string Description)> PlacesOf(TreeNode node) =>
        Places.Where(place => node.Places.HasFlag(place.Place));

    private static string KindOf(TreeNode node) =>
        node.Kind switch
        {
            TreeKind.Image => "image",
            TreeKind.Index => "index",
            TreeKind.Signature => "signature",
            TreeKind.Attestation => "attestation",
            TreeKind.Sbom => "sbom",
            _ => "artifact",
        };

    private static void WriteMembers(Utf8JsonWriter writer, TreeNode node)
    {
        writer.WriteString("digest", node.Digest.ToString());
        writer.WriteString("kind", KindOf(node));
        WriteOptional(writer, "platform", node.Platform?.ToString());
        WriteOptional(writer, "artifactType", node.ArtifactType);
        WriteOptional(writer, "predicateType", node.PredicateType);
        WriteOptional(writer, "signer", node.Signer);
        writer.WriteNumber("size", node.Size);
        WriteOptional(writer, "created", node.Created);
        if (node.Places != ReferrerPlaces.None)
        {
            writer.WriteStartArray("places");
            foreach (var place in PlacesOf(node))
            {
                writer.WriteStringValue(place.Word);
            }

            writer.WriteEndArray();
        }

        WriteOptional(writer, "problem", node.Problem);
        if (node.Kind == TreeKind.Index)
        {
            writer.WriteList("images", node.Images, image => WriteMembers(writer, image));
        }

        writer.WriteList("referrers", node.Referrers, referrer => WriteMembers(writer, referrer));
    }

    private static void WriteOptional(Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(name, SafeText.Line(value));
        }
    }
}

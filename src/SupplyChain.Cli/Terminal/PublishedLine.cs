using System.Text.Json;
using SupplyChain.Cli.Options;
using SupplyChain.Images;
using SupplyChain.Reports;
using SupplyChain.Signing;

namespace SupplyChain.Cli.Terminal;

/// <summary>A bundle that was put beside an image.</summary>
/// <param name="Image">The image as somebody wrote it.</param>
/// <param name="Digest">Its digest.</param>
/// <param name="Published">The bundle.</param>
internal sealed record PublishedLine(string Image, Digest Digest, PublishedBundle Published)
{
    /// <summary>Prints what was published.</summary>
    public static void Write(Session session, string verb, IReadOnlyList<PublishedLine> lines)
    {
        if (session.Format == OutputFormat.Json)
        {
            session.Write(stream =>
                JsonDocumentWriter.Write(
                    stream,
                    $"supplychain.{verb}/v1",
                    writer => writer.WriteList("images", lines, line => Write(writer, line))
                )
            );
            return;
        }

        session.WriteText(writer =>
        {
            foreach (var line in lines)
            {
                writer.Write($"{SafeText.Line(line.Image)}\n  image   {line.Digest}\n  bundle  {line.Published.Digest}\n");
            }
        });
    }

    private static void Write(Utf8JsonWriter writer, PublishedLine line)
    {
        writer.WriteString("image", SafeText.Line(line.Image));
        writer.WriteString("digest", line.Digest.ToString());
        writer.WriteString("manifest", line.Published.Manifest.Digest.ToString());
        writer.WriteString("bundle", line.Published.Digest.ToString());
    }
}

using SupplyChain.Cli.Options;
using SupplyChain.Images;
using SupplyChain.Reports;

namespace SupplyChain.Cli.Terminal;

/// <summary>Prints what an image is.</summary>
internal static class ImageText
{
    /// <summary>Prints that an image was written.</summary>
    public static void Write(Session session, string verb, string image, Digest digest)
    {
        if (session.Format == OutputFormat.Json)
        {
            session.Write(stream =>
                JsonDocumentWriter.Write(
                    stream,
                    $"supplychain.{verb}/v1",
                    writer =>
                    {
                        writer.WriteString("image", SafeText.Line(image));
                        writer.WriteString("digest", digest.ToString());
                    }
                )
            );
        }
        else
        {
            session.WriteText(writer => writer.Write($"{SafeText.Line(image)}\n  {digest}\n"));
        }
    }

    /// <summary>Prints digest, platform, program, layers and labels.</summary>
    public static void Write(Session session, ResolvedImage image, ImageContent content)
    {
        if (session.Format == OutputFormat.Json)
        {
            session.Write(stream => WriteJson(stream, image, content));
            return;
        }

        var runtime = content.Config.Runtime;
        (string Name, string? Value)[] facts =
        [
            ("digest", image.Digest.ToString()),
            ("manifest", content.Descriptor.Digest == image.Digest ? null : content.Descriptor.Digest.ToString()),
            .. image.RegistryReferences.Select(there => ("registry", (string?)there.ToString())),
            ("platform", content.Config.Platform.ToString()),
            ("user", runtime?.User),
            ("program", string.Join(' ', (runtime?.Entrypoint ?? []).Concat(runtime?.Cmd ?? []))),
            .. content.Layers.Select(layer => ("layer", (string?)layer.Blob.Digest.ToString())),
            .. (runtime?.Labels ?? []).Select(label => ("label", (string?)$"{label.Key}={label.Value}")),
        ];
        session.WriteText(writer =>
        {
            writer.Write($"{SafeText.Line(image.Written)}\n");
            foreach (var (name, value) in facts.Where(fact => !string.IsNullOrEmpty(fact.Value)))
            {
                writer.Write($"  {name, -8}  {SafeText.Line(value!)}\n");
            }
        });
    }

    private static void WriteJson(Stream stream, ResolvedImage image, ImageContent content) =>
        JsonDocumentWriter.Write(
            stream,
            "supplychain.inspect/v1",
            writer =>
            {
                var runtime = content.Config.Runtime;
                writer.WriteString("image", SafeText.Line(image.Written));
                writer.WriteString("digest", image.Digest.ToString());
                writer.WriteString("manifest", content.Descriptor.Digest.ToString());
                writer.WriteStartArray("registryReferences");
                foreach (var there in image.RegistryReferences)
                {
                    writer.WriteStringValue(there.ToString());
                }

                writer.WriteEndArray();
                writer.WriteString("platform", SafeText.Line(content.Config.Platform.ToString()));
                writer.WriteString("user", runtime?.User is { } user ? SafeText.Line(user) : null);
                writer.WriteStartArray("entryPoint");
                foreach (var word in runtime?.Entrypoint ?? [])
                {
                    writer.WriteStringValue(SafeText.Line(word));
                }

                writer.WriteEndArray();
                writer.WriteList("layers", content.Layers, layer => writer.WriteString("digest", layer.Blob.Digest.ToString()));
                writer.WriteStartObject("labels");
                foreach (var (key, value) in runtime?.Labels ?? [])
                {
                    writer.WriteString(SafeText.Line(key), SafeText.Line(value));
                }

                writer.WriteEndObject();
            }
        );
}

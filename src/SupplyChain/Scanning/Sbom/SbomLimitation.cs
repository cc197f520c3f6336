using System.Text;
using System.Text.Json;

namespace SupplyChain.Scanning.Sbom;

/// <summary>A limitation as the text of a property.</summary>
internal static class SbomLimitation
{
    /// <summary>The text: a JSON object, so that it comes back as it was.</summary>
    public static string Write(Limitation limitation) =>
        Encoding.UTF8.GetString(
            SbomJson.WriteCompact(json =>
            {
                json.WriteString("code", limitation.Code);
                json.WriteString("message", limitation.Message);
                if (limitation.Location is { } location)
                {
                    json.WriteString("location", location);
                }
            })
        );

    /// <summary>The limitation; one that quotes the text where that is of another form.</summary>
    public static Limitation Read(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, JsonText.Lenient);
            if (
                JsonText.Member(document.RootElement, "code") is { } code
                && JsonText.Member(document.RootElement, "message") is { } message
            )
            {
                return new Limitation(
                    Plain.Text(code),
                    Plain.Text(message),
                    Plain.OrNull(JsonText.Member(document.RootElement, "location"))
                );
            }
        }
        catch (JsonException)
        {
            // Somebody else's words.
        }

        return new Limitation("scan.sbom", $"The SBOM says: {text}");
    }
}

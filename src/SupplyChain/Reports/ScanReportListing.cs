using System.Text.Json;
using SupplyChain.Scanning;

namespace SupplyChain.Reports;

/// <summary>Writes scans as JSON: one as it is, several as <c>scans</c> of the schema <c>supplychain.scans/v1</c>.</summary>
public static class ScanReportListing
{
    /// <summary>Writes the scans as UTF-8.</summary>
    /// <param name="scans">At least one.</param>
    /// <param name="output">Where to; stays open.</param>
    public static void Write(IReadOnlyList<ScanReport> scans, Stream output)
    {
        if (scans is [var only])
        {
            output.Write(ScanReportJson.Write(only));
            output.WriteByte((byte)'\n');
            return;
        }

        JsonDocumentWriter.Write(
            output,
            "supplychain.scans/v1",
            writer =>
            {
                writer.WriteBoolean("complete", scans.All(scan => scan.Complete));
                writer.WriteStartArray("scans");
                foreach (var scan in scans)
                {
                    using var document = JsonDocument.Parse(ScanReportJson.Write(scan));
                    document.RootElement.WriteTo(writer);
                }

                writer.WriteEndArray();
            }
        );
    }
}

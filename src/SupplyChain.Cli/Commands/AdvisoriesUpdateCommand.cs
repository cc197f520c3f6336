using System.CommandLine;
using System.Globalization;
using SupplyChain.Cli.Options;
using SupplyChain.Cli.Terminal;
using SupplyChain.Reports;
using SupplyChain.Scanning;

namespace SupplyChain.Cli.Commands;

/// <summary><c>advisories update</c>: downloads Trivy's databases.</summary>
internal sealed class AdvisoriesUpdateCommand : SessionCommand
{
    private readonly TrivyOptions trivy = new();

    public AdvisoriesUpdateCommand()
        : base("update", "Have Trivy download its databases where they are out of date, so that scans with it need no network.")
    {
        Take(OutputOptions.ForListing(), trivy.All);
    }

    protected override async Task<ExitCode> RunAsync(Session session, ParseResult parsed, CancellationToken cancellationToken)
    {
        if (parsed.GetValue(CommonOptions.Offline))
        {
            throw new ConfigurationException(
                "network.offline",
                "Trivy's databases would have to be downloaded, which offline mode forbids; go online."
            );
        }

        var sources = await new TrivyUpdate(trivy.Read(parsed), session.Clock).RunAsync(cancellationToken);
        if (session.Format == OutputFormat.Json)
        {
            session.Write(stream =>
                JsonDocumentWriter.Write(stream, "supplychain.advisories-update/v1", writer => Write(writer, sources))
            );
        }
        else
        {
            session.WriteText(writer =>
            {
                foreach (var source in sources)
                {
                    writer.Write(
                        $"{source.Name}\n  updated  {Text(source.UpdatedAt)}\n  next     {Text(source.NextUpdateAt)}\n  digest   {source.Digest}\n"
                    );
                }
            });
        }

        return ExitCode.Pass;
    }

    private static void Write(System.Text.Json.Utf8JsonWriter writer, IReadOnlyList<AdvisorySource> sources)
    {
        writer.WriteStartArray("sources");
        foreach (var source in sources)
        {
            writer.WriteStartObject();
            writer.WriteString("name", source.Name);
            writer.WriteString("digest", source.Digest?.ToString());
            writer.WriteString("updatedAt", Text(source.UpdatedAt));
            writer.WriteString("nextUpdateAt", Text(source.NextUpdateAt));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static string? Text(DateTimeOffset? time) =>
        time?.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}

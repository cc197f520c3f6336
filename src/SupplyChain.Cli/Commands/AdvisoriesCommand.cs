using System.CommandLine;
using System.Globalization;
using SupplyChain.Cli.Options;
using SupplyChain.Cli.Terminal;
using SupplyChain.Reports;
using SupplyChain.Scanning;

namespace SupplyChain.Cli.Commands;

/// <summary><c>advisories</c>: tells what a folder or archive of advisories holds, and downloads those of Trivy.</summary>
internal sealed class AdvisoriesCommand : Command
{
    public AdvisoriesCommand()
        : base("advisories", "Look at the advisories of the built-in scanner, and update those of Trivy.")
    {
        Subcommands.Add(new Status());
        Subcommands.Add(new AdvisoriesUpdateCommand());
    }

    private sealed class Status : SessionCommand
    {
        private readonly Argument<string> path = new("advisories")
        {
            Description = "A folder of OSV records, or a zip archive of them.",
        };

        public Status()
            : base("status", "Read all advisories, and tell how many there are and how new.")
        {
            Take(OutputOptions.ForListing(), path);
        }

        protected override Task<ExitCode> RunAsync(Session session, ParseResult parsed, CancellationToken cancellationToken)
        {
            var source = AdvisorySource.Read(parsed.GetRequiredValue(path), cancellationToken);
            var updated = source.UpdatedAt?.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
            if (session.Format == OutputFormat.Json)
            {
                session.Write(stream =>
                    JsonDocumentWriter.Write(
                        stream,
                        "supplychain.advisories/v1",
                        writer =>
                        {
                            writer.WriteString("name", source.Name);
                            writer.WriteString("digest", source.Digest?.ToString());
                            writer.WriteNumber("records", source.Records ?? 0);
                            writer.WriteString("updatedAt", updated);
                        }
                    )
                );
            }
            else
            {
                session.WriteText(writer =>
                    writer.Write(
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"{source.Name}\n  records  {source.Records}\n  updated  {updated}\n  digest   {source.Digest}\n"
                        )
                    )
                );
            }

            return Task.FromResult(ExitCode.Pass);
        }
    }
}

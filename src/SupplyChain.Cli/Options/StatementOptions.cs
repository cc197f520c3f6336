using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text;
using SupplyChain.Attestations;
using SupplyChain.Cli.Terminal;
using SupplyChain.Scanning;

namespace SupplyChain.Cli.Options;

/// <summary>What is to be attested: a predicate and its type, or a whole statement.</summary>
internal sealed class StatementOptions
{
    private readonly Option<string?> type = new("--type")
    {
        Description = "Predicate type: a URI or one of cosign's short names, such as cyclonedx, spdxjson, slsaprovenance1, vuln.",
        HelpName = "NAME|URI",
    };
    private readonly Option<string?> predicate = new("--predicate")
    {
        Description = "JSON file of the predicate, which is signed byte for byte.",
        HelpName = "FILE",
    };
    private readonly Option<string?> statement = new("--statement")
    {
        Description = "JSON file of a whole statement, in place of --type and --predicate; it may be about several subjects.",
        HelpName = "FILE",
    };

    /// <summary>The options, in the order of a command's help.</summary>
    public IEnumerable<Option> All => [type, predicate, statement];

    /// <summary>Adds an error unless exactly one of the two ways is taken.</summary>
    public void Validate(CommandResult result)
    {
        var whole = result.GetResult(statement) is not null;
        if (whole == (result.GetResult(predicate) is not null) || whole == (result.GetResult(type) is not null))
        {
            result.AddError($"'{result.Command.Name}' needs either --type and --predicate, or --statement");
        }
    }

    /// <summary>Reads what is to be attested and makes the statement for subjects; a whole statement is the same for all.</summary>
    /// <exception cref="ConfigurationException">The predicate lacks what its type demands.</exception>
    public Func<IReadOnlyList<Subject>, Statement> Read(ParseResult parsed)
    {
        if (parsed.GetValue(statement) is { } file)
        {
            var whole = PredicateShapes.Validated(Statement.Parse(InputFile.Read(file, Statement.MaximumSize)));
            return _ => whole;
        }

        var predicateType = PredicateTypes.Parse(parsed.GetRequiredValue(type)!);
        var content = InputFile.Read(parsed.GetRequiredValue(predicate)!, Statement.MaximumSize);
        var scan =
            predicateType == PredicateTypes.VulnerabilityScan ? ScanOf(content, parsed.GetRequiredValue(predicate)!) : null;
        return subjects =>
            scan is not null
                ? ScanStatement.Of(scan, subjects)
                : PredicateShapes.Validated(new Statement(subjects, predicateType, content));
    }

    // What 'scan' prints becomes the predicate that says the same; anything else is taken for a predicate already.
    private static ScanReport? ScanOf(byte[] content, string origin) =>
        content.AsSpan().IndexOf(Encoding.UTF8.GetBytes($"\"{ScanReport.CurrentSchema}\"")) is >= 0 and < 200
            ? ScanReportJson.Read(content, origin)
            : null;
}

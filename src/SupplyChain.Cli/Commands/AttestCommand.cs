using System.CommandLine;
using SupplyChain.Attestations;
using SupplyChain.Cli.Options;

namespace SupplyChain.Cli.Commands;

/// <summary><c>attest</c>: signs statements about images.</summary>
internal sealed class AttestCommand : PublishCommand
{
    private readonly StatementOptions statements;

    public AttestCommand()
        : this(new StatementOptions()) { }

    private AttestCommand(StatementOptions statements)
        : base("attest", "Attest images: a signed statement of one predicate type beside each.", statements.All)
    {
        this.statements = statements;
        Validators.Add(statements.Validate);
    }

    protected override Publish Publication(ParseResult parsed)
    {
        var make = statements.Read(parsed);
        return (signer, store, image, cancellationToken) =>
            signer.AttestAsync(store, image, make([Subject.Of(image.Digest)]), cancellationToken);
    }
}

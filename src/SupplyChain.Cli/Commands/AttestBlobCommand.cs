using System.CommandLine;
using SupplyChain.Attestations;
using SupplyChain.Cli.Options;
using SupplyChain.Cli.Terminal;
using SupplyChain.Images;

namespace SupplyChain.Cli.Commands;

/// <summary><c>attest-blob</c>: signs a statement about files.</summary>
internal sealed class AttestBlobCommand : SessionCommand
{
    private readonly Argument<string[]> files = new("file|digest")
    {
        Description = "The file, or its sha256:… digest; several become the subjects of one statement.",
        Arity = ArgumentArity.OneOrMore,
    };
    private readonly SignerOptions signers = new();
    private readonly StatementOptions statements = new();
    private readonly Option<string> bundle = SignBlobCommand.BundleFile();

    public AttestBlobCommand()
        : base("attest-blob", "Attest files: a bundle with one signed statement of one predicate type about them.")
    {
        Take(output: null, [files, .. signers.All, .. statements.All, bundle]);
        Validators.Add(statements.Validate);
    }

    protected override async Task<ExitCode> RunAsync(Session session, ParseResult parsed, CancellationToken cancellationToken)
    {
        var subjects = new List<(string Name, Subject Subject)>();
        foreach (var name in parsed.GetRequiredValue(files))
        {
            subjects.Add((name, await SubjectOfAsync(name, cancellationToken)));
        }

        var statement = statements.Read(parsed)([.. subjects.Select(each => each.Subject)]);
        foreach (var (name, subject) in subjects)
        {
            RequireAbout(statement, name, subject);
        }

        using var opener = SignerOptions.Opener(parsed, session);
        var signer = await opener.OpenAsync(signers.Read(parsed), cancellationToken);
        SignBlobCommand.Write(session, parsed.GetRequiredValue(bundle), await signer.SignAsync(statement, cancellationToken));
        return ExitCode.Pass;
    }

    private static void RequireAbout(Statement statement, string name, Subject subject)
    {
        var digest = subject.Digests.Select(one => Digest.Parse($"{one.Key}:{one.Value}")).First();
        if (!statement.IsAbout(digest))
        {
            throw new ConfigurationException(
                "attestation.subject",
                $"The statement is not about {digest}, which '{Reports.SafeText.Line(name)}' is; name this digest among its subjects."
            );
        }
    }

    private static async Task<Subject> SubjectOfAsync(string name, CancellationToken cancellationToken)
    {
        if (Digest.TryParse(name, out var digest))
        {
            return Subject.Of(digest);
        }

        await using var content = InputFile.Open(name);
        var read = await Signing.Keys.SignedContent.ReadAsync(content, [], whole: false, cancellationToken);
        return Subject.Of(read.Sha256!.Value, Path.GetFileName(name));
    }
}

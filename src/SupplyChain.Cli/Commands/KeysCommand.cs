using System.CommandLine;
using System.Text;
using SupplyChain.Cli.Options;
using SupplyChain.Cli.Terminal;
using SupplyChain.Signing.Keys;

namespace SupplyChain.Cli.Commands;

/// <summary><c>keys</c>: makes, imports and shows keys.</summary>
internal sealed class KeysCommand : Command
{
    public KeysCommand()
        : base("keys", "Make, import and show keys in cosign's format.")
    {
        Subcommands.Add(new Generate());
        Subcommands.Add(new Import());
        Subcommands.Add(new Public());
    }

    private static Option<string> Prefix() =>
        new("--output", "-o")
        {
            Description = "Path without the endings .key and .pub of the two files.",
            HelpName = "PREFIX",
            Required = true,
        };

    private static int Say(KeyPair pair)
    {
        Console.Out.WriteLine($"{pair.PrivateKeyPath}\n{pair.PublicKeyPath}");
        return (int)ExitCode.Pass;
    }

    private sealed class Generate : Command
    {
        public Generate()
            : base("generate", $"Make a key pair; the password comes from {KeyFile.PasswordVariable} or is asked for.")
        {
            var prefix = Prefix();
            Options.Add(prefix);
            SetAction(parsed =>
            {
                var path = parsed.GetRequiredValue(prefix);
                return Say(KeyPair.Generate(path, Password.ForNew(path)));
            });
        }
    }

    private sealed class Import : Command
    {
        private const int LargestKey = 64 * 1024;

        public Import()
            : base("import", "Seal an unencrypted P-256 private key (PEM) with a password.")
        {
            var file = new Option<string>("--key", "-k")
            {
                Description = "The key to import.",
                HelpName = "FILE",
                Required = true,
            };
            var prefix = Prefix();
            Options.Add(file);
            Options.Add(prefix);
            SetAction(parsed =>
            {
                var source = parsed.GetRequiredValue(file);
                var path = parsed.GetRequiredValue(prefix);
                var key = PrivateKey.Import(Encoding.UTF8.GetString(InputFile.Read(source, LargestKey)), source);
                return Say(KeyPair.Write(path, key, Password.ForNew(path)));
            });
        }
    }

    private sealed class Public : SessionCommand
    {
        private readonly Option<string?> key = KeyOption.ToSign();

        public Public()
            : base("public", "Print the public half of a private key.") => Take(OutputOptions.ForData(), key);

        protected override Task<ExitCode> RunAsync(Session session, ParseResult parsed, CancellationToken cancellationToken)
        {
            var pem = KeyOption.Open(parsed, key).PublicKey.ToPem();
            session.WriteText(writer => writer.Write(pem));
            return Task.FromResult(ExitCode.Pass);
        }
    }
}

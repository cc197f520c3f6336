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
        private static readonly (string Word, (KeyAlgorithm Algorithm, int Size) Value)[] Kinds =
        [
            ("ecdsa-p256", (KeyAlgorithm.EcdsaP256Sha256, 0)),
            ("ecdsa-p384", (KeyAlgorithm.EcdsaP384Sha256, 0)),
            ("ecdsa-p521", (KeyAlgorithm.EcdsaP521Sha256, 0)),
            ("ed25519", (KeyAlgorithm.Ed25519, 0)),
            ("rsa-2048", (KeyAlgorithm.RsaPkcs1Sha256, 2048)),
            ("rsa-3072", (KeyAlgorithm.RsaPkcs1Sha256, 3072)),
            ("rsa-4096", (KeyAlgorithm.RsaPkcs1Sha256, 4096)),
            ("rsa-pss-2048", (KeyAlgorithm.RsaPssSha256, 2048)),
            ("rsa-pss-3072", (KeyAlgorithm.RsaPssSha256, 3072)),
            ("rsa-pss-4096", (KeyAlgorithm.RsaPssSha256, 4096)),
        ];

        public Generate()
            : base("generate", $"Make a key pair; the password comes from {KeyFile.PasswordVariable} or is asked for.")
        {
            var kind = new ChoiceOption<(KeyAlgorithm Algorithm, int Size)>(
                "--algorithm",
                "Kind of the key; ecdsa-p256 unless given.",
                Kinds
            );
            var prefix = Prefix();
            Options.Add(kind);
            Options.Add(prefix);
            Options.Add(KeyOption.PasswordDescriptor);
            SetAction(parsed =>
            {
                var path = parsed.GetRequiredValue(prefix);
                var (algorithm, size) = parsed.GetValue(kind);
                var key = PrivateKey.Generate(algorithm, size);
                return Say(KeyPair.Write(path, key, Password.ForNew(path, parsed.GetValue(KeyOption.PasswordDescriptor))));
            });
        }
    }

    private sealed class Import : Command
    {
        private const int LargestKey = 64 * 1024;

        public Import()
            : base("import", "Seal an unencrypted private key (PKCS#8, SEC1 or PKCS#1 in PEM) with a password.")
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
            Options.Add(KeyOption.PasswordDescriptor);
            SetAction(parsed =>
            {
                var source = parsed.GetRequiredValue(file);
                var path = parsed.GetRequiredValue(prefix);
                var key = PrivateKey.Import(Encoding.UTF8.GetString(InputFile.Read(source, LargestKey)), source);
                return Say(KeyPair.Write(path, key, Password.ForNew(path, parsed.GetValue(KeyOption.PasswordDescriptor))));
            });
        }
    }

    private sealed class Public : SessionCommand
    {
        private readonly Option<string?> key = KeyOption.ToSign();

        public Public()
            : base("public", "Print the public half of a private key.") =>
            Take(OutputOptions.ForData(), key, KeyOption.PasswordDescriptor);

        protected override async Task<ExitCode> RunAsync(Session session, ParseResult parsed, CancellationToken cancellationToken)
        {
            using var opener = SignerOptions.Opener(parsed, session);
            var half = await opener.OpenPublicHalfAsync(parsed.GetRequiredValue(key)!, cancellationToken);
            session.WriteText(writer => writer.Write(half.ToPem()));
            return ExitCode.Pass;
        }
    }
}

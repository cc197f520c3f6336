using System.CommandLine;
using SupplyChain.Cli.Options;

namespace SupplyChain.Cli.Commands;

/// <summary><c>sign</c>: signs images.</summary>
internal sealed class SignCommand : PublishCommand
{
    private readonly Option<string[]> annotations;

    public SignCommand()
        : this(ImageOptions.Annotations("Sign this along; may be given several times.")) { }

    private SignCommand(Option<string[]> annotations)
        : base("sign", "Sign images: a signature statement beside each.", annotations)
    {
        this.annotations = annotations;
    }

    protected override Publish Publication(ParseResult parsed)
    {
        var signed = ImageOptions.ReadAnnotations(parsed.GetValue(annotations));
        return (signer, store, image, cancellationToken) => signer.SignAsync(store, image, signed, cancellationToken);
    }
}

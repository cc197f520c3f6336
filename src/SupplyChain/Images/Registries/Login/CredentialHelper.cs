using System.ComponentModel;
using System.Text;
using System.Text.Json;
using CliWrap;
using SupplyChain.Tools;

namespace SupplyChain.Images.Registries.Login;

/// <summary>
/// Asks a <c>docker-credential-…</c> program (github.com/docker/docker-credential-helpers). It inherits the whole environment,
/// since the helpers of clouds find there who one is.
/// </summary>
internal static class CredentialHelper
{
    private const string RefreshTokenUser = "<token>";
    private const string NotFound = "credentials not found in native keychain";
    private const int LargestAnswer = 256 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>The credential that the helper has for a server; null where it has none.</summary>
    /// <param name="name">Name of the helper, without <c>docker-credential-</c>.</param>
    /// <param name="server">The server, as Docker would name it.</param>
    /// <param name="searchPath">Folders to look in, as the variable <c>PATH</c> has them.</param>
    /// <param name="cancellationToken">Ends the program.</param>
    /// <exception cref="ConfigurationException">There is no such program, or it prints something else.</exception>
    /// <exception cref="UndeterminedException">It fails, or does not end within a minute.</exception>
    public static async Task<RegistryCredential?> GetAsync(
        string name,
        string server,
        string? searchPath,
        CancellationToken cancellationToken
    )
    {
        var program = $"docker-credential-{name}";
        if (name.Any(character => !char.IsAsciiLetterOrDigit(character) && character is not ('-' or '_' or '.')))
        {
            throw Unusable(program, "its name has other characters than letters, digits, '-', '_' and '.'");
        }

        var tool =
            ExternalTool.Find(program, searchPath) ?? throw Unusable(program, "there is no such program in the folders of PATH");
        using var timeout = new CancellationTokenSource(Patience);
        using var flood = new CancellationTokenSource();
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token, flood.Token);
        var output = new KeptOutput(LargestAnswer, LargestAnswer, flood);
        var errors = new KeptOutput(LargestAnswer, LargestAnswer, flood);
        try
        {
            var result = await Cli.Wrap(tool.Path)
                .WithArguments("get")
                .WithStandardInputPipe(PipeSource.FromString(server + "\n", Encoding.UTF8))
                .WithStandardOutputPipe(PipeTarget.Create(output.ReadAsync))
                .WithStandardErrorPipe(PipeTarget.Create(errors.ReadAsync))
                .WithValidation(CommandResultValidation.None)
                .ExecuteAsync(ended.Token);
            return result.IsSuccess ? Read(output.Text)
                : output.Text.Trim() == NotFound ? null
                : throw Failed(program, server, result.ExitCode, output.Text.Trim() is { Length: > 0 } said ? said : errors.Text);
        }
        catch (JsonException)
        {
            throw Unusable(program, "it does not print what a credential helper prints");
        }
        catch (Win32Exception error)
        {
            throw Unusable(program, error.Message);
        }
        catch (OperationCanceledException) when (flood.IsCancellationRequested)
        {
            throw Unusable(program, $"it prints more than {LargestAnswer / 1024} KiB");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new UndeterminedException(
                "registry.credentials",
                $"The credential helper {program} did not answer for {server} within {Patience.TotalSeconds} seconds; run it by hand to see why."
            );
        }
    }

    private static RegistryCredential? Read(string answer) =>
        JsonSerializer.Deserialize(answer, LoginJson.Default.CredentialHelperAnswer)
            is { User: { } user, Secret: { Length: > 0 } secret }
            ? new RegistryCredential(user, secret, user == RefreshTokenUser ? SecretKind.RefreshToken : SecretKind.Password)
            : null;

    // A credential that it printed before it failed is no explanation.
    private static UndeterminedException Failed(string program, string server, int exitCode, string said)
    {
        var line = said.Trim().Split('\n')[0].Trim();
        var reason =
            line.Length == 0 ? " and says nothing"
            : line[0] is '{' or '[' ? ""
            : $" and says {Printable.Quote(line)}";
        return new(
            "registry.credentials",
            $"The credential helper {program} ends with {exitCode} for {server}{reason}; run it by hand to see why, or log in again."
        );
    }

    private static ConfigurationException Unusable(string program, string problem) =>
        new(
            "registry.credentials",
            $"The credential helper {Printable.Quote(program)} cannot be used: {problem}; install it, or take it out of Docker's config.json."
        );
}

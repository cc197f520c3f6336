using System.ComponentModel;
using System.Text.Json;
using CliWrap;
using CliWrap.Buffered;

namespace SupplyChain.Images.Registries;

/// <summary>Asks a <c>docker-credential-…</c> program (github.com/docker/docker-credential-helpers).</summary>
internal static class CredentialHelper
{
    private const string RefreshTokenUser = "<token>";

    /// <summary>The credential that the helper has for a server; null where it has none.</summary>
    /// <param name="name">Name of the helper, without <c>docker-credential-</c>.</param>
    /// <param name="server">The server, as Docker would name it.</param>
    /// <param name="folder">Folder to look in; null for the search path.</param>
    /// <param name="cancellationToken">Ends the program.</param>
    /// <exception cref="ConfigurationException">There is no such program, or it prints something else.</exception>
    public static async Task<RegistryCredential?> GetAsync(
        string name,
        string server,
        string? folder,
        CancellationToken cancellationToken
    )
    {
        var program = $"docker-credential-{name}";
        if (name.Any(character => !char.IsAsciiLetterOrDigit(character) && character is not ('-' or '_' or '.')))
        {
            throw Unusable(program, "its name has other characters than letters, digits, '-', '_' and '.'");
        }

        try
        {
            var result = await Cli.Wrap(folder is null ? program : Path.Combine(folder, program))
                .WithArguments("get")
                .WithStandardInputPipe(PipeSource.FromString(server))
                .WithValidation(CommandResultValidation.None)
                .ExecuteBufferedAsync(cancellationToken);
            var answer = result.IsSuccess
                ? JsonSerializer.Deserialize(result.StandardOutput, RegistryJson.Default.CredentialHelperAnswer)
                : null;
            return answer is { User: { } user, Secret: { Length: > 0 } secret }
                ? new RegistryCredential(user, secret, user == RefreshTokenUser)
                : null;
        }
        catch (JsonException)
        {
            throw Unusable(program, "it does not print what a credential helper prints");
        }
        catch (Win32Exception error)
        {
            throw Unusable(program, error.Message);
        }
    }

    private static ConfigurationException Unusable(string program, string problem) =>
        new(
            "registry.credentials",
            $"The credential helper {Printable.Quote(program)} cannot be used: {problem}; install it, or take it out of Docker's config.json."
        );
}

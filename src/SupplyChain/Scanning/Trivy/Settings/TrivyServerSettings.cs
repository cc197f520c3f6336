using System.Text;
using System.Text.Json.Serialization;

namespace SupplyChain.Scanning.Trivy.Settings;

/// <summary>A server of Trivy that has the database and matches the packages which the program here finds.</summary>
public sealed record TrivyServerSettings
{
    /// <summary>Address of the server, of http or https.</summary>
    public required Uri Address { get; init; }

    /// <summary>Token that the server asks for; none unless set. Trivy gets it by its environment.</summary>
    [JsonConverter(typeof(SecretJsonConverter<string>))]
    public string? Token { get; init; }

    /// <summary>Header that carries the token; <c>Trivy-Token</c> unless set.</summary>
    public string? TokenHeader { get; init; }

    /// <summary>More headers for the server; none unless set. Trivy gets them by its environment, for they may hold secrets.</summary>
    [JsonConverter(typeof(SecretJsonConverter<IReadOnlyDictionary<string, string>>))]
    public IReadOnlyDictionary<string, string> Headers
    {
        get => field ?? Nothing;
        init;
    }

    private static IReadOnlyDictionary<string, string> Nothing { get; } = new Dictionary<string, string>();

    /// <summary>The flags that they stand for.</summary>
    internal IEnumerable<TrivyOption> Options() =>
        [
            .. TrivyOption.Text(TrivyFlags.Server, Address.AbsoluteUri.TrimEnd('/')),
            .. TrivyOption.Text(TrivyFlags.TokenHeader, TokenHeader),
        ];

    /// <summary>The variables that they stand for.</summary>
    internal IEnumerable<KeyValuePair<string, string>> Environment()
    {
        if (Token is { } token)
        {
            yield return new("TRIVY_TOKEN", token);
        }

        if (Headers.Count > 0)
        {
            // Trivy splits the variable at commas; where there are none, at white space, which values may hold.
            var headers = Headers.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}:{pair.Value},");
            yield return new("TRIVY_CUSTOM_HEADERS", string.Concat(headers));
        }
    }

    /// <summary>What of them cannot be used.</summary>
    /// <param name="insecure">Whether secrets may go without TLS.</param>
    internal IEnumerable<string> Problems(bool insecure)
    {
        if (!TrivyAddress.IsUsable(Address))
        {
            yield return "Server.Address has to be an address of http or https without user and password";
        }
        else if (
            Address.Scheme == Uri.UriSchemeHttp
            && !Address.IsLoopback
            && (Token is not null || Headers.Count > 0)
            && !insecure
        )
        {
            yield return "Server.Token and Server.Headers would be sent without TLS; use https, or set Connections.AllowInsecure";
        }

        if (TokenHeader is not null && (Token is null || !IsHeader(TokenHeader)))
        {
            yield return "Server.TokenHeader has to be the name of a header, and needs Server.Token";
        }

        // Trivy splits the variable at commas.
        if (!Headers.All(pair => IsHeader(pair.Key) && !pair.Value.AsSpan().ContainsAny(",\r\n")))
        {
            yield return "Server.Headers has to hold names of headers, and values without comma and line break";
        }
    }

    private static bool IsHeader(string text) =>
        text.Length > 0 && text.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_');

    // Without the secrets.
    private bool PrintMembers(StringBuilder builder)
    {
        _ = builder.Append(nameof(Address)).Append(" = ").Append(Address);
        return true;
    }
}

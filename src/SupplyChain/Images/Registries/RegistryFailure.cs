using System.Net;
using System.Text.RegularExpressions;

namespace SupplyChain.Images.Registries;

/// <summary>What to say when a registry does not do what it was asked.</summary>
internal static partial class RegistryFailure
{
    /// <summary>Code of content that does not have its digest; worth another attempt.</summary>
    public const string Altered = "image.content-altered";

    private const string NoAnswer = "registry.unreachable";
    private const string NotNow = "registry.unavailable";
    private const int LargestExplanation = 16 * 1024;

    /// <summary>Whether the same request may succeed another time.</summary>
    public static bool IsTransient(UndeterminedException error) => error.Code is NoAnswer or NotNow;

    /// <summary>Goes on only after an answer that says it is done.</summary>
    /// <exception cref="UndeterminedException">It says something else.</exception>
    public static async Task ThrowUnlessSuccessAsync(HttpResponseMessage answer, string what, CancellationToken cancellationToken)
    {
        if (!answer.IsSuccessStatusCode)
        {
            throw await OfAsync(answer, what, cancellationToken);
        }
    }

    /// <summary>The error for an answer with an unexpected status.</summary>
    public static async Task<UndeterminedException> OfAsync(
        HttpResponseMessage answer,
        string what,
        CancellationToken cancellationToken
    )
    {
        if (answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
        {
            return new UndeterminedException(
                "registry.denied",
                $"{what} is not permitted ({(int)answer.StatusCode}); log in to the registry with an account that may, such as with 'docker login'."
            );
        }

        var code = await ReadCodeAsync(answer, cancellationToken);
        return new UndeterminedException(
            RetryPolicy.IsTransient(answer.StatusCode) ? NotNow : "registry.answer",
            $"{what} failed: the registry answered {(int)answer.StatusCode}{(code is null ? "" : $" ({code})")}; try again, or ask those who run it."
        );
    }

    /// <summary>The error for no answer.</summary>
    public static UndeterminedException Unreachable(RegistryCall call, Exception error) =>
        new(
            NoAnswer,
            $"{call.Registry} cannot be reached for {call.Method} {call.Address?.AbsolutePath ?? call.Path}: {(error is OperationCanceledException ? "no answer in time" : error.Message)}; check the name and the network.",
            error
        );

    /// <summary>The error for a registry that names an address nobody should follow.</summary>
    public static UndeterminedException BadTarget(RegistryCall call, string problem) =>
        new(
            "registry.redirect",
            $"{call.Registry} is not followed from {call.Path}: {problem}; check that this is the right registry."
        );

    /// <summary>The address that an answer names, if it may be followed.</summary>
    /// <exception cref="UndeterminedException">It may not.</exception>
    public static Uri CheckTarget(RegistryCall call, Uri home, Uri address, Uri? named, bool allowHttp)
    {
        if (named is null || !Uri.TryCreate(address, named, out var target))
        {
            throw BadTarget(call, "it names no address");
        }

        return RegistryAddress.MayFollow(home, target, allowHttp)
            ? target
            : throw BadTarget(call, $"it leads to {Printable.Quote(target.GetLeftPart(UriPartial.Authority))}");
    }

    private static async Task<string?> ReadCodeAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        try
        {
            var body = await ResponseReading.ReadAsync(answer, LargestExplanation, cancellationToken);
            var match = ErrorCode().Match(System.Text.Encoding.UTF8.GetString(body.Span));
            return match.Success ? match.Groups[1].Value : null;
        }
        catch (Exception error) when (error is IOException or HttpRequestException or UndeterminedException)
        {
            return null;
        }
    }

    [GeneratedRegex("\"code\"\\s*:\\s*\"([A-Z_]{1,40})\"", RegexOptions.NonBacktracking)]
    private static partial Regex ErrorCode();
}

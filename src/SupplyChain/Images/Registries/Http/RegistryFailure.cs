using System.Net;
using System.Security.Authentication;
using System.Text.RegularExpressions;

namespace SupplyChain.Images.Registries.Http;

/// <summary>What to say when a registry does not do what it was asked.</summary>
internal static partial class RegistryFailure
{
    /// <summary>Code of content that does not have its digest; worth another attempt.</summary>
    public const string Altered = "image.content-altered";

    /// <summary>Code of an upload that broke off and cannot go on, since the registry has forgotten it.</summary>
    public const string UploadLost = "registry.upload-lost";

    /// <summary>Code of a piece of an upload that is larger than the registry takes.</summary>
    public const string PieceTooLarge = "registry.piece-too-large";

    /// <summary>Code of a token service that gives no token.</summary>
    public const string NoLogin = "registry.login";

    private const string NoAnswer = "registry.unreachable";
    private const string NotNow = "registry.unavailable";
    private const string TooOften = "registry.throttled";
    private const int LargestExplanation = 16 * 1024;

    /// <summary>Whether what failed may succeed another time.</summary>
    public static bool MayPass(UndeterminedException error) => error.Code is NoAnswer or NotNow or UploadLost;

    /// <summary>The error for a request that offline mode forbids.</summary>
    public static UndeterminedException Offline(string registry) =>
        new(
            "network.offline",
            $"{registry} would have to be asked, which offline mode forbids; name a layout that holds the image, or go online."
        );

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

        if (answer.StatusCode == HttpStatusCode.TooManyRequests)
        {
            return new UndeterminedException(
                TooOften,
                $"{what} failed: the registry answers no more for now (429){After(answer)}; try again later, or log in with an account that may ask more often."
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
        error is HttpRequestException { InnerException: AuthenticationException }
            ? new UndeterminedException(
                "registry.tls",
                $"{call.Registry} cannot be reached safely, since it shows no certificate that is trusted for this name; trust its certificate authority with --registry-cacert, or check that this is the right registry.",
                error
            )
            : new UndeterminedException(
                NoAnswer,
                $"{call.Registry} cannot be reached for {call.Method} {call.Address?.AbsolutePath ?? call.Path}: {Cause(error)}; check the name and the network.",
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
            : throw BadTarget(call, $"it leads to {Printable.Quote(RegistryAddress.Show(target))}");
    }

    /// <summary>Checks the digest that a registry says it has stored, if it says one.</summary>
    /// <exception cref="UndeterminedException">It is another.</exception>
    public static void CheckDigest(HttpResponseMessage answer, Digest digest, string what)
    {
        if (StatedDigest(answer) is { } stated && stated.Algorithm == digest.Algorithm && stated != digest)
        {
            throw new UndeterminedException(
                Altered,
                $"{what} failed: the registry says that it has stored {stated}; check that this is the right registry."
            );
        }
    }

    /// <summary>The digest that an answer says its content has; null where it says none.</summary>
    public static Digest? StatedDigest(HttpResponseMessage answer) =>
        answer.Headers.TryGetValues("Docker-Content-Digest", out var values)
        && Digest.TryParse(values.FirstOrDefault(), out var digest)
            ? digest
            : null;

    /// <summary>What an exception that was thrown for want of an answer says; the outer ones say that something went wrong.</summary>
    public static string Cause(Exception error) =>
        error is OperationCanceledException ? "no answer in time" : Printable.Line(error.GetBaseException().Message.TrimEnd('.'));

    private static string After(HttpResponseMessage answer) =>
        answer.Headers.RetryAfter is { } after ? $" and asks to wait ({Printable.Line(after.ToString())})" : "";

    private static async Task<string?> ReadCodeAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        try
        {
            var body = await ResponseReading.ReadAsync(answer, LargestExplanation, cancellationToken);
            var match = ErrorCode().Match(System.Text.Encoding.UTF8.GetString(body.Span));
            return match.Success ? match.Groups[1].Value : null;
        }
        catch (Exception error)
            when (error is IOException or HttpRequestException or UndeterminedException or OperationCanceledException)
        {
            return null;
        }
    }

    [GeneratedRegex("\"code\"\\s*:\\s*\"([A-Z_]{1,40})\"", RegexOptions.NonBacktracking)]
    private static partial Regex ErrorCode();
}

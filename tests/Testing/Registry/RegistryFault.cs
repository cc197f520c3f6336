using Microsoft.AspNetCore.Http;

namespace SupplyChain.Testing.Registry;

/// <summary>Something that goes wrong with requests of a kind, a number of times.</summary>
/// <param name="Method">Method of the requests, such as <c>GET</c>.</param>
/// <param name="PathPart">Part of the paths of the requests, such as <c>/manifests/</c>.</param>
/// <param name="Act">What happens: it gets the exchange and what the registry would do.</param>
public sealed record RegistryFault(string Method, string PathPart, Func<HttpContext, RequestDelegate, Task> Act)
{
    /// <summary>How many requests it happens to; 1 by default.</summary>
    public int Times { get; init; } = 1;

    /// <summary>Another status instead of the answer.</summary>
    public static RegistryFault Status(string method, string pathPart, int status, int? retryAfterSeconds = null) =>
        new(
            method,
            pathPart,
            (context, _) =>
            {
                context.Response.StatusCode = status;
                context.Response.Headers.RetryAfter = retryAfterSeconds?.ToString();
                return Task.CompletedTask;
            }
        );

    /// <summary>The answer comes only after the test completes the task.</summary>
    public static RegistryFault Delay(string method, string pathPart, Task until) =>
        new(
            method,
            pathPart,
            async (context, next) =>
            {
                await until.WaitAsync(context.RequestAborted);
                await next(context);
            }
        );

    /// <summary>The answer's work is done, and the connection ends before the client hears of it.</summary>
    public static RegistryFault LostAnswer(string method, string pathPart) =>
        new(
            method,
            pathPart,
            async (context, next) =>
            {
                context.Response.Body = Stream.Null;
                await next(context);
                context.Abort();
            }
        );

    /// <summary>The connection ends after some bytes of the body.</summary>
    public static RegistryFault Reset(string method, string pathPart, int afterBytes) =>
        WithBody(
            method,
            pathPart,
            async (context, body) =>
            {
                context.Response.ContentLength = body.Length;
                await context.Response.Body.WriteAsync(body.AsMemory(0, Math.Min(afterBytes, body.Length)));
                await context.Response.Body.FlushAsync();
                context.Abort();
            }
        );

    /// <summary>The body ends early, and says nothing of it.</summary>
    public static RegistryFault Truncate(string method, string pathPart, int afterBytes) =>
        WithBody(
            method,
            pathPart,
            async (context, body) =>
            {
                context.Response.ContentLength = null;
                await context.Response.Body.WriteAsync(body.AsMemory(0, Math.Min(afterBytes, body.Length)));
            }
        );

    /// <summary>One bit of the body is another.</summary>
    public static RegistryFault WrongContent(string method, string pathPart) =>
        WithBody(
            method,
            pathPart,
            async (context, body) =>
            {
                body[^1] ^= 1;
                await context.Response.Body.WriteAsync(body);
            }
        );

    /// <summary>The answer says that it is of other content.</summary>
    public static RegistryFault WrongDigest(string method, string pathPart) =>
        new(
            method,
            pathPart,
            (context, next) =>
            {
                context.Response.OnStarting(() =>
                {
                    context.Response.Headers["Docker-Content-Digest"] = $"sha256:{new string('0', 64)}";
                    return Task.CompletedTask;
                });
                return next(context);
            }
        );

    /// <summary>The body comes a byte at a time, each after a wait.</summary>
    public static RegistryFault SlowDrip(string method, string pathPart, TimeSpan wait) =>
        WithBody(
            method,
            pathPart,
            async (context, body) =>
            {
                foreach (var part in body)
                {
                    await context.Response.Body.WriteAsync(new[] { part }, context.RequestAborted);
                    await context.Response.Body.FlushAsync(context.RequestAborted);
                    await Task.Delay(wait, context.RequestAborted);
                }
            }
        );

    /// <summary>The connection ends after some bytes of what is sent; those arrive.</summary>
    public static RegistryFault ResetRequest(string method, string pathPart, int afterBytes) =>
        new(
            method,
            pathPart,
            async (context, next) =>
            {
                context.Request.Body = new BreakingStream(context.Request.Body, afterBytes);
                try
                {
                    await next(context);
                }
                catch (IOException)
                {
                    context.Abort();
                }
            }
        );

    /// <summary>The body never ends.</summary>
    public static RegistryFault Endless(string method, string pathPart) =>
        new(
            method,
            pathPart,
            async (context, _) =>
            {
                while (!context.RequestAborted.IsCancellationRequested)
                {
                    await context.Response.Body.WriteAsync(new byte[65536], context.RequestAborted);
                }
            }
        );

    /// <summary>The answer is to go elsewhere.</summary>
    public static RegistryFault Redirect(string method, string pathPart, string location) =>
        new(
            method,
            pathPart,
            (context, _) =>
            {
                context.Response.StatusCode = StatusCodes.Status307TemporaryRedirect;
                context.Response.Headers.Location = location;
                return Task.CompletedTask;
            }
        );

    private static RegistryFault WithBody(string method, string pathPart, Func<HttpContext, byte[], Task> answer) =>
        new(
            method,
            pathPart,
            async (context, next) =>
            {
                var real = context.Response.Body;
                using var buffer = new MemoryStream();
                context.Response.Body = buffer;
                await next(context);
                context.Response.Body = real;
                await answer(context, buffer.ToArray());
            }
        );
}

using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Logging;

namespace SupplyChain.Testing.Registry;

/// <summary>
/// A registry in this process and in memory (OCI distribution specification 1.1), on a free port of 127.0.0.1, with faults on
/// demand: <c>await using var registry = await TestRegistry.StartAsync();</c>
/// </summary>
public sealed class TestRegistry : IAsyncDisposable
{
    /// <summary>The user it knows.</summary>
    public const string User = "robot";

    /// <summary>The user's password.</summary>
    public const string Password = "pass-27182818";

    /// <summary>The user's refresh token.</summary>
    public const string RefreshToken = "refresh-16180339";

    private readonly WebApplication application;
    private readonly ConcurrentQueue<string> requests = new();
    private readonly List<RegistryFault> faults = [];

    private TestRegistry(WebApplication application, TestRegistryOptions options)
    {
        this.application = application;
        Contents = new RegistryContents(options.StaleReads);
    }

    /// <summary>What it holds; tests may look and change.</summary>
    public RegistryContents Contents { get; }

    /// <summary>Host and port, as the beginning of an image reference.</summary>
    public string Host => new Uri(application.Urls.Single()).Authority;

    /// <summary>Every request so far, as <c>GET /v2/shop/manifests/1.0</c>.</summary>
    public IReadOnlyCollection<string> Requests => requests;

    /// <summary>Starts a registry.</summary>
    public static async Task<TestRegistry> StartAsync(TestRegistryOptions? options = null)
    {
        options ??= new TestRegistryOptions();
        _ = (Secrets.Add(Password), Secrets.Add(RefreshToken));
        var builder = WebApplication.CreateSlimBuilder();
        _ = builder.Logging.ClearProviders();
        _ = builder.WebHost.ConfigureKestrel(server =>
        {
            server.Listen(options.Address, 0, listen => SecureWith(listen, options));
            server.Limits.MaxRequestBodySize = null;
        });
        var registry = new TestRegistry(builder.Build(), options);
        var endpoints = new RegistryEndpoints(registry.Contents, options);
        var gate = new RegistryGate(options);
        registry.application.Run(context =>
            registry.AnswerAsync(context, exchange => gate.PassAsync(exchange, endpoints.AnswerAsync))
        );
        await registry.application.StartAsync();
        return registry;
    }

    /// <summary>Lets something go wrong from now on.</summary>
    public void Add(RegistryFault fault)
    {
        lock (faults)
        {
            faults.Add(fault);
        }
    }

    /// <summary>Lets nothing go wrong any more.</summary>
    public void ClearFaults()
    {
        lock (faults)
        {
            faults.Clear();
        }
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => application.DisposeAsync();

    private static void SecureWith(ListenOptions listen, TestRegistryOptions options)
    {
        if (options.Authority is { } authority)
        {
            _ = listen.UseHttps(
                authority.LoadServer(),
                https =>
                {
                    https.ClientCertificateMode = options.ClientCertificate
                        ? ClientCertificateMode.RequireCertificate
                        : ClientCertificateMode.AllowCertificate;
                    https.ClientCertificateValidation = (certificate, _, _) =>
                        !options.ClientCertificate || authority.HasIssued(certificate);
                }
            );
        }
    }

    private Task AnswerAsync(HttpContext context, RequestDelegate answer)
    {
        requests.Enqueue($"{context.Request.Method} {context.Request.Path}{context.Request.QueryString}");
        return TakeFault(context.Request) is { } fault ? fault.Act(context, answer) : answer(context);
    }

    private RegistryFault? TakeFault(HttpRequest request)
    {
        lock (faults)
        {
            var index = faults.FindIndex(fault =>
                fault.Method == request.Method
                && request.Path.Value!.Contains(fault.PathPart, StringComparison.Ordinal)
                && fault.Times > 0
            );
            if (index < 0)
            {
                return null;
            }

            faults[index] = faults[index] with { Times = faults[index].Times - 1 };
            return faults[index];
        }
    }
}
